import { type Before, declarationsBefore } from "./kept.ts";
import { lex } from "./lexer/lex.ts";
import { type Token, tokensOf } from "./lexer/token.ts";
import { read } from "./parser/parser.ts";
import type { SyntaxProblem } from "./parser/problems.ts";
import { mend } from "./slips/mend.ts";
import type { SourceFile } from "./tree/index.ts";

/** A text as it was read. Whatever the text, there is a tree; what is wrong with the text's form is in `problems`. */
export interface ParseResult {
  readonly tree: SourceFile;
  /** In the order of the text. */
  readonly problems: readonly SyntaxProblem[];
  /** All of the text but its blanks; cut anew when they are first asked for, as few ask and they are many. */
  readonly tokens: readonly Token[];
}

/**
 * Reads a `.journey` file. Never throws. All offsets are UTF-16 offsets into `text`.
 *
 * @param before an earlier state of the file: the declarations in front of what has changed since are taken from it as
 *   they are, the same objects
 */
export function parse(text: string, before?: Before): ParseResult {
  const kept = before === undefined ? [] : declarationsBefore(text, before);
  const from = kept.at(-1)?.span.end ?? 0;
  const { tree: rest, problems } = read(text, lex(text, from));
  const tree = { ...rest, declarations: [...kept, ...rest.declarations] };
  let tokens: readonly Token[] | undefined;
  return {
    tree,
    problems: mend(text, problems, (part) => read(part, lex(part)).problems),
    get tokens() {
      tokens ??= tokensOf(lex(text));
      return tokens;
    },
  };
}
