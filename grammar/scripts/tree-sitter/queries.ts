import { scopeOfKeyword } from "../../src/editor/textmate.ts";
import { ROOTS } from "../../src/lexer/words.ts";
import type { Grammar } from "./grammar.ts";
import type { Node } from "./nodes.ts";

/** Each editor has names of its own for what a theme colours. */
export type Editor = "neovim" | "helix" | "zed";

/** The scopes of the TextMate grammar, and what each editor calls them. */
const CAPTURES: Readonly<Record<string, Readonly<Record<Editor, string>>>> = {
  "comment.line.documentation": {
    neovim: "comment.documentation",
    helix: "comment.line.documentation",
    zed: "comment.doc",
  },
  comment: { neovim: "comment", helix: "comment", zed: "comment" },
  string: { neovim: "string", helix: "string", zed: "string" },
  "constant.character.escape": {
    neovim: "string.escape",
    helix: "constant.character.escape",
    zed: "string.escape",
  },
  "meta.template.expression": { neovim: "string.special", helix: "string.special", zed: "string.special" },
  "constant.numeric": { neovim: "number", helix: "constant.numeric", zed: "number" },
  "constant.language": { neovim: "constant.builtin", helix: "constant.builtin", zed: "constant" },
  "variable.language": { neovim: "variable.builtin", helix: "variable.builtin", zed: "variable.special" },
  "variable.other.member": { neovim: "property", helix: "variable.other.member", zed: "property" },
  "variable.other": { neovim: "variable", helix: "variable", zed: "variable" },
  "entity.name.type": { neovim: "type", helix: "type", zed: "type" },
  "entity.name.tag": { neovim: "label", helix: "label", zed: "label" },
  "support.type": { neovim: "type.builtin", helix: "type.builtin", zed: "type" },
  "support.function.verb": { neovim: "function", helix: "function", zed: "function" },
  "storage.type": { neovim: "keyword.type", helix: "keyword.storage.type", zed: "keyword" },
  "keyword.control": { neovim: "keyword", helix: "keyword.control", zed: "keyword" },
  "keyword.operator.word": { neovim: "keyword.operator", helix: "keyword.operator", zed: "keyword" },
  "keyword.other": { neovim: "keyword", helix: "keyword", zed: "keyword" },
  "keyword.operator": { neovim: "operator", helix: "operator", zed: "operator" },
  "punctuation.bracket": {
    neovim: "punctuation.bracket",
    helix: "punctuation.bracket",
    zed: "punctuation.bracket",
  },
  punctuation: {
    neovim: "punctuation.delimiter",
    helix: "punctuation.delimiter",
    zed: "punctuation.delimiter",
  },
};

/** The scope of each kind of leaf that is no keyword and no sign. */
const LEAVES: Readonly<Record<string, string>> = {
  doc_comment: "comment.line.documentation",
  line_comment: "comment",
  block_comment: "comment",
  string: "string",
  text_block: "string",
  escape: "constant.character.escape",
  template: "meta.template.expression",
  number: "constant.numeric",
  percent: "constant.numeric",
  time: "constant.numeric",
  date: "constant.numeric",
  currency: "keyword.other.unit.currency",
  unit: "keyword.other.unit",
  calendar: "keyword.other",
  order_state: "keyword.other",
  times_word: "keyword.other",
  weekday: "constant.language.weekday",
  primitive: "support.type",
  name: "entity.name.type",
  label: "entity.name.tag",
  property: "variable.other.member",
};

/** The name of a scope in an editor: of the longest scope of the table that it belongs to. */
function capture(scope: string, editor: Editor): string {
  for (let known = scope; known !== ""; known = known.slice(0, Math.max(0, known.lastIndexOf(".")))) {
    const found = CAPTURES[known];
    if (found !== undefined) return found[editor];
  }
  throw new Error(`No capture for the scope ${scope}.`);
}

/** The words and signs that are nodes of their own. */
function anonymous(grammar: Grammar): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (node: Node): void => {
    if (node.type === "STRING") found.add(node.value);
    else if ("members" in node) node.members.forEach(walk);
    else if ("content" in node && node.type !== "ALIAS") walk(node.content);
  };
  for (const node of grammar.rules.values()) walk(node);
  return found;
}

function scopeOfSign(sign: string): string {
  if (/^[{}()[\]]$/.test(sign)) return "punctuation.bracket";
  return /^[.,:]$/.test(sign) ? "punctuation" : "keyword.operator";
}

