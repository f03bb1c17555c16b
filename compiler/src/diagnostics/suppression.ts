import { lineStarts, positionAt, type Span } from "@trajet/grammar";
import { isCode } from "../catalogue/catalogue.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Report } from "./report.ts";

/** `// trajet-ignore TJ4102: reason`: what it silences stands on the line below. */
interface Suppression {
  readonly code: string;
  readonly reason: string;
  /** Line of the comment, from 1. */
  readonly line: number;
  readonly span: Span;
  readonly codeSpan: Span;
}

const COMMENT = /^[ \t]*(\/\/[ \t]*trajet-ignore\b[ \t]*)([^\s:]*)[ \t]*:?[ \t]*(.*?)[ \t]*$/gm;

/**
 * Takes away what a comment on the line before silences. A comment without a code or a reason silences nothing; such
 * ones, and those that find nothing to silence, are reported. `inText` tells whether an offset stands inside a string,
 * `isSaid` whether this check says a code at all.
 */
export function suppress(
  diagnostics: readonly Diagnostic[],
  file: { readonly path: string; readonly text: string },
  inText: (offset: number) => boolean,
  isSaid: (code: string) => boolean,
  report: Report,
): readonly Diagnostic[] {
  if (!file.text.includes("trajet-ignore")) return diagnostics;
  const starts = lineStarts(file.text);
  const lineOf = (offset: number): number => positionAt(starts, offset).line;
  const suppressions = suppressionsIn(file.text, lineOf, inText).filter((each) =>
    isSound(each, file.path, report),
  );
  const used = new Set<Suppression>();
  const kept = diagnostics.filter((diagnostic) => {
    const by = suppressions.find(
      (each) => each.code === diagnostic.code && each.line + 1 === lineOf(diagnostic.span.start),
    );
    if (by !== undefined) used.add(by);
    return by === undefined;
  });
  for (const each of suppressions) {
    if (used.has(each) || !isSaid(each.code)) continue;
    const edits = [{ file: file.path, span: wholeLine(each, starts, file.text), text: "" }];
    const fixes = [{ id: "remove-suppression", title: "Remove the comment", edits }];
    report("TJ6011", each.span, file.path, { code: each.code }, { fixes, tags: ["unnecessary"] });
  }
  return kept;
}

function suppressionsIn(
  text: string,
  lineOf: (offset: number) => number,
  inText: (offset: number) => boolean,
): readonly Suppression[] {
  return [...text.matchAll(COMMENT)].flatMap((match) => {
    const [whole, head = "", code = "", reason = ""] = match;
    const start = match.index + whole.indexOf("//");
    if (inText(start)) return [];
    const codeStart = start + head.length;
    const span = { start, end: match.index + whole.trimEnd().length };
    return [
      {
        code,
        reason,
        line: lineOf(start),
        span,
        codeSpan: { start: codeStart, end: codeStart + code.length },
      },
    ];
  });
}

function isSound(suppression: Suppression, file: string, report: Report): boolean {
  if (!isCode(suppression.code)) {
    report("TJ6012", suppression.code === "" ? suppression.span : suppression.codeSpan, file, {
      code: suppression.code,
    });
    return false;
  }
  if (suppression.reason !== "") return true;
  report("TJ6010", suppression.span, file, { code: suppression.code });
  return false;
}

function wholeLine({ line, span }: Suppression, starts: readonly number[], text: string): Span {
  return { start: starts[line - 1] ?? span.start, end: starts[line] ?? text.length };
}
