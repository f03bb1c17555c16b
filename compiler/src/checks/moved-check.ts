import type { Origin, Span } from "@trajet/grammar";
import type { JourneySummary } from "../analyses/together/summary.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { CheckedFile } from "./check-file.ts";

/** What is in a place of some file. */
interface Placed {
  readonly file: string;
  readonly span: Span;
}

/**
 * What was found of a declaration, where it stands now. What it says of other declarations stands where it stood: who speaks
 * of the place of another one is checked again when that has moved.
 */
export function movedCheck(checked: CheckedFile, file: string, { of, by }: Origin): CheckedFile {
  const at = (span: Span): Span =>
    of.span.start <= span.start && span.end <= of.span.end
      ? { start: span.start + by, end: span.end + by }
      : span;
  const placed = <P extends Placed>(part: P): P =>
    part.file === file ? { ...part, span: at(part.span) } : part;
  const { diagnostics, sendings, summaries } = checked;
  return {
    ...checked,
    diagnostics: diagnostics.map((each) => movedDiagnostic(each, placed)),
    sendings: sendings.map(placed),
    summaries: summaries.map((each) => movedSummary(each, placed, at)),
  };
}

type Move = <P extends Placed>(part: P) => P;

function movedDiagnostic(diagnostic: Diagnostic, placed: Move): Diagnostic {
  const { related, fixes } = diagnostic;
  return {
    ...placed(diagnostic),
    ...(related !== undefined && { related: related.map(placed) }),
    ...(fixes !== undefined && { fixes: fixes.map((fix) => ({ ...fix, edits: fix.edits.map(placed) })) }),
  };
}

function movedSummary(summary: JourneySummary, placed: Move, at: (span: Span) => Span): JourneySummary {
  return {
    ...summary,
    starts: summary.starts.map((start) => ({ ...start, span: at(start.span) })),
    effects: summary.effects.map(placed),
  };
}