/** The rules that stand in a pair of braces, parentheses or square brackets. */
function grouping(grammar: Grammar): readonly string[] {
  const groups = (node: Node): boolean => {
    if (node.type === "STRING") return /^[{([]$/.test(node.value);
    if ("members" in node) return node.members.some(groups);
    return "content" in node && groups(node.content);
  };
  return [...grammar.rules]
    .filter(([name, node]) => !name.startsWith("_") && groups(node))
    .map(([name]) => name);
}

const HEAD = "; Written by `npm run tree-sitter` of Trajet: change what that reads, not this file.\n\n";
const alternatives = (kinds: readonly string[]): string =>
  `[\n${kinds.map((kind) => `  ${kind}\n`).join("")}]`;
const nodes = (names: readonly string[]): string => alternatives(names.map((name) => `(${name})`));
const signs = (list: readonly string[]): string => list.map((sign) => JSON.stringify(sign)).join(" ");

/** The colours. No node has two patterns: editors do not agree on which of them wins. */
export function highlights(grammar: Grammar, editor: Editor): string {
  const kinds = new Map<string, string[]>();
  const add = (scope: string, kind: string): void => {
    const name = capture(scope, editor);
    kinds.set(name, [...(kinds.get(name) ?? []), kind]);
  };
  for (const [leaf, scope] of Object.entries(LEAVES)) add(scope, `(${leaf})`);
  for (const text of [...anonymous(grammar)].sort())
    if (/^\w/.test(text)) add(scopeOfKeyword(text), JSON.stringify(text));
    else if (!text.includes('"')) add(scopeOfSign(text), JSON.stringify(text));
  const roots = signs(ROOTS);
  const variables = [
    `((variable) @${capture("variable.language", editor)}\n  (#any-of? @${capture("variable.language", editor)} ${roots}))`,
    `((variable) @${capture("variable.other", editor)}\n  (#not-any-of? @${capture("variable.other", editor)} ${roots}))`,
  ];
  const lists = [...kinds].map(([name, list]) => `${alternatives(list)} @${name}`);
  return `${HEAD}${[...lists, ...variables].join("\n\n")}\n`;
}

export function folds(grammar: Grammar): string {
  return `${HEAD}${nodes([...grouping(grammar), "text_block", "block_comment"])} @fold\n`;
}

export function indents(grammar: Grammar, editor: Editor): string {
  if (editor === "zed")
    return `${HEAD}(_ "{" "}" @end) @indent\n(_ "[" "]" @end) @indent\n(_ "(" ")" @end) @indent\n`;
  const [begin, end] = editor === "helix" ? ["indent", "outdent"] : ["indent.begin", "indent.branch"];
  return `${HEAD}${nodes(grouping(grammar))} @${begin}\n\n[ ${signs(["}", "]", ")"])} ] @${end}\n`;
}

export function brackets(): string {
  return `${HEAD}("{" @open "}" @close)\n("[" @open "]" @close)\n("(" @open ")" @close)\n("\\"" @open "\\"" @close)\n("\\"\\"\\"" @open "\\"\\"\\"" @close)\n`;
}

/** Where brackets and quotes do not close themselves. */
export function overrides(): string {
  return `${HEAD}${nodes(["string", "text_block"])} @string\n\n${nodes(["doc_comment", "line_comment", "block_comment"])} @comment.inclusive\n`;
}

/** Declarations and fields by their names: rules that begin with words, a name behind them. */
export function outline(grammar: Grammar): string {
  const named: Readonly<Record<string, string>> = { _name: "name", _word: "property" };
  const declaration = grammar.rules.get("_declaration");
  const members = declaration?.type === "CHOICE" ? declaration.members : [];
  const declared = new Set(["field", ...members.map((each) => (each.type === "SYMBOL" ? each.name : ""))]);
  const items = [...grammar.rules].flatMap(([rule, node]) => {
    if (node.type !== "SEQ") return [];
    const at = node.members.findIndex(({ type }) => type !== "STRING");
    const [words, next] = [node.members.slice(0, at), node.members[at]];
    if (at < 1 || next?.type !== "SYMBOL") return [];
    const name = rule === "test" ? "string" : named[next.name];
    if (name === undefined || !declared.has(rule)) return [];
    const context = words.map((word) => ("value" in word ? `${JSON.stringify(word.value)} @context . ` : ""));
    return [`(${rule} ${context.join("")}(${name}) @name) @item\n`];
  });
  return `${HEAD}${items.join("")}`;
}
