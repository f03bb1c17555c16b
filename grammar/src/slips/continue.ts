import type { IToken } from "chevrotain";
import { endOf, lex } from "../lexer/lex.ts";
import { LCurly, RCurly } from "../lexer/tokens.ts";
import type { Edit, Guesser } from "./slip.ts";

/** A block around a word, innermost first: its braces, by their places among the tokens, and the word that it belongs to. */
interface Around {
  readonly open: number;
  readonly close: number;
  readonly word: string;
}

const BLOCK_WORDS: ReadonlySet<string> = new Set([
  "if",
  "else",
  "when",
  "otherwise",
  "match",
  "split",
  "repeat",
]);

/**
 * `continue` in a loop. There is none: what it would leave out of the turn belongs to an `else`; where it would leave
 * out nothing, it goes.
 */
export const fromContinue: Guesser = ({ code, data, span }, text) => {
  const unfit = code === "unexpected-text" || code === "unknown-statement";
  if (!unfit || text.slice(span.start, span.end) !== "continue") return [];
  const { tokens } = lex(text);
  const at = tokens.findIndex(({ startOffset }) => startOffset === span.start);
  const [inner, outer] = blocksAround(tokens, at);
  if (inner === undefined || inner.close !== at + 1) return [];
  const title = "Remove continue";
  const removal = { span: { start: endOf(tokens[at - 1] ?? token(tokens, at)), end: span.end }, text: "" };
  if (inner.word === "repeat") return [{ title, edits: [removal], code, data }];
  if (outer?.word !== "repeat") return [];
  if (outer.close === inner.close + 1) return [{ title, edits: [removal], code, data }];
  if (inner.word !== "if" || tokens[inner.close + 1]?.image === "else") return [];
  const edits = [removal, ...asElse(text, endOf(token(tokens, inner.close)), token(tokens, outer.close))];
  const told = { ...data, nearest: "", wrong: "continue", right: "else { … }" };
  return [{ title: "Put the rest of the turn into an else", edits, code, data: told }];
};

function token(tokens: readonly IToken[], at: number): IToken {
  const found = tokens[at];
  if (found === undefined) throw new Error(`There is no token ${at}.`);
  return found;
}

/** Puts what stands between two braces into braces of its own, behind an `else`. */
function asElse(text: string, from: number, close: IToken): readonly Edit[] {
  const to = close.startOffset;
  const margin = text.slice(text.lastIndexOf("\n", to - 1) + 1, to);
  const ownLine = margin.trim() === "";
  return [
    { span: { start: from, end: from }, text: " else {" },
    { span: { start: to, end: to }, text: ownLine ? `  }\n${margin}` : "} " },
  ];
}

function blocksAround(tokens: readonly IToken[], at: number): readonly Around[] {
  const opened: number[] = [];
  for (let i = 0; i < at; i++) {
    if (tokens[i]?.tokenType === LCurly) opened.push(i);
    else if (tokens[i]?.tokenType === RCurly) opened.pop();
  }
  return opened.reverse().flatMap((open) => {
    const close = closeOf(tokens, open);
    return close === undefined ? [] : [{ open, close, word: wordBefore(tokens, open) }];
  });
}

function closeOf(tokens: readonly IToken[], open: number): number | undefined {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    if (tokens[i]?.tokenType === LCurly) depth++;
    else if (tokens[i]?.tokenType === RCurly && --depth === 0) return i;
  }
  return undefined;
}

/** The word that a block belongs to. */
function wordBefore(tokens: readonly IToken[], open: number): string {
  for (let i = open - 1; i >= 0; i--) {
    const image = tokens[i]?.image ?? "";
    if (image === "{" || image === "}") return "";
    if (BLOCK_WORDS.has(image) && tokens[i - 1]?.image !== ".") return image;
  }
  return "";
}
