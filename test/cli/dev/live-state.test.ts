import type { CompiledJourney, CompiledProject } from "@trajet/compiler";
import { describe, expect, it } from "vitest";
import { viewJourneys } from "../../../cli/src/dev/live-state.ts";
import type { JourneyRow } from "../../../cli/src/runtime.ts";

/** A journey whose steps stand on these lines and read like this. */
function journey(
  name: string,
  steps: Readonly<Record<string, readonly [line: number, summary: string]>>,
): CompiledJourney {
  const each = Object.entries(steps);
  const ranges = each.map(([id, [line]]) => [id, { line, column: 1, endLine: line, endColumn: 2 }]);
  const program = {
    journey: name,
    steps: Object.fromEntries(each.map(([id, [, summary]]) => [id, { summary }])),
  };
  const source = { file: "a.journey", steps: Object.fromEntries(ranges), starts: {} };
  return { hash: name, program, source } as unknown as CompiledJourney;
}

const project = {
  journeys: [
    journey("WelcomeSeries", {
      delay: [2, "delay 1 day"],
      welcomed: [3, "wait up to 4 days"],
      split: [6, "split"],
    }),
    journey("ThankYou", {}),
  ],
} as unknown as CompiledProject;

const row = (name: string, at: Record<string, number>, active = 0): JourneyRow => ({
  name,
  title: name === "WelcomeSeries" ? "Welcome series" : null,
  audience: "Newsletter",
  objective: null,
  status: "active",
  program: name,
  counts: { entered: 9, active, finished: 1, exited: 0, converted: 0, stuck: 0 },
  at,
  held: {},
  releasing: null,
});

describe("the journeys of the live view", () => {
  it("stand in the order of the project, titles first", () => {
    const views = viewJourneys([row("ThankYou", {}), row("WelcomeSeries", {})], project);
    expect(views.map(({ title }) => title)).toEqual(["Welcome series", "ThankYou"]);
  });

  it("say where people are in the words of the source, in its order", () => {
    const [view] = viewJourneys([row("WelcomeSeries", { split: 1, welcomed: 3, delay: 2, "": 4 })], project);
    expect(view?.at).toEqual([
      { step: "delay 1 day", people: 2 },
      { step: "wait up to 4 days", people: 3 },
      { step: "split", people: 1 },
    ]);
  });

  it("keep a journey that is gone as long as people are in it, with its ids", () => {
    const rows = [row("Old", { "delay-1": 2 }, 2), row("Older", {}, 0), row("ThankYou", {})];
    expect(viewJourneys(rows, project)).toMatchObject([
      { title: "ThankYou" },
      { title: "Old", at: [{ step: "delay-1", people: 2 }] },
    ]);
  });

  it("falls back on the id of a step that is gone", () => {
    const [view] = viewJourneys([row("WelcomeSeries", { "wait#2": 1 })], project);
    expect(view?.at).toEqual([{ step: "wait#2", people: 1 }]);
  });
});
