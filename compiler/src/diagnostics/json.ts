import { type Position, positionAt, type Span } from "@trajet/grammar";
import type { Diagnostic, Severity } from "./diagnostic.ts";
import { helpLines } from "./letter.ts";
import { linesOf } from "./lines.ts";

/** A diagnostic in the shape of `trajet check --format json`. Lines and columns count from 1, columns in UTF-16 units. */
export interface JsonDiagnostic {
  readonly file: string;
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: JsonRange;
  readonly related?: readonly {
    readonly file: string;
    readonly range: JsonRange;
    readonly message: string;
  }[];
  readonly fixes?: readonly { readonly id: string; readonly title: string }[];
  readonly help: string;
}

export interface JsonRange {
  readonly start: Position;
  readonly end: Position;
}

/** `texts` gives the text of each file that a diagnostic names; a place in a file without one is at its beginning. */
export function toJson(diagnostic: Diagnostic, texts: (file: string) => string | undefined): JsonDiagnostic {
  const { file, code, severity, message, span, related, fixes } = diagnostic;
  const range = (of: string, at: Span): JsonRange => rangeIn(texts(of) ?? "", at);
  return {
    file,
    code,
    severity,
    message,
    range: range(file, span),
    ...(related && {
      related: related.map((each) => ({ ...each, range: range(each.file, each.span) })).map(placed),
    }),
    ...(fixes && { fixes: fixes.map(({ id, title }) => ({ id, title })) }),
    help: helpLines(diagnostic).join(" "),
  };
}

function placed({ file, range, message }: { file: string; range: JsonRange; message: string }) {
  return { file, range, message };
}

/** Where a span of a text begins and ends. */
export function rangeIn(text: string, span: Span): JsonRange {
  const starts = linesOf(text);
  return { start: positionAt(starts, span.start), end: positionAt(starts, span.end) };
}
