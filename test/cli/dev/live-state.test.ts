import type { CompiledJourney, CompiledProject } from "@trajet/compiler";
import { describe, expect, it } from "vitest";
import { viewJourneys } from "../../../cli/src/dev/live-state.ts";
import type { JourneyRow } from "../../../cli/src/runtime.ts";

const text = [
  "journey WelcomeSeries for Newsletter {",
  "  delay 1 day  send email Welcome",
  "  welcomed: wait up to 4 days {",
  "    when contact buys any product { }",
  "  }",
  "  split { // halves",
  "  }",
  "}",
].join("\n");

/** A journey whose steps stand at these places: line, column, last line, column behind the end. */
function journey(
  name: string,
  steps: Readonly<Record<string, readonly [number, number, number, number]>>,
): CompiledJourney {
  const ranges = Object.entries(steps).map(([id, [line, column, endLine, endColumn]]) => [
    id,
    { line, column, endLine, endColumn },
  ]);
  const source = { file: "a.journey", steps: Object.fromEntries(ranges), starts: {} };
  return { hash: name, program: { journey: name }, source } as unknown as CompiledJourney;
}

const project = {
  journeys: [
    journey("WelcomeSeries", { d: [2, 3, 2, 14], w: [3, 3, 5, 4], s: [6, 3, 7, 4] }),
    journey("ThankYou", {}),
  ],
} as unknown as CompiledProject;
const texts = new Map([["a.journey", text]]);

const row = (name: string, at: Record<string, number>, active = 0): JourneyRow => ({
  name,
  title: name === "WelcomeSeries" ? "Welcome series" : null,
  audience: "Newsletter",
  objective: null,
  status: "active",
  program: name,
  counts: { entered: 9, active, finished: 1, exited: 0, converted: 0, stuck: 0 },
  at,
});

describe("the journeys of the live view", () => {
  it("stand in the order of the project, titles first", () => {
    const views = viewJourneys([row("ThankYou", {}), row("WelcomeSeries", {})], project, texts);
    expect(views.map(({ title }) => title)).toEqual(["Welcome series", "ThankYou"]);
  });

  it("say where people are in the words of the source, in its order", () => {
    const [view] = viewJourneys([row("WelcomeSeries", { s: 1, w: 3, d: 2, "": 4 })], project, texts);
    expect(view?.at).toEqual([
      { step: "delay 1 day", people: 2 },
      { step: "welcomed: wait up to 4 days", people: 3 },
      { step: "split", people: 1 },
    ]);
  });

  it("keep a journey that is gone as long as people are in it, with its ids", () => {
    const rows = [row("Old", { "delay-1": 2 }, 2), row("Older", {}, 0), row("ThankYou", {})];
    expect(viewJourneys(rows, project, texts)).toMatchObject([
      { title: "ThankYou" },
      { title: "Old", at: [{ step: "delay-1", people: 2 }] },
    ]);
  });

  it("falls back on the id of a step whose line is gone", () => {
    const [view] = viewJourneys([row("WelcomeSeries", { w: 1 })], project, new Map());
    expect(view?.at).toEqual([{ step: "w", people: 1 }]);
  });
});
