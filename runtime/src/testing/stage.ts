import type { CompiledLine, CompiledProject, CompiledTest, Expr, Values } from "@trajet/compiler/program";
import { momentOf } from "../engine/compare.ts";
import { evaluate } from "../engine/evaluate.ts";
import type { Facts, Json, Millis } from "../engine/facts.ts";
import type { Value } from "../engine/value.ts";
import { encode, formatMoment, isKnownZone } from "../engine/wire.ts";
import type { SimulatedCall, VirtualHost } from "../simulator/virtual-host.ts";
import type { CallOutcome } from "../store/caller.ts";
import type { MakeUp } from "./make-up.ts";

/** Somebody in a test, known to the host by the name in the test. */
export interface Person {
  readonly name: string;
  /** What is given of her before she is there. */
  readonly given: {
    fields: Record<string, Json>;
    readonly tags: Set<string>;
    readonly groups: Set<string>;
    readonly consent: Record<string, "subscribed" | "unsubscribed">;
  };
  isThere: boolean;
}

/** A call to the outside, with what it came to. */
export interface Attempt {
  readonly call: SimulatedCall;
  readonly outcome: CallOutcome;
}

/** A line of the test that made something happen, and how long the journal was before it. */
export interface SaidLine {
  readonly line: CompiledLine;
  readonly person: string;
  readonly at: Millis;
  readonly journal: number;
}

/** From where on calls and lines of the journal are in a stretch of the test. */
export interface Mark {
  calls: number;
  journal: number;
}

/** A test on its way: what its lines read and change. */
export interface Stage {
  readonly test: CompiledTest;
  /** With what the test says of segments and lists. */
  readonly project: CompiledProject;
  readonly host: VirtualHost;
  readonly makeUp: MakeUp;
  readonly people: ReadonlyMap<string, Person>;
  /** Where the test's clock stands; the host's may be ahead of it by seconds. */
  clock: Millis;
  /** When the journey began to let people in. */
  readonly opened: Millis;
  readonly attempts: Attempt[];
  readonly said: SaidLine[];
  readonly start: Mark;
  /** Of the last `on` or `after`. */
  since: Mark;
  /** Values of the row. */
  readonly names: { readonly [name: string]: Value };
  /** Numbers things that are made up. */
  counter: number;
}

/** The people of a test as they are before its first line. */
export function peopleOf({ people }: CompiledTest): ReadonlyMap<string, Person> {
  return new Map(
    people.map((name) => [
      name,
      { name, isThere: false, given: { fields: {}, tags: new Set(), groups: new Set(), consent: {} } },
    ]),
  );
}

/** By whose clock a person's days are counted. */
export function zoneOf(stage: Pick<Stage, "people" | "test">, person: string): string {
  const own = stage.people.get(person)?.given.fields.timezone;
  return typeof own === "string" && isKnownZone(own) ? own : stage.test.timezone;
}

/** By whose clock `on` and `after` count: that of the one person, or of the project. */
export function clockZone(stage: Pick<Stage, "people" | "test">): string {
  const [only = "", ...more] = stage.test.people;
  return more.length === 0 ? zoneOf(stage, only) : stage.test.timezone;
}

/** Facts of nobody, for values that are written out in the test. */
export function plainFacts(names: Stage["names"], now: Millis, zone: string): Facts {
  const contact = {
    id: "",
    audience: "",
    fields: {},
    tags: new Set<string>(),
    groups: new Set<string>(),
    consent: {},
    archived: false,
  };
  return {
    now,
    zone,
    contact,
    entry: null,
    occurrence: null,
    history: () => [],
    journeys: new Set(),
    names: { arguments: names },
  };
}

/** The moment that an expression names, by the clock of a zone; `null` where it names none. */
export function momentIn(
  expr: Expr,
  stage: Pick<Stage, "test" | "names">,
  now: Millis,
  zone: string,
): Millis | null {
  return momentOf(evaluate(expr, stage.test.scope, plainFacts(stage.names, now, zone)), zone);
}

/** Values of a test in wire form; what has no value is left out. */
export function wireOf(
  values: Values,
  stage: Pick<Stage, "test" | "names" | "clock">,
  zone: string,
): Record<string, Json> {
  const facts = plainFacts(stage.names, stage.clock, zone);
  const members = Object.entries(values).flatMap(([name, expr]) => {
    const value = encode(evaluate(expr, stage.test.scope, facts));
    return value === null ? [] : [[name, value] as const];
  });
  return Object.fromEntries(members);
}

/** A date where a moment is due is its first moment in the zone. */
export function asMoment(json: Json | undefined, zone: string): Json | undefined {
  if (typeof json !== "string" || !/^\d{4}-\d\d-\d\d$/.test(json)) return json;
  const at = momentOf({ type: "date", date: json }, zone);
  return at === null ? json : formatMoment(at);
}
