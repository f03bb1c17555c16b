import type { StepId } from "./steps.ts";

/** Beside the program: where each of its parts stands. Lines and columns are 1-based. */
export interface SourceMap {
  readonly file: string;
  readonly journey: SourceRange;
  readonly steps: Readonly<Record<StepId, SourceRange>>;
  readonly starts: Readonly<Record<string, SourceRange>>;
  readonly exits: Readonly<Record<string, SourceRange>>;
  readonly goals: Readonly<Record<string, SourceRange>>;
}
export interface SourceRange {
  /** Where it is another than that of the journey: a step of a fragment that stands elsewhere. */
  readonly file?: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** Of a start, an exit rule or a goal: how it reads on one line. Of a step its program says so. */
  readonly text?: string;
  /** Of a step that chooses: what leads to each of its arms, as the source says it. */
  readonly arms?: readonly string[];
  /** Of a match without `else`: its cases are all that there can be. */
  readonly whole?: true;
}
