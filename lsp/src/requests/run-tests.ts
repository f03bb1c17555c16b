import type { SourceRange } from "@trajet/compiler";
import type { Location, Range, TextDocumentIdentifier } from "vscode-languageserver";
import { LSPErrorCodes, RequestType, ResponseError } from "../protocol.ts";
import { compiledOf } from "../tests/compiled.ts";
import type { Failure, Happened, TestEngine, TestResult } from "../tests/engine.ts";
import { nextTurn } from "../turns.ts";
import type { ProjectSnapshot, Snapshot } from "../workspace/snapshot.ts";

/** Asks for the tests of a file to be run: those of some names, or all. */
export interface RunTestsParams {
  readonly textDocument: TextDocumentIdentifier;
  readonly names?: readonly string[];
}

export interface RanStep {
  readonly local: string;
  readonly person: string;
  readonly text: string;
  readonly location?: Location;
}

export interface RanFailure {
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly location: Location;
  readonly timeline: readonly RanStep[];
}

/** A test, or a row of one. */
export interface RanTest {
  readonly name: string;
  readonly row?: string;
  readonly durationMs: number;
  readonly failures: readonly RanFailure[];
  readonly trace: readonly { readonly [name: string]: unknown }[];
}

export interface RanPart {
  readonly kind: "step" | "branch" | "start" | "exit";
  readonly text: string;
  readonly covered: boolean;
  readonly location: Location;
}

export interface TestsRan {
  readonly ran: readonly RanTest[];
  /** Names of those that cannot run: something in them, or in what they name, is wrong. */
  readonly leftOut: readonly string[];
  /** Of the journeys that were tested. */
  readonly coverage: readonly RanPart[];
  /** Snapshots that are new, and are to be written. */
  readonly snapshots: readonly { readonly uri: string; readonly text: string }[];
}

export const RUN_TESTS = new RequestType<RunTestsParams, TestsRan | null, void>("trajet/runTests");

/**
 * Runs tests on a clock of their own, in memory. Between two of them the server answers others.
 * @throws {ResponseError} where the host has no engine
 */
export async function runNamedTests(
  { project, file }: Snapshot,
  { names }: RunTestsParams,
  engine: TestEngine | undefined,
): Promise<TestsRan> {
  if (engine === undefined)
    throw new ResponseError(LSPErrorCodes.RequestFailed, "This server runs no tests: use `trajet test`.");
  const isWanted = (name: string): boolean => names === undefined || names.includes(name);
  const compiled = compiledOf(project);
  const tests = compiled.tests.filter((test) => test.file === file.path && isWanted(test.name));
  const read = (path: string): string | undefined => project.files.get(path)?.document.getText();
  const results: { readonly result: TestResult; readonly durationMs: number }[] = [];
  for (const test of tests) {
    await nextTurn();
    const begun = performance.now();
    const result = await engine.run(test, compiled.project, read);
    results.push({ result, durationMs: performance.now() - begun });
  }
  const tested = new Set(tests.map(({ journey }) => journey));
  const journeys = compiled.project.journeys.filter(({ program }) => tested.has(program.journey));
  const covered = results.map(({ result }) => result.covered);
  const parts = await engine.parts(journeys, covered);
  return {
    ran: results.map(({ result, durationMs }) => ({
      name: result.name,
      ...(result.row !== undefined && { row: result.row.text }),
      durationMs,
      failures: result.failures.map((failure) => failureOf(failure, project)),
      trace: result.trace,
    })),
    leftOut: namesIn(project, file.path).filter(
      (name) => isWanted(name) && !tests.some((test) => test.name === name),
    ),
    coverage: parts.map(({ kind, text, covered: isCovered, ...place }) => ({
      kind,
      text,
      covered: isCovered,
      location: locationOf(place, project, true),
    })),
    snapshots: results.flatMap(({ result }) =>
      [...result.snapshots].map(([path, text]) => ({ uri: uriIn(project, file, path), text })),
    ),
  };
}

function namesIn({ model }: ProjectSnapshot, path: string): readonly string[] {
  const declarations = model.files.find((file) => file.path === path)?.tree.declarations ?? [];
  return declarations.flatMap((one) =>
    one.kind === "Test" && one.title !== undefined ? [one.title.value] : [],
  );
}

function failureOf(failure: Failure, project: ProjectSnapshot): RanFailure {
  const { message, expected, actual, timeline } = failure;
  return {
    message,
    ...(expected !== undefined && { expected }),
    ...(actual !== undefined && { actual }),
    location: locationOf(failure, project),
    timeline: timeline.map((happened) => stepOf(happened, project)),
  };
}

function stepOf({ local, person, text, place }: Happened, project: ProjectSnapshot): RanStep {
  return { local, person, text, ...(place !== undefined && { location: locationOf(place, project) }) };
}

interface At {
  readonly file: string;
  readonly range: SourceRange;
}

/** Of a step with blocks, where it is asked for, the first line only: what is in them is told of itself. */
function locationOf({ file: path, range }: At, project: ProjectSnapshot, firstLine = false): Location {
  const file = project.files.get(path);
  const { line, column, endLine, endColumn } = range;
  const start = { line: line - 1, character: column - 1 };
  const end = { line: endLine - 1, character: endColumn - 1 };
  if (file === undefined) return { uri: "", range: { start, end } };
  const whole: Range = { start, end };
  if (!firstLine || start.line === end.line) return { uri: file.uri, range: whole };
  const text = file.document.getText({ start, end: { line: start.line + 1, character: 0 } });
  const character = start.character + text.trimEnd().length;
  return { uri: file.uri, range: { start, end: { line: start.line, character } } };
}

/** A file that is not there yet, by the place of one that is. Editors differ in what they encode, so that lengths say nothing. */
function uriIn(project: ProjectSnapshot, { path, uri }: Snapshot["file"], wanted: string): string {
  const root = uri.split("/").slice(0, -path.split("/").length);
  const made = [...root, ...wanted.split("/").map(encodeURIComponent)].join("/");
  return project.files.get(wanted)?.uri ?? made;
}
