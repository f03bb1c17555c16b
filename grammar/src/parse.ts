import { alike, type Before, declarationsBefore, declarationsBehind } from "./kept.ts";
import { type Lexed, lex } from "./lexer/lex.ts";
import { type Token, tokensOf } from "./lexer/token.ts";
import { UnclosedComment, UnclosedTextBlock } from "./lexer/tokens.ts";
import { read } from "./parser/parser.ts";
import type { SyntaxProblem } from "./parser/problems.ts";
import { mend } from "./slips/mend.ts";
import { type Declaration, moved, type SourceFile } from "./tree/index.ts";

/** A text as it was read. Whatever the text, there is a tree; what is wrong with the text's form is in `problems`. */
export interface ParseResult {
  readonly tree: SourceFile;
  /** In the order of the text. */
  readonly problems: readonly SyntaxProblem[];
  /** All of the text but its blanks; cut anew when they are first asked for, as few ask and they are many. */
  readonly tokens: readonly Token[];
}

type Read = Pick<ParseResult, "problems"> & { readonly declarations: readonly Declaration[] };

/**
 * Reads a `.journey` file. Never throws. All offsets are UTF-16 offsets into `text`.
 *
 * @param before an earlier state of the file: the declarations in front of what has changed since are taken from it as
 *   they are, the same objects, and those behind it as they are at their new places, see `originOf`
 */
export function parse(text: string, before?: Before): ParseResult {
  const { declarations, problems } = before === undefined ? readFrom(text, []) : readAgain(text, before);
  let tokens: readonly Token[] | undefined;
  return {
    tree: { kind: "File", span: { start: 0, end: text.length }, declarations },
    problems: mend(text, problems, (part) => read(part, lex(part)).problems),
    get tokens() {
      tokens ??= tokensOf(lex(text));
      return tokens;
    },
  };
}

/** Reads a text behind the declarations that are known, to its end. */
function readFrom(text: string, known: readonly Declaration[]): Read {
  const { tree, problems } = read(text, lex(text, known.at(-1)?.span.end));
  return { declarations: [...known, ...tree.declarations], problems };
}

function readAgain(text: string, before: Before): Read {
  const same = alike(text, before.text);
  const known = declarationsBefore(before, same);
  const [next, ...rest] = declarationsBehind(before, same);
  const changed =
    next === undefined || rest.length === 0
      ? undefined
      : readUpTo(text, known, next, text.length - before.text.length);
  if (next === undefined || changed === undefined) return readFrom(text, known);
  const by = text.length - before.text.length;
  const behind = [next, ...rest].map((each) => moved(each, by));
  const between = changed.declarations.map((each) => unchanged(each, before, same.front, changed.problems));
  return { declarations: [...known, ...between, ...behind], problems: changed.problems };
}

/**
 * Reads a text behind the declarations that are known, up to one that had stood so many signs before where it may stand now.
 *
 * @returns `undefined` where what comes before it is not over by then
 */
function readUpTo(
  text: string,
  known: readonly Declaration[],
  next: Declaration,
  by: number,
): Read | undefined {
  const [start, end] = [next.span.start + by, next.span.end + by];
  // The declaration itself is read too: where it begins and ends is what shows that nothing runs into it.
  const lexed = lex(text, known.at(-1)?.span.end, end);
  if (isUnclosed(lexed)) return undefined;
  const { tree, problems, echoes } = read(text, lexed);
  const last = tree.declarations.at(-1);
  const isThere = last?.kind === next.kind && last.span.start === start && last.span.end === end;
  // A line that has become a comment may stand above it now.
  if (!isThere || last.doc !== next.doc || [...problems, ...echoes].some(({ span }) => span.end >= start))
    return undefined;
  return { declarations: tree.declarations.slice(0, -1), problems };
}

/** Whether something may go on to the end of the text, or to a sign behind what was cut. */
function isUnclosed({ tokens, comments }: Lexed): boolean {
  return (
    comments.some(({ tokenType }) => tokenType === UnclosedComment) ||
    tokens.some(({ tokenType }) => tokenType === UnclosedTextBlock)
  );
}

/** One that was read again in front of all that has changed, and of all that is or was wrong, is the same object. */
function unchanged(
  read: Declaration,
  { tree, problems }: Before,
  front: number,
  now: readonly SyntaxProblem[],
): Declaration {
  const { start, end } = read.span;
  if (end >= front || [...problems, ...now].some(({ span }) => span.start <= end)) return read;
  const same = tree.declarations.find(({ span }) => span.start === start);
  return same?.kind === read.kind && same.span.end === end ? same : read;
}
