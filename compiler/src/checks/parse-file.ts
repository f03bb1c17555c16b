import { parse, type Span } from "@trajet/grammar";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { syntaxDiagnostic } from "../diagnostics/syntax.ts";
import type { ModelFile } from "../model/model.ts";
import { type Shown, shownBy } from "../model/project-facts.ts";
import type { JourneyFile } from "../project/files.ts";
import { unreadable } from "../project/text.ts";
import { checkText } from "./texts.ts";

/** A file with all that follows from its text alone. */
export interface ParsedFile extends ModelFile {
  /** What other files can see of it. */
  readonly shown: Shown;
  /** Whether an offset stands inside a string: what looks like a comment there is none. */
  readonly isInText: (offset: number) => boolean;
  /** Whether a comment begins at an offset. */
  readonly isComment: (offset: number) => boolean;
}

/** @param before an earlier state of the file, whose declarations are kept as far as they are the same */
export function parseFile(file: JourneyFile, before?: ParsedFile): ParsedFile {
  const text = unreadable(file.text) === undefined ? file.text : "";
  const parsed = parse(text, before);
  const { tree } = parsed;
  const isInText = (offset: number): boolean =>
    parsed.tokens.some((token) => token.kind === "string" && token.start <= offset && offset < token.end);
  const syntax = parsed.problems.map((problem) => syntaxDiagnostic(problem, file.path));
  const problems = onceEach(checkText(file.path, file.text, isInText), syntax);
  const read = { path: file.path, text: file.text, tree, problems };
  return {
    ...read,
    shown: shownBy(read, (declaration) => isBroken(read, declaration.span)),
    isInText,
    isComment: (offset) => parsed.tokens.some(({ kind, start }) => kind === "comment" && start === offset),
  };
}

/** Whether the parser found a mistake in a part of a file, or right behind it. */
export function isBroken(file: Pick<ParsedFile, "problems" | "text">, span: Span): boolean {
  return mistakesIn(file, span).length > 0;
}

/** The mistakes that the parser found in a part of a file, or right behind it. */
export function mistakesIn(
  file: Pick<ParsedFile, "problems" | "text">,
  { start, end }: Span,
): readonly Diagnostic[] {
  const errors = file.problems.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return [];
  const next = end + file.text.slice(end).search(/\S|$/);
  return errors.filter(({ span }) => start <= span.end && span.start <= next);
}

/**
 * A character that is none, or that nobody sees, is wrong in its form too where it stands in no string: that is one
 * mistake. What is no character is said as that; what is one only has no meaning there.
 */
function onceEach(asText: readonly Diagnostic[], syntax: readonly Diagnostic[]): readonly Diagnostic[] {
  const isCovered = (one: Diagnostic, by: Diagnostic): boolean =>
    by.span.start <= one.span.start && one.span.end <= by.span.end;
  const broken = asText.filter(({ code }) => code === "TJ6019");
  return [
    ...asText.filter((one) => one.code === "TJ6019" || !syntax.some((other) => isCovered(one, other))),
    ...syntax.filter((one) => !broken.some((other) => isCovered(other, one))),
  ];
}
