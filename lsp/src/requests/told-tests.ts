import type { TestEngine } from "../tests/engine.ts";
import type { ProjectSnapshot, Snapshot } from "../workspace/snapshot.ts";
import { type RanTest, runNamedTests, type TestsRan } from "./run-tests.ts";

/** How tests went: `run` for programs, `text` for people. */
export interface TestsTold {
  /** Something ran, nothing failed, and nothing was left out. */
  readonly passed: boolean;
  readonly run: TestsRan;
  readonly text: string;
}

/**
 * Runs the tests of a file, or the one of a title, for an editor that shows no tests by itself.
 *
 * @throws {ResponseError} where the host has no engine
 */
export async function toldTests(
  snapshot: Snapshot,
  title: string | undefined,
  engine: TestEngine | undefined,
): Promise<TestsTold> {
  const { file, project } = snapshot;
  const names = title === undefined ? {} : { names: [title] };
  const run = await runNamedTests(snapshot, { textDocument: { uri: file.uri }, ...names }, engine);
  const failed = run.ran.filter(({ failures }) => failures.length > 0);
  const passed = run.ran.length > 0 && failed.length === 0 && run.leftOut.length === 0;
  const lines = [...failed.flatMap((test) => failuresOf(test, project)), ...leftOutOf(run, project)];
  const nothing = run.ran.length === 0 && run.leftOut.length === 0;
  const sum = nothing
    ? `There is no test ${title === undefined ? "" : `"${title}" `}in this file.`
    : `${run.ran.length - failed.length} passed, ${failed.length + run.leftOut.length} failed.`;
  return { passed, run, text: [...lines, ...newSnapshots(run), sum].join("\n") };
}

function failuresOf({ name, row, failures }: RanTest, { files }: ProjectSnapshot): readonly string[] {
  const title = row === undefined ? name : `${name} (${row})`;
  return failures.map(({ message, location: { uri, range } }) => {
    const path = [...files.values()].find((file) => file.uri === uri)?.path ?? uri;
    return `${path}:${range.start.line + 1} ${title}: ${message}`;
  });
}

/** What keeps tests from running stands in the project's errors. */
function leftOutOf({ leftOut }: TestsRan, { diagnostics, files }: ProjectSnapshot): readonly string[] {
  if (leftOut.length === 0) return [];
  const errors = [...diagnostics.values()].flat().filter(({ severity }) => severity === "error");
  const lineOf = (file: string, offset: number): number =>
    (files.get(file)?.document.positionAt(offset).line ?? 0) + 1;
  return [
    ...errors.map(({ file, span, message }) => `${file}:${lineOf(file, span.start)} ${message}`),
    ...leftOut.map((name) => `${name}: cannot run before that is mended.`),
  ];
}

function newSnapshots({ snapshots }: TestsRan): readonly string[] {
  return snapshots.length === 0 ? [] : ["A snapshot is new: `trajet test` writes it down."];
}
