import { lineStarts, positionAt, type Span } from "@trajet/grammar";
import { isCode } from "../catalogue/catalogue.ts";
import type { Diagnostic, Edit, Fix } from "./diagnostic.ts";
import type { Report } from "./report.ts";
import { type SuppressionComment, suppressionComments } from "./suppression-comments.ts";

/** A code that a comment silences on a line, from 1: its own where something stands before it, else the one below. */
interface Suppression {
  readonly comment: SuppressionComment;
  readonly code: string;
  readonly line: number;
}

/**
 * Takes away what comments silence: those of a journey or a template, on the line above or at the end of the line. A
 * comment without a code or a reason silences nothing; such ones, and those that find nothing to silence, are reported.
 * `isComment` tells whether a comment begins at an offset, `isSaid` whether this check says what is wrong at an offset.
 */
export function suppress(
  diagnostics: readonly Diagnostic[],
  file: { readonly path: string; readonly text: string },
  isComment: (offset: number) => boolean,
  isSaid: (at: number) => boolean,
  report: Report,
): readonly Diagnostic[] {
  const starts = lineStarts(file.text);
  const lineOf = (offset: number): number => positionAt(starts, offset).line;
  const suppressions = suppressionComments(file.path, file.text, isComment).flatMap((comment) => {
    const line = lineOf(comment.span.start);
    const before = file.text.slice(starts[line - 1] ?? 0, comment.span.start);
    const silenced = before.trim() === "" ? line + 1 : line;
    return soundCodes(comment, file.path, report).map((code) => ({ comment, code, line: silenced }));
  });
  const used = new Set<Suppression>();
  const kept = diagnostics.filter((diagnostic) => {
    const line = lineOf(diagnostic.span.start);
    const by = suppressions.filter((each) => each.code === diagnostic.code && each.line === line);
    for (const each of by) used.add(each);
    return by.length === 0;
  });
  for (const each of suppressions) {
    if (used.has(each) || !isSaid(firstOn(starts[each.line - 1], file.text))) continue;
    const fixes = [removal(each, file.path, file.text)];
    const { span } = each.comment;
    report(
      "TJ6011",
      codeSpan(each) ?? span,
      file.path,
      { code: each.code },
      { fixes, tags: ["unnecessary"] },
    );
  }
  return kept;
}

/** Where the first word of a line stands. */
function firstOn(start: number | undefined, text: string): number {
  return start === undefined ? text.length : start + text.slice(start).search(/\S|$/);
}

/** The codes of a comment that are some, if it says why. */
function soundCodes(comment: SuppressionComment, file: string, report: Report): readonly string[] {
  const wrong = comment.codes.filter(({ code }) => !isCode(code));
  for (const { code, span } of wrong) report("TJ6012", code === "" ? comment.span : span, file, { code });
  const codes = comment.codes.map(({ code }) => code).filter(isCode);
  const [first] = codes;
  if (first === undefined || comment.reason !== "") return codes;
  report("TJ6010", comment.span, file, { code: first });
  return [];
}

/** Where one of several codes stands; of a comment with one, the comment is meant. */
function codeSpan({ comment, code }: Suppression): Span | undefined {
  return comment.codes.length > 1 ? comment.codes.find((each) => each.code === code)?.span : undefined;
}

/** Takes out the comment, with its line where it has one of its own; of several codes only the one. */
function removal(suppression: Suppression, file: string, text: string): Fix {
  const edit = (start: number, end: number): readonly Edit[] => [{ file, span: { start, end }, text: "" }];
  const id = "remove-suppression";
  const one = codeSpan(suppression);
  if (one !== undefined) {
    const behind = /^[ \t]*,[ \t]*/.exec(text.slice(one.end))?.[0].length ?? 0;
    const before = behind > 0 ? 0 : (/,[ \t]*$/.exec(text.slice(0, one.start))?.[0].length ?? 0);
    return {
      id,
      title: `Take ${suppression.code} out of it`,
      edits: edit(one.start - before, one.end + behind),
    };
  }
  const { start, end } = suppression.comment.span;
  const blanks = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(end))?.[0].length ?? 0;
  const ownLine = start - blanks === 0 || text[start - blanks - 1] === "\n";
  return { id, title: "Remove the comment", edits: edit(start - blanks, ownLine ? end + rest : end) };
}
