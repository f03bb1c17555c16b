import { createToken, EOF, Lexer, type TokenType } from "chevrotain";
import type { Grammar } from "../../../grammar/scripts/tree-sitter/grammar.ts";
import type { Node } from "../../../grammar/scripts/tree-sitter/nodes.ts";
import type { Network } from "../../../grammar/src/editor/network.ts";
import { createWalk } from "../../../grammar/src/editor/walk.ts";

/** A token of the grammar: as a word or sign, or by a pattern; `immediate` ones bear no blank in front of them. */
interface Terminal {
  readonly text: string | undefined;
  readonly keyword: boolean;
  readonly pattern: RegExp;
  readonly immediate: boolean;
  readonly prec: number;
  readonly order: number;
  readonly type: TokenType;
}

const EXTRAS = /(?:[\s\uFEFF]|\/\/[^\r\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*/y;

/**
 * Reads texts by the rules that tree-sitter is given, and by its way to cut them into tokens: only what may come next is
 * looked for; a higher precedence wins, then the longer token, then a word over a pattern, then the earlier rule. It goes all ways at
 * once, so it says nothing of conflicts.
 *
 * @returns the offset at which a text is none of the grammar, `undefined` where all of it is
 */
export function treeSitterReader(grammar: Grammar): (text: string) => number | undefined {
  const { network, terminals, word } = networkOf(grammar);
  const byType = new Map(terminals.map((terminal) => [terminal.type, terminal]));
  const next = (text: string, offset: number, expected: Iterable<TokenType>) => {
    EXTRAS.lastIndex = offset;
    const behind = offset + (EXTRAS.exec(text)?.[0].length ?? 0);
    const wordLength = lengthAt(word, text, behind);
    let best: { readonly terminal: Terminal; readonly end: number } | undefined;
    for (const type of expected) {
      const each = byType.get(type);
      if (each === undefined) continue;
      const at = each.immediate ? offset : behind;
      const length = lengthAt(each, text, at);
      // A keyword is a whole word.
      if (length === 0 || (each.keyword && length !== wordLength)) continue;
      if (best === undefined || wins(each, at + length, best.terminal, best.end))
        best = { terminal: each, end: at + length };
    }
    return { best, behind };
  };
  return (text) => {
    const walk = createWalk(network, TEXT);
    for (let offset = 0; ; ) {
      const expected = walk.next();
      const { best, behind } = next(text, offset, expected);
      if (best === undefined) return behind === text.length && expected.has(EOF) ? undefined : behind;
      walk.read({ image: "", startOffset: offset, tokenType: best.terminal.type, ...indexOf(best.terminal) });
      offset = best.end;
    }
  };
}

/** By which Chevrotain tells types apart. */
const indexOf = ({ type: { tokenTypeIdx } }: Terminal) => {
  if (tokenTypeIdx === undefined) throw new Error("a type of Chevrotain's without a number");
  return { tokenTypeIdx };
};

/** A whole file, and nothing behind it. */
const TEXT = "text";

const lengthAt = ({ text: own, pattern }: Terminal, text: string, offset: number): number => {
  if (own !== undefined) return text.startsWith(own, offset) ? own.length : 0;
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0].length ?? 0;
};

/** Whether a token goes before another that can be read at the same place. */
function wins(one: Terminal, end: number, other: Terminal, otherEnd: number): boolean {
  const by =
    one.prec - other.prec ||
    end - otherEnd ||
    Number(other.text === undefined) - Number(one.text === undefined) ||
    other.order - one.order;
  return by > 0;
}

/** Lays the rules out as a network of the kind that the parser's rules are laid out as. */
function networkOf({ rules }: Grammar) {
  const terminals = new Map<string, Terminal>();
  const states: {
    free: number[];
    reads: { type: TokenType; to: number }[];
    calls: { rule: string; to: number }[];
  }[] = [];
  const state = (): number => states.push({ free: [], reads: [], calls: [] }) - 1;
  const free = (from: number, ...to: number[]): void => void states[from]?.free.push(...to);

  const terminal = (node: Node, immediate = false, prec = 0): Terminal | undefined => {
    if (node.type === "PREC") return terminal(node.content, immediate, node.value);
    if (node.type === "TOKEN") return terminal(node.content, immediate, prec);
    if (node.type === "IMMEDIATE_TOKEN") return terminal(node.content, true, prec);
    if (node.type !== "STRING" && node.type !== "PATTERN") return undefined;
    const key = `${node.type}${immediate}${node.value}`;
    const known = terminals.get(key);
    if (known !== undefined) return known;
    const text = node.type === "STRING" ? node.value : undefined;
    const pattern = new RegExp(text === undefined ? node.value : "", "y");
    const type = createToken({ name: key, pattern: Lexer.NA });
    const keyword = /^\w/.test(text ?? "");
    const made = { text, keyword, pattern, immediate, prec, order: terminals.size, type };
    terminals.set(key, made);
    return made;
  };
  const lay = (node: Node, from: number): number => {
    const read = terminal(node);
    if (node.type === "SEQ") return node.members.reduce((at, member) => lay(member, at), from);
    if (read === undefined && "content" in node && node.type !== "REPEAT" && node.type !== "REPEAT1")
      return lay(node.content, from);
    const to = state();
    if (read !== undefined) states[from]?.reads.push({ type: read.type, to });
    else if (node.type === "SYMBOL") states[from]?.calls.push({ rule: node.name, to });
    else if (node.type === "CHOICE") for (const member of node.members) free(lay(member, from), to);
    else if (node.type === "BLANK") free(from, to);
    else if (node.type === "REPEAT" || node.type === "REPEAT1") {
      const begin = state();
      free(from, begin);
      if (node.type === "REPEAT") free(begin, to);
      free(lay(node.content, begin), begin, to);
    }
    return to;
  };
  const laid = [...rules].map(([name, node]) => {
    const start = state();
    return [name, { start, end: lay(node, start) }] as const;
  });
  const [start, whole, end] = [state(), state(), state()];
  states[start]?.calls.push({ rule: "file", to: whole });
  states[whole]?.reads.push({ type: EOF, to: end });
  const network: Network = { states, rules: new Map([...laid, [TEXT, { start, end }]]) };
  const word = terminal(rules.get("identifier") ?? { type: "BLANK" });
  if (word === undefined) throw new Error("the grammar has no word");
  return { network, terminals: [...terminals.values()], word };
}
