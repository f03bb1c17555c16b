import type { CompiledTest, TestCondition, ValueType } from "@trajet/compiler/program";
import { inputsOf } from "@trajet/compiler/program/inputs";
import { evaluate } from "../engine/evaluate.ts";
import type { Facts, Json, Occurrence } from "../engine/facts.ts";
import type { Value } from "../engine/value.ts";
import { decode } from "../engine/wire.ts";
import { type Seen, witnessed } from "../engine/witness.ts";
import type { Stage } from "./stage.ts";
import { TestStopped } from "./stopped.ts";
import { asSubject } from "./whom.ts";

/** What a condition comes to, and what it read. */
export interface Asked {
  readonly holds: boolean;
  readonly saw: Seen;
}

/** Of what a filter speaks besides the contact. */
export interface About {
  readonly entry?: Occurrence | null;
  /** Arguments of a message or webhook. */
  readonly args?: { readonly [name: string]: Json };
  readonly parameters?: Readonly<Record<string, ValueType>>;
}

/** Asks a condition of a test about one person, as things stand now. */
export async function ask(
  stage: Stage,
  { expr, parts }: TestCondition,
  person: string,
  about: About = {},
): Promise<Asked> {
  const values: { [name: string]: Value } = {};
  for (const part of parts) {
    const facts = await factsFor(stage, part.expr, part.person);
    values[part.name] = evaluate(part.expr, stage.test.scope, facts);
  }
  const known = await factsFor(stage, expr, person);
  const names = { arguments: { ...stage.names, ...values, ...argumentsOf(about) } };
  const { facts, said } = witnessed({ ...known, entry: about.entry ?? null, names });
  const holds = evaluate(expr, stage.test.scope, facts) === true;
  return { holds, saw: saidOf(said().saw ?? {}, person) };
}

function argumentsOf({ args = {}, parameters = {} }: About): { readonly [name: string]: Value } {
  const values = Object.entries(parameters).map(([name, type]) => [
    name,
    decode(type, args[name] ?? null, "stored"),
  ]);
  return Object.fromEntries(values);
}

async function factsFor({ host, test }: Stage, expr: TestCondition["expr"], person: string): Promise<Facts> {
  const facts = await host.facts(person, test.timezone, readsOf(test, expr));
  if (facts === undefined)
    throw new TestStopped(
      `${asSubject(person)} is not there yet, so nothing can be asked: the sign-up stands in a later line.`,
    );
  return facts;
}

function readsOf({ scope }: CompiledTest, expr: TestCondition["expr"]): ReadonlySet<string> {
  return new Set(inputsOf(expr, new Map(Object.entries(scope.people))));
}

/** What was read, by the names of the test: of a person by hers, and without the marks of what is said of people. */
function saidOf(saw: Seen, person: string): Seen {
  const told = Object.entries(saw).filter(([name]) => !name.includes("\n"));
  return Object.fromEntries(told.map(([name, value]) => [name.replace(/^contact\b/, person), value]));
}
