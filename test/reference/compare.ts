import type { Declaration } from "@trajet/grammar";
import type { Published } from "../../runtime/src/simulator/publish.ts";
import { simulatorOf } from "../../runtime/src/simulator/simulator.ts";
import { linesOf } from "./engine-lines.ts";
import type { Case } from "./generate/case.ts";
import { interpret } from "./interpreter.ts";
import { answerOfEngine, answerOfReference, tellEngine, tellReference } from "./play.ts";
import { projectOf } from "./project.ts";
import type { Line } from "./world.ts";

/* Whether engine and reference tell the same of a case. */

/** The first line in which they differ, with the lines before it; `undefined` on a side is none. */
export interface Difference {
  readonly before: readonly Line[];
  readonly engine: Line | undefined;
  readonly reference: Line | undefined;
}

export type Comparison =
  | { readonly kind: "same"; readonly lines: number; readonly runs: number }
  | { readonly kind: "different"; readonly difference: Difference }
  | { readonly kind: "not clean"; readonly errors: readonly string[] };

export function compare(made: Case): Comparison {
  const { published, declarations, errors } = projectOf(made.project);
  if (published === undefined) return { kind: "not clean", errors };
  const engine = playOnEngine(made, published);
  const reference = playOnReference(made, declarations, engine);
  const [ones, others] = [byRun(engine), byRun(reference)];
  for (const part of new Set([...ones.keys(), ...others.keys()])) {
    const difference = firstDifference(ones.get(part) ?? [], others.get(part) ?? []);
    if (difference !== undefined) return { kind: "different", difference };
  }
  const runs = engine.filter(({ kind }) => kind === "entered").length;
  return { kind: "same", lines: engine.length, runs };
}

function playOnEngine(made: Case, published: Published): readonly Line[] {
  const sendings = new Map<string, string>();
  const outside = { answer: answerOfEngine(made, sendings) };
  const { from, journeys } = made.project;
  const host = simulatorOf(published, {
    startAt: from,
    outside,
    callLimit: 0,
    dies: everyNth(made.crashEvery),
  });
  for (const { name } of journeys) host.setStatus(name, "active");
  tellEngine(made, host, sendings);
  return linesOf(host.journal());
}

function everyNth(nth: number): () => boolean {
  let asked = 0;
  return () => nth > 0 && ++asked % nth === 0;
}

/** The language leaves open how the arm of a split is drawn: the first that the engine took has to stay. */
function playOnReference(
  made: Case,
  declarations: readonly Declaration[],
  engine: readonly Line[],
): readonly Line[] {
  const arms = new Map<string, string>();
  for (const { kind, contact, journey, step, detail } of engine) {
    const place = `${contact} ${journey} ${step}`;
    if (kind === "split" && !arms.has(place)) arms.set(place, detail);
  }
  const reference = interpret(declarations, made.project.zone, made.project.from, {
    answer: answerOfReference(made),
    arm: (contact, journey, step) => arms.get(`${contact} ${journey} ${step}`),
  });
  tellReference(made, reference);
  return reference.trace;
}

/** Which of several runs comes first at one instant is nobody's business: each run's lines are compared by themselves. */
function byRun(lines: readonly Line[]): ReadonlyMap<string, readonly Line[]> {
  return Map.groupBy(lines, ({ contact, journey, run }) => `${contact} ${journey} ${run}`);
}

function firstDifference(engine: readonly Line[], reference: readonly Line[]): Difference | undefined {
  const count = Math.max(engine.length, reference.length);
  for (let index = 0; index < count; index += 1) {
    const [one, other] = [engine[index], reference[index]];
    if (one !== undefined && other !== undefined && isSame(one, other)) continue;
    return { before: engine.slice(0, index), engine: one, reference: other };
  }
  return undefined;
}

const isSame = (one: Line, other: Line): boolean =>
  one.at === other.at &&
  one.journey === other.journey &&
  one.run === other.run &&
  one.kind === other.kind &&
  one.step === other.step &&
  one.detail === other.detail;
