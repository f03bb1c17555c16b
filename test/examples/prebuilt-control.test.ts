import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Program, StepKind } from "@trajet/compiler/program";
import { describe, expect, test } from "vitest";
import { check } from "../../cli/src/checking.ts";
import { readProject } from "../../cli/src/project.ts";
import { needsNotRun } from "../../runtime/src/engine/runnable.ts";

const FOLDER = fileURLToPath(new URL("../../examples/prebuilt", import.meta.url));
const NAMES = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** What decides where a run goes, when, and who comes in. */
const CONTROL: readonly StepKind[] = [
  ...([
    "delay",
    "delay until",
    "wait",
    "if",
    "match",
    "split",
    "repeat",
    "break",
    "remember",
    "run",
  ] as const),
  ...(["start journey", "leave journey", "archive", "exit", "milestone"] as const),
];

/** The same program without what reaches outside: each such step is as if it had been done. */
function controlOf(program: Program): Program {
  const steps = Object.entries(program.steps).map(([id, step]) => [
    id,
    CONTROL.includes(step.kind)
      ? step
      : { kind: "milestone", name: id, next: step.next, summary: step.summary },
  ]);
  return { ...program, messages: {}, steps: Object.fromEntries(steps) };
}

describe.each(NAMES)("the control flow of %s", (name) => {
  const { compiled } = check(readProject(join(FOLDER, name)));

  test("is run: every step that decides, every duration, every rule of entry", () => {
    const programs = compiled?.journeys.map(({ program }) => program) ?? [];
    expect(programs).not.toEqual([]);
    const needs = programs.flatMap((program) => needsNotRun(controlOf(program)));
    expect(
      needs.filter(
        (need) => !/goal|opens|clicks|answers|does not (open|click)|loyalty|after pause/.test(need),
      ),
    ).toEqual([]);
  });
});
