import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Program } from "@trajet/compiler/program";
import { describe, expect, test } from "vitest";
import { NotRunnable, needsNotRun, refuseNotRunnable } from "../../../runtime/src/engine/runnable.ts";

/* The boundary of the engine: what it does not run is refused as a whole, where a program is loaded. */

const CONSTRUCTS = join(import.meta.dirname, "../../fixtures/constructs");
const programsOf = (construct: string): readonly Program[] => {
  const { journeys } = JSON.parse(readFileSync(join(CONSTRUCTS, construct, "program.json"), "utf8"));
  return (journeys as readonly { readonly program: Program }[]).map(({ program }) => program);
};
const needsOf = (construct: string) => [...new Set(programsOf(construct).flatMap(needsNotRun))].sort();

describe("what is not run", () => {
  test.each([
    ["match", ["`match`"]],
    ["repeat", ["`break`", "`repeat`"]],
    ["call", ["`call`", "`object`"]],
    ["start-schedule", ["`in loyalty`", "a start by the calendar"]],
    ["entry-window", ["`enter from`"]],
    ["sms", ["consent for sms", "messages by sms"]],
    ["act-text", ["`does not … for`", "`texts`"]],
    ["archive", ["`archive`"]],
  ])("of %s", (construct, needs) => {
    expect(needsOf(construct)).toEqual(needs);
  });

  test.each(["delay", "split", "exit-rule", "milestone", "tag"])("nothing of %s", (construct) => {
    if (!readdirSync(CONSTRUCTS).includes(construct)) throw new Error(`there is no construct ${construct}`);
    expect(needsOf(construct)).toEqual([]);
  });
});

test("the refusal names the journey and all that is in the way", () => {
  const [program] = programsOf("repeat");
  if (program === undefined) throw new Error("there is no program");
  expect(() => refuseNotRunnable(program)).toThrow(NotRunnable);
  expect(() => refuseNotRunnable(program)).toThrow(/the journey Repeats, which needs `repeat`, `break`$/);
});
