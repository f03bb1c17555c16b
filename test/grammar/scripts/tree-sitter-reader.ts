import type { Grammar } from "../../../grammar/scripts/tree-sitter/grammar.ts";
import type { Node } from "../../../grammar/scripts/tree-sitter/nodes.ts";

/** A token of the grammar: as a word or sign, or by a pattern; `immediate` ones bear no blank in front of them. */
interface Terminal {
  readonly text: string | undefined;
  readonly keyword: boolean;
  readonly pattern: RegExp;
  readonly immediate: boolean;
  readonly prec: number;
  readonly order: number;
}

/** A place within a rule, as in the network of the parser's rules. */
interface State {
  readonly free: State[];
  readonly reads: { readonly terminal: Terminal; readonly to: State }[];
  readonly calls: { readonly rule: string; readonly to: State }[];
}

interface Item {
  readonly state: State;
  readonly rule: string;
  readonly from: Column;
}

/** What may be going on at an offset of the text (Earley). */
interface Column {
  readonly offset: number;
  readonly items: Item[];
  readonly seen: Map<State, Set<Column>>;
  readonly waiting: Map<string, Item[]>;
}

const EXTRAS = /(?:[\s\uFEFF]|\/\/[^\r\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*/y;

/**
 * Reads texts by the rules that tree-sitter is given, and by its way to cut them into tokens: only what may come next is
 * looked for; a higher precedence wins, then the longer token, then a word over a pattern, then the earlier rule. It goes all ways at
 * once, so it says nothing of conflicts.
 */
export function treeSitterReader(grammar: Grammar): (text: string) => number | undefined {
  const terminals = new Map<string, Terminal>();
  const rules = new Map<string, { readonly start: State; readonly end: State }>();
  const state = (): State => ({ free: [], reads: [], calls: [] });

  const terminal = (node: Node, immediate = false, prec = 0): Terminal | undefined => {
    if (node.type === "PREC") return terminal(node.content, immediate, node.value);
    if (node.type === "TOKEN") return terminal(node.content, immediate, prec);
    if (node.type === "IMMEDIATE_TOKEN") return terminal(node.content, true, prec);
    if (node.type !== "STRING" && node.type !== "PATTERN") return undefined;
    const key = `${node.type}${immediate}${node.value}`;
    const text = node.type === "STRING" ? node.value : undefined;
    const keyword = /^\w/.test(text ?? "");
    const pattern = new RegExp(text === undefined ? node.value : "", "y");
    const made = terminals.get(key) ?? { text, keyword, pattern, immediate, prec, order: terminals.size };
    terminals.set(key, made);
    return made;
  };

  const lay = (node: Node, from: State): State => {
    const read = terminal(node);
    const to = state();
    if (read !== undefined) from.reads.push({ terminal: read, to });
    else if (node.type === "SYMBOL") from.calls.push({ rule: node.name, to });
    else if (node.type === "SEQ") return node.members.reduce((at, member) => lay(member, at), from);
    else if (node.type === "CHOICE") for (const member of node.members) lay(member, from).free.push(to);
    else if (node.type === "BLANK") from.free.push(to);
    else if (node.type === "REPEAT" || node.type === "REPEAT1") {
      const begin = state();
      from.free.push(begin);
      if (node.type === "REPEAT") begin.free.push(to);
      const end = lay(node.content, begin);
      end.free.push(begin, to);
    } else if ("content" in node) return lay(node.content, from);
    return to;
  };
  for (const [name, node] of grammar.rules) {
    const start = state();
    rules.set(name, { start, end: lay(node, start) });
  }
  const word = terminal(grammar.rules.get("identifier") ?? { type: "BLANK" });

  const lengthAt = ({ text: own, pattern }: Terminal, text: string, offset: number): number => {
    if (own !== undefined) return text.startsWith(own, offset) ? own.length : 0;
    pattern.lastIndex = offset;
    return pattern.exec(text)?.[0].length ?? 0;
  };
  /** Whether a token goes before another that can be read at the same place. */
  const wins = (one: Terminal, end: number, other: Terminal, otherEnd: number): boolean => {
    const by =
      one.prec - other.prec ||
      end - otherEnd ||
      Number(other.text === undefined) - Number(one.text === undefined) ||
      other.order - one.order;
    return by > 0;
  };
  const next = (text: string, offset: number, expected: ReadonlySet<Terminal>) => {
    EXTRAS.lastIndex = offset;
    const behind = offset + (EXTRAS.exec(text)?.[0].length ?? 0);
    const wordLength = word === undefined ? 0 : lengthAt(word, text, behind);
    let best: { readonly terminal: Terminal; readonly end: number } | undefined;
    for (const each of expected) {
      const at = each.immediate ? offset : behind;
      const length = lengthAt(each, text, at);
      // A keyword is a whole word.
      if (length === 0 || (each.keyword && length !== wordLength)) continue;
      if (best === undefined || wins(each, at + length, best.terminal, best.end))
        best = { terminal: each, end: at + length };
    }
    return { best, behind };
  };

  const column = (offset: number): Column => ({
    offset,
    items: [],
    seen: new Map(),
    waiting: new Map(),
  });
  const add = (to: Column, item: Item): void => {
    const origins = to.seen.get(item.state) ?? new Set();
    to.seen.set(item.state, origins);
    if (origins.has(item.from)) return;
    origins.add(item.from);
    to.items.push(item);
  };
  const begin = (at: Column, rule: string): void => {
    const start = rules.get(rule)?.start;
    if (start !== undefined) add(at, { state: start, rule, from: at });
  };
  const spread = (at: Column): void => {
    for (const item of at.items) {
      for (const state of item.state.free) add(at, { state, rule: item.rule, from: item.from });
      for (const { rule, to } of item.state.calls) {
        const all = at.waiting.get(rule);
        if (all === undefined) {
          at.waiting.set(rule, [{ state: to, rule: item.rule, from: item.from }]);
          begin(at, rule);
        } else all.push({ state: to, rule: item.rule, from: item.from });
      }
      if (item.state === rules.get(item.rule)?.end)
        for (const waiting of item.from.waiting.get(item.rule) ?? []) add(at, waiting);
    }
  };

  /** The offset at which a text is none of the grammar, `undefined` where all of it is. */
  return (text) => {
    let at = column(0);
    begin(at, "file");
    for (;;) {
      spread(at);
      const expected = new Set<Terminal>();
      for (const { state } of at.items) for (const { terminal } of state.reads) expected.add(terminal);
      const { best, behind } = next(text, at.offset, expected);
      if (best === undefined) {
        const whole = at.items.some(
          ({ state, rule, from }) => rule === "file" && from.offset === 0 && state === rules.get("file")?.end,
        );
        return behind === text.length && whole ? undefined : behind;
      }
      const to = column(best.end);
      for (const { state, rule, from } of at.items)
        for (const read of state.reads)
          if (read.terminal === best.terminal) add(to, { state: read.to, rule, from });
      at = to;
    }
  };
}
