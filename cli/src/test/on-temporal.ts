import { isDeepStrictEqual } from "node:util";
import type { CompiledProject } from "@trajet/compiler";
import type { SteppedMachinery } from "@trajet/runtime/stepped";
import type { Failure, TestResult, TestWorld, TraceEntry } from "@trajet/runtime/testing";
import { pino } from "pino";
import { findTemporalCli } from "../../../scripts/temporal-cli.mjs";
import { stateFolder } from "../dev/session.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

/**
 * Starts a database, a Temporal server and a worker on which tests are run as well.
 *
 * @param folder of a project, in which the bundled driver is kept
 * @throws UsageError if one of them does not come up
 */
export async function startOnTemporal(folder: string, terminal: Terminal): Promise<SteppedMachinery> {
  const { startStepped } = await import("@trajet/runtime/stepped");
  const cli = await findTemporalCli({ onProgress: (what) => terminal.err(`${what}\n`) }).catch(sentenceOf);
  return startStepped({
    cli,
    cacheFolder: stateFolder(folder),
    logger: pino({ level: "silent" }),
  }).catch(sentenceOf);
}

/** These parts throw plain errors with one sentence for the user; anything else is a mistake of ours. */
function sentenceOf(error: unknown): never {
  if (error instanceof Error && error.constructor === Error) throw new UsageError(error.message);
  throw error;
}

/** The same world with its hosts on Temporal. */
export function onTemporal(world: TestWorld, machinery: SteppedMachinery): TestWorld {
  return {
    ...world,
    createHost: (compiled: CompiledProject, outside, startAt) =>
      machinery.open({ compiled, outside, startAt }),
  };
}

/** What a test came to on Temporal, if that is not what it came to in memory. */
export function differenceOf(inMemory: TestResult, there: TestResult): Failure | undefined {
  const people = new Set([...inMemory.trace, ...there.trace].map(({ contact }) => contact));
  for (const person of people) {
    const [here, other] = [linesOf(inMemory, person), linesOf(there, person)];
    const index = here.findIndex((entry, at) => !isDeepStrictEqual(entry, other[at]));
    const at = index < 0 && other.length > here.length ? here.length : index;
    if (at >= 0) return letterOf(inMemory, person, at, here[at], other[at]);
  }
  if (inMemory.status === there.status) return undefined;
  const [failure] = there.failures;
  return failure && { ...failure, message: `On Temporal: ${failure.message}` };
}

/** What happened to a person. Runs have names of their own on each host. */
function linesOf({ trace }: TestResult, person: string): readonly object[] {
  return trace.filter(({ contact }) => contact === person).map(({ run: _, ...entry }: TraceEntry) => entry);
}

function letterOf(
  { file, line }: TestResult,
  person: string,
  index: number,
  here: object | undefined,
  there: object | undefined,
): Failure {
  const written = (entry: object | undefined): string =>
    entry === undefined ? "nothing more" : JSON.stringify(entry);
  return {
    file,
    range: { line, column: 1, endLine: line, endColumn: 2 },
    line: "",
    message: `On Temporal it goes another way. Line ${index + 1} of the timeline of ${person}:\n  in memory: ${written(here)}\n  on Temporal: ${written(there)}`,
    expected: written(here),
    actual: written(there),
    timeline: [],
  };
}
