import { checkProject, journeyCosts } from "@trajet/compiler";
import fc from "fast-check";
import { expect, test } from "vitest";
import { projectOf } from "../checks/project-of.ts";
import { everyPath, type Made, mostSent, textOf, type Walked } from "./every-path.ts";
import { DECLARATIONS } from "./shown.ts";

const hours = fc.integer({ min: 1, max: 60 });

const { steps } = fc.letrec<{ steps: readonly Made[]; step: Made }>((tie) => ({
  steps: fc.array(tie("step"), { maxLength: 4, depthIdentifier: "steps" }),
  step: fc.oneof(
    { depthIdentifier: "steps", depthSize: "small", maxDepth: 3 },
    fc.record({ kind: fc.constant("send" as const), refused: fc.constant(undefined) }),
    fc.record({ kind: fc.constantFrom("delay" as const, "tag" as const, "exit" as const), hours }),
    fc.record({ kind: fc.constant("send" as const), refused: fc.option(tie("steps"), { nil: undefined }) }),
    fc.record({ kind: fc.constant("if" as const), yes: tie("steps"), no: tie("steps") }),
    fc.record({ kind: fc.constant("wait" as const), hours, matched: tie("steps"), passed: tie("steps") }),
    fc.record({
      kind: fc.constant("repeat" as const),
      times: fc.integer({ min: 1, max: 3 }),
      body: fc
        .tuple(tie("steps"), tie("steps"))
        .map(([body, left]): readonly Made[] => [
          ...body,
          { kind: "if", yes: [...left, { kind: "break", hours: 0 }], no: [] },
        ]),
    }),
  ),
}));

function costsOf(made: readonly Made[]) {
  const text = `${DECLARATIONS}journey Case for Newsletter { start manually  ${textOf(made)} }`;
  const { model } = checkProject(projectOf(text));
  const journey = model.symbols.journeys.get("Case");
  if (journey === undefined) throw new Error("the journey is not there");
  return journeyCosts(model, journey);
}

const actions = ({ suspensions, matches }: Walked): number => 1 + (suspensions + 1) + suspensions + matches;

/** As `trajet explain` chooses: by Temporal actions, then by steps, messages and time. */
function compare(one: Walked, other: Walked): number {
  return (
    actions(one) - actions(other) ||
    one.steps - other.steps ||
    one.sent.length - other.sent.length ||
    one.hours - other.hours
  );
}

function costOf(path: Walked) {
  return { steps: path.steps, messages: path.sent.length, temporalActions: actions(path) };
}

test("shortest path, longest path and load are those of all paths, walked one by one", () => {
  fc.assert(
    fc.property(steps, (made) => {
      const paths = everyPath(made);
      fc.pre(paths.length < 5_000);
      const sorted = paths.toSorted(compare);
      const [shortest, longest] = [sorted[0], sorted.at(-1)];
      if (shortest === undefined || longest === undefined) throw new Error("there is always a path");
      const costs = costsOf(made);
      expect(costs.paths.shortest).toMatchObject(costOf(shortest));
      expect(costs.paths.longest).toMatchObject(costOf(longest));
      expect(hoursOf(costs.paths.shortest.minDuration)).toBe(shortest.hours);
      expect(hoursOf(costs.paths.longest.minDuration)).toBe(longest.hours);
      expect(costs.loadBearing).toEqual({ per24h: mostSent(paths, 24), per7d: mostSent(paths, 7 * 24) });
      expect(costs.busiest).toHaveLength(costs.loadBearing.per7d);
    }),
    { numRuns: 150, seed: 4 },
  );
});

function hoursOf(duration: string): number {
  const [, days = "0"] = /(\d+)D/.exec(duration) ?? [];
  const [, rest = "0"] = /(\d+)H/.exec(duration) ?? [];
  return Number(days) * 24 + Number(rest);
}
