import type { SourceRange } from "@trajet/compiler/program";
import type { Json } from "../engine/facts.ts";
import type { Seen } from "../engine/witness.ts";
import type { Covered } from "./covered.ts";

/** A place in the project's sources, as it is written there. */
export interface Place {
  readonly file: string;
  readonly range: SourceRange;
}

/** A line of what happened in a test. */
export interface Happened {
  /** RFC 3339, in UTC. */
  readonly at: string;
  /** The same by the clock of the person whom it is about: `2026-03-27 10:00`. */
  readonly local: string;
  readonly person: string;
  readonly text: string;
  /** The test's own line, or what decided in the journey. */
  readonly place?: Place;
  readonly because?: string;
  readonly saw?: Seen;
}

/** Why a test failed: a letter about one of its lines. */
export interface Failure {
  readonly file: string;
  readonly range: SourceRange;
  /** The line as it is written. */
  readonly line: string;
  /** What is wrong, in a sentence or two. */
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  /** What decided it, with what it read. */
  readonly decided?: Happened;
  /** What happened up to then, earliest first. */
  readonly timeline: readonly Happened[];
}

/** An entry of a trace, in the shape of contracts.md. */
export interface TraceEntry {
  readonly at: string;
  readonly kind: string;
  readonly contact: string;
  readonly journey: string;
  readonly [more: string]: Json;
}

export interface TestResult {
  readonly name: string;
  readonly journey: string;
  readonly file: string;
  /** On which the block begins. */
  readonly line: number;
  readonly row?: { readonly number: number; readonly text: string };
  readonly status: "passed" | "failed";
  readonly failures: readonly Failure[];
  readonly trace: readonly TraceEntry[];
  readonly covered: Covered;
  /** Texts of `matching snapshot`, by their names, that were not there or are to be replaced. */
  readonly snapshots: ReadonlyMap<string, string>;
  /** Names of all snapshots for which it asked. */
  readonly asked: readonly string[];
}
