import type { CompiledProject, Expr } from "@trajet/compiler/program";
import fc from "fast-check";
import { truth } from "../../../../runtime/src/engine/evaluate.ts";
import type { Facts, Json, PastEvent } from "../../../../runtime/src/engine/facts.ts";
import type { Scope } from "../../../../runtime/src/engine/scope.ts";
import { facts, NOW, order } from "../../../runtime/engine/known.ts";

export const AUDIENCE = `audience Newsletter {
  field city: text?
  field plan: "free" | "pro" | "enterprise" = "free"
  field points: number = 0
  field age: number?
  field member: boolean = false
  field renewal: date?
  field seen: moment?
  field budget: money?
  field favorites: list of text
  tags "vip", "engaged"
}
store Boutique { currency EUR }
segment French for Newsletter where contact.country == "FR" and contact.points > 1
`;

/** Values around every bound that the random conditions have. */
const VALUES: Readonly<Record<string, readonly (Json | undefined)[]>> = {
  city: [undefined, "Lyon", "Ly", "Paris", "Nice", ""],
  country: [undefined, "FR", "BE", "DE"],
  plan: ["free", "pro", "enterprise"],
  points: [-1, 0, 1, 1.5, 2, 2.5, 3, 4],
  age: [undefined, 0, 1, 2, 3],
  member: [true, false],
  renewal: [undefined, "2026-01-01", "2026-03-01", "2026-06-01"],
  seen: [undefined, ago(0.5), ago(5), ago(20), ago(40), ago(400)],
  budget: [undefined, { amount: "5", currency: "EUR" }, { amount: "10", currency: "GBP" }],
  favorites: [[], ["mug"], ["plate"], ["mug", "plate"]],
};

function ago(days: number): string {
  return new Date(NOW - days * 86_400_000).toISOString();
}

/** People who differ in all that conditions ask about, the same ones each time. */
export const PEOPLE: readonly Facts[] = fc.sample(person(), { numRuns: 600, seed: 7 });

function person(): fc.Arbitrary<Facts> {
  const fields = fc.record(
    Object.fromEntries(Object.entries(VALUES).map(([name, values]) => [name, fc.constantFrom(...values)])),
  );
  const events = fc.array(fc.constantFrom(0.5, 5, 20, 40, 400), { maxLength: 4 });
  const tags = fc.subarray(["vip", "engaged"]);
  const consent = fc.constantFrom("subscribed", "unsubscribed", "none");
  return fc.record({ fields, events, tags, consent }).map((known) =>
    facts({
      contact: {
        fields: withoutMissing(known.fields, known.consent),
        tags: new Set(known.tags),
        consent: { email: known.consent as "subscribed" },
      },
      events: known.events.map((days): PastEvent => order(ago(days))),
    }),
  );
}

function withoutMissing(fields: Readonly<Record<string, Json | undefined>>, status: string) {
  const set = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return { ...Object.fromEntries(set), emailStatus: status } as { [name: string]: Json };
}

/** For whom each of some conditions is true, as the engine decides it. */
export function outcomes(project: CompiledProject): readonly (readonly boolean[])[] {
  const [journey] = project.journeys;
  if (journey === undefined) return [];
  const { program } = journey;
  return program.exits.map((exit) => PEOPLE.map((each) => passes(exit.if, program, each)));
}

function passes(condition: Expr | undefined, program: Scope, person: Facts): boolean {
  return condition !== undefined && truth(condition, program, person);
}
