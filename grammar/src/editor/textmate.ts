import { IDENTIFIER_PATTERN } from "../lexer/tokens.ts";
import { DECLARATION_WORDS, KEYWORDS, ROOTS, STEP_WORDS, UNITS, VERBS, WEEKDAYS } from "../lexer/words.ts";
import { PRIMITIVES } from "../tree/index.ts";

/** A rule of a TextMate grammar, as VS Code and other editors read it. */
export interface TextMateRule {
  readonly name?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly include?: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
  readonly beginCaptures?: Readonly<Record<string, { readonly name: string }>>;
  readonly patterns?: readonly TextMateRule[];
}

export interface TextMateGrammar {
  readonly scopeName: string;
  readonly name: string;
  readonly fileTypes: readonly string[];
  readonly patterns: readonly TextMateRule[];
  readonly repository: Readonly<Record<string, { readonly patterns: readonly TextMateRule[] }>>;
}

/** Longer words first, so that no word hides one that it begins. */
const oneOf = (words: Iterable<string>): string =>
  [...new Set(words)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join("|");

/** A whole word: `\b` does not know the letters beyond A to Z. */
const word = (pattern: string): string => `(?<![\\p{L}\\d_])(?:${pattern})(?![\\p{L}\\d_])`;

const AND_OR: readonly string[] = ["and", "or", "not", "in", "is", "contains", "between", "matches", "has"];
const CONTROL: readonly string[] = ["if", "else", "when", "where", "until", "otherwise", "then"];
const CONSTANTS: readonly string[] = ["true", "false"];

const COMMENTS: readonly TextMateRule[] = [
  { name: "comment.line.documentation.trajet", match: "///(?!/).*$" },
  { name: "comment.line.double-slash.trajet", match: "//.*$" },
  { name: "comment.block.trajet", begin: "/\\*", end: "\\*/" },
];

const TEXT_INSIDE: readonly TextMateRule[] = [
  { name: "constant.character.escape.trajet", match: '\\\\(?:["\\\\nt]|u\\{[0-9a-fA-F]{1,6}\\})' },
  { name: "invalid.illegal.escape.trajet", match: "\\\\." },
  { name: "meta.template.expression.trajet", begin: "\\{\\{\\{?", end: "\\}?\\}\\}|$" },
];

const STRINGS: readonly TextMateRule[] = [
  { name: "string.quoted.triple.trajet", begin: '"""', end: '"""', patterns: TEXT_INSIDE },
  // A string without its end takes no more than its line.
  { name: "string.quoted.double.trajet", begin: '"', end: '"|$', patterns: TEXT_INSIDE },
];

const NUMBERS: readonly TextMateRule[] = [
  { name: "constant.numeric.date.trajet", match: "\\b\\d{4}-\\d{2}-\\d{2}\\b" },
  { name: "constant.numeric.time.trajet", match: "\\b\\d{1,2}:\\d{2}(?::\\d{2})?\\b" },
  { name: "constant.numeric.percent.trajet", match: "\\b\\d[\\d_]*(?:\\.\\d[\\d_]*)?%" },
  {
    match: "\\b(\\d[\\d_]*(?:\\.\\d[\\d_]*)?)\\s+([A-Z]{3})\\b",
    captures: { 1: { name: "constant.numeric.trajet" }, 2: { name: "keyword.other.unit.currency.trajet" } },
  },
  {
    match: `\\b(\\d[\\d_]*(?:\\.\\d[\\d_]*)?)\\s+(${oneOf(UNITS.keys())})\\b`,
    captures: { 1: { name: "constant.numeric.trajet" }, 2: { name: "keyword.other.unit.trajet" } },
  },
  { name: "constant.numeric.trajet", match: "\\b\\d[\\d_]*(?:\\.\\d[\\d_]*)?" },
];

/** Words that only their place makes names: members, fields, keys, labels, declared things. */
const NAMES: readonly TextMateRule[] = [
  {
    match: `(\\.)\\s*(${IDENTIFIER_PATTERN})`,
    captures: { 1: { name: "punctuation.trajet" }, 2: { name: "variable.other.member.trajet" } },
  },
  {
    match: `${word("(field|question|set|clear)")}\\s+(${IDENTIFIER_PATTERN})`,
    captures: { 1: { name: "keyword.other.trajet" }, 2: { name: "variable.other.member.trajet" } },
  },
  {
    match: `${word("(changes|changed|change)")}\\s+(${IDENTIFIER_PATTERN})`,
    captures: { 1: { name: "support.function.verb.trajet" }, 2: { name: "variable.other.member.trajet" } },
  },
  {
    match: `${word("(remember)")}\\s+(${IDENTIFIER_PATTERN})`,
    captures: { 1: { name: "keyword.control.trajet" }, 2: { name: "variable.other.trajet" } },
  },
  {
    match: `${word("(as)")}\\s+(${IDENTIFIER_PATTERN})`,
    captures: { 1: { name: "keyword.other.trajet" }, 2: { name: "variable.other.trajet" } },
  },
  // Behind a colon `text`, `email` and `url` are types, elsewhere a verb, a message and a line of one.
  {
    match: `(:)\\s*(?:(list)\\s+(of)\\s+)?(${oneOf(PRIMITIVES)})(?![\\p{L}\\d_])`,
    captures: {
      1: { name: "punctuation.trajet" },
      2: { name: "keyword.other.trajet" },
      3: { name: "keyword.other.trajet" },
      4: { name: "support.type.trajet" },
    },
  },
  {
    match: `${word(`(${oneOf(DECLARATION_WORDS)})`)}\\s+(?!for\\b)([A-Z]${IDENTIFIER_PATTERN.replace(/^\[[^\]]*\]/, "")})`,
    captures: { 1: { name: "storage.type.trajet" }, 2: { name: "entity.name.type.trajet" } },
  },
  {
    match: `(?<![\\p{L}\\d_.])(${IDENTIFIER_PATTERN})\\s*(?=:(?!\\d))`,
    captures: { 1: { name: "entity.name.tag.trajet" } },
  },
  { name: "entity.name.type.trajet", match: word(`[A-Z]${IDENTIFIER_PATTERN.replace(/^\[[^\]]*\]/, "")}`) },
];

const WORD_SCOPES: readonly (readonly [scope: string, words: readonly string[]])[] = [
  ["constant.language", CONSTANTS],
  ["variable.language", ROOTS],
  ["keyword.control", [...CONTROL, ...STEP_WORDS]],
  ["keyword.operator.word", AND_OR],
  ["support.function.verb", VERBS.flatMap(({ base, present, past }) => [base, present, past])],
  ["storage.type", DECLARATION_WORDS],
  ["support.type", PRIMITIVES],
  ["constant.language.weekday", WEEKDAYS],
  ["keyword.other", [...KEYWORDS.keys()]],
];

const WORDS: readonly TextMateRule[] = WORD_SCOPES.map(([scope, words]) => ({
  name: `${scope}.trajet`,
  match: word(oneOf(words)),
}));

/** The scope of a keyword where it is one, and no name by its place. */
export function scopeOfKeyword(keyword: string): string {
  // Of the names that a sentence has by itself only that of the contact is a word of the grammar.
  const scopes = WORD_SCOPES.filter(([scope]) => scope !== "variable.language" || keyword === "contact");
  return scopes.find(([, words]) => words.includes(keyword))?.[0] ?? "keyword.other";
}

const SIGNS: readonly TextMateRule[] = [
  { name: "keyword.operator.trajet", match: "\\.\\.<|==|!=|<=|>=|[<>=+*/|?-]" },
  { name: "punctuation.trajet", match: "[{}()\\[\\],:.]" },
];

/** The colours of a `.journey` file in editors that read TextMate grammars, made from the words of the language. */
export function textmateGrammar(): TextMateGrammar {
  const rooms = {
    comments: COMMENTS,
    strings: STRINGS,
    numbers: NUMBERS,
    names: NAMES,
    words: WORDS,
    signs: SIGNS,
  };
  return {
    scopeName: "source.trajet",
    name: "Trajet",
    fileTypes: ["journey"],
    patterns: Object.keys(rooms).map((room) => ({ include: `#${room}` })),
    repository: Object.fromEntries(Object.entries(rooms).map(([room, patterns]) => [room, { patterns }])),
  };
}
