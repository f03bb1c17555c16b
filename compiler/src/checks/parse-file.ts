import { parse, type Span } from "@trajet/grammar";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { syntaxDiagnostic } from "../diagnostics/syntax.ts";
import type { ModelFile } from "../model/model.ts";
import { type Shown, shownBy } from "../model/project-facts.ts";
import type { JourneyFile } from "../project/files.ts";

/** A file with all that follows from its text alone. */
export interface ParsedFile extends ModelFile {
  readonly problems: readonly Diagnostic[];
  /** What other files can see of it. */
  readonly shown: Shown;
  /** Whether an offset stands inside a string: what looks like a comment there is none. */
  readonly isInText: (offset: number) => boolean;
}

export function parseFile(file: JourneyFile): ParsedFile {
  const { tree, problems, tokens } = parse(file.text);
  return {
    path: file.path,
    text: file.text,
    tree,
    problems: problems.map((problem) => syntaxDiagnostic(problem, file.path)),
    shown: shownBy({ ...file, tree }),
    isInText: (offset) =>
      tokens.some((token) => token.kind === "string" && token.start <= offset && offset < token.end),
  };
}

/** Whether the parser found a mistake in a part of a file, or right behind it. */
export function isBroken(file: Pick<ParsedFile, "problems" | "text">, { start, end }: Span): boolean {
  const errors = file.problems.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return false;
  const next = end + file.text.slice(end).search(/\S|$/);
  return errors.some(({ span }) => start <= span.end && span.start <= next);
}
