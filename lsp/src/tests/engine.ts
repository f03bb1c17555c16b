import type { CompiledJourney, CompiledProject, CompiledTest, SourceRange } from "@trajet/compiler";

/** A line of what happened in a test, as the runner tells it. */
export interface Happened {
  /** By the clock of the person whom it is about. */
  readonly local: string;
  readonly person: string;
  readonly text: string;
  readonly place?: { readonly file: string; readonly range: SourceRange };
}

export interface Failure {
  readonly file: string;
  readonly range: SourceRange;
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly timeline: readonly Happened[];
}

/** What a test came to. */
export interface TestResult {
  readonly name: string;
  readonly file: string;
  readonly row?: { readonly number: number; readonly text: string };
  readonly failures: readonly Failure[];
  readonly trace: readonly { readonly [name: string]: unknown }[];
  readonly covered: { readonly [journey: string]: readonly string[] };
  /** Texts of snapshots that are new, by their paths in the project. */
  readonly snapshots: ReadonlyMap<string, string>;
}

/** A part of a journey, and whether a test came to it. */
export interface CoveredPart {
  readonly kind: "step" | "branch" | "start" | "exit";
  readonly file: string;
  readonly range: SourceRange;
  readonly text: string;
  readonly covered: boolean;
}

/** Runs tests, as `trajet test` does: given by the host of the server, which has the engine. */
export interface TestEngine {
  /** `read` gives the texts of the project's files by their paths in it. */
  readonly run: (
    test: CompiledTest,
    project: CompiledProject,
    read: (path: string) => string | undefined,
  ) => Promise<TestResult>;
  readonly parts: (
    journeys: readonly CompiledJourney[],
    covered: readonly TestResult["covered"][],
  ) => readonly CoveredPart[] | Promise<readonly CoveredPart[]>;
}
