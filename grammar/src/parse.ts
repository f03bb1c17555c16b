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

/** Reads a `.journey` file. Never throws. All offsets are UTF-16 offsets into `text`. */
export function parse(text: string): ParseResult {
  const { tree, problems } = read(text, lex(text));
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
