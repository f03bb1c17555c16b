import {
  Capitals,
  DateToken,
  IDENTIFIER_PATTERN,
  LineComment,
  NumberToken,
  PercentToken,
  TimeToken,
} from "../../src/lexer/tokens.ts";
import { KEYWORDS, VERBS } from "../../src/lexer/words.ts";
import { type Part, type Rule, readEbnf } from "../ebnf.ts";
import {
  alias,
  choice,
  immediate,
  type Node,
  optional,
  pattern,
  prec,
  printed,
  repeat,
  repeat1,
  seq,
  string,
  symbol,
  token,
} from "./nodes.ts";

/** A grammar for tree-sitter: each rule by its name; one that begins with `_` leaves no node in the tree. */
export interface Grammar {
  readonly rules: ReadonlyMap<string, Node>;
  readonly conflicts: readonly (readonly string[])[];
}

/**
 * Where one sign ahead does not say which rule it is: tree-sitter goes both ways until one of them ends. The parser looks
 * further ahead at these places.
 */
const CONFLICTS: readonly { readonly between: readonly string[]; readonly why: string }[] = [
  {
    between: ["exit_rule", "control"],
    why: "`exit if` is a setting, or the step `exit` and an `if` behind it.",
  },
  {
    between: ["strings", "_strings"],
    why: "A comma behind a text: one more of the list, or what follows the list in an object.",
  },
  { between: ["strings"], why: "The same, behind the second text of a list." },
  {
    between: ["expression", "_expression"],
    why: "`where … or`: the condition goes on, or the next trigger begins.",
  },
  { between: ["expression"], why: "The same, behind the second `or`." },
  {
    between: ["span"],
    why: "`last month one`: the month a year earlier, or the setting `one run per` behind it.",
  },
];

const VERB_FORMS = ["base", "present", "past"] as const;

const source = (pattern: unknown): string => {
  if (pattern instanceof RegExp) return pattern.source;
  throw new Error("a token without a regular expression");
};

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A part of a text: it wins over a comment that begins in it, however long that is. */
const piece = (expression: string): Node => immediate(prec(1, pattern(expression)));
/** What stands in double braces on one line; `ends` are the signs that end the text, so that none of them is in it. */
const template = (ends: string): Node =>
  alias(
    piece(`\\{\\{\\{?([^}${ends}\\\\\\r\\n]|\\\\[^\\r\\n]|\\}[^}${ends}\\\\\\r\\n])*\\}\\}\\}?`),
    "template",
  );

/**
 * The tokens that leave a node. Those whose pattern in the lexer is a function or looks ahead are said anew: tree-sitter has
 * neither. Texts are taken apart, so that escapes and templates in them have nodes of their own.
 */
function tokenRules(): readonly (readonly [string, Node])[] {
  const words = [...KEYWORDS.values()];
  const identifier = symbol("identifier");
  const named = (kind: string, also: readonly string[]): Node =>
    choice(...[identifier, symbol("capitals"), ...also.map(string)].map((each) => alias(each, kind)));
  return [
    ["_name", named("name", [])],
    ["_label", alias(identifier, "label")],
    [
      "_free",
      named(
        "variable",
        words.filter(({ reserved }) => !reserved).map(({ word }) => word),
      ),
    ],
    [
      "_word",
      named(
        "property",
        words.map(({ word }) => word),
      ),
    ],
    ["_currency", alias(symbol("capitals"), "currency")],
    // In front of the identifier, as in the lexer: of two tokens of one length the earlier wins.
    ["capitals", pattern(source(Capitals.PATTERN))],
    ["identifier", pattern(IDENTIFIER_PATTERN)],
    ["number", pattern(source(NumberToken.PATTERN))],
    ["percent", pattern(source(PercentToken.PATTERN))],
    ["time", pattern(source(TimeToken.PATTERN))],
    ["date", pattern(source(DateToken.PATTERN))],
    [
      "string",
      seq(
        string('"'),
        repeat(choice(alias(piece('[^"\\\\{\\r\\n]+|\\{'), "characters"), symbol("escape"), template('"'))),
        immediate(string('"')),
      ),
    ],
    [
      "text_block",
      seq(
        string('"""'),
        repeat(choice(alias(piece('[^"\\\\{]+|\\{|"|""'), "characters"), symbol("escape"), template(""))),
        immediate(prec(1, string('"""'))),
      ),
    ],
    ["escape", piece("\\\\[^\\r\\n]")],
    ["doc_comment", token(pattern("\\/\\/\\/([^/\\r\\n][^\\r\\n]*)?"))],
    ["line_comment", token(pattern(source(LineComment.PATTERN)))],
    ["block_comment", token(pattern("\\/\\*[^*]*\\*+([^/*][^*]*\\*+)*\\/"))],
  ];
}

const TOKENS: Readonly<Record<string, string>> = {
  STRING: "string",
  TEXTBLOCK: "text_block",
  NUMBER: "number",
  PERCENT: "percent",
  TIME: "time",
  DATE: "date",
  CURRENCY: "_currency",
  WORD: "_word",
  FREE: "_free",
  NAME: "_name",
  LABEL: "_label",
};

/** The grammar for tree-sitter that reads what `grammar.ebnf` says. */
export function treeSitterGrammar(ebnf: string): Grammar {
  const rules = readEbnf(ebnf).flatMap((section) => section.rules);
  const verbs = rules.filter(({ part }) => hasVerb(part)).map(({ name }) => name);
  const made = new Map<string, Node>();
  const thin = new Set(
    rules
      .filter(({ name, part }) => !verbs.includes(name) && (isThin(part) || isChoiceOfWords(part)))
      .map(({ name }) => name),
  );
  const context = { verbs, thin };
  for (const rule of rules) for (const [name, node] of rulesOf(rule, context)) made.set(name, node);
  for (const [name, node] of tokenRules()) {
    if (made.has(name)) throw new Error(`a rule and a token are both called ${name}`);
    made.set(name, node);
  }
  return { rules: made, conflicts: CONFLICTS.map(({ between }) => between) };
}

interface Context {
  readonly verbs: readonly string[];
  readonly thin: ReadonlySet<string>;
}

function hasVerb(part: Part): boolean {
  if (part.kind === "verb") return true;
  if (part.kind === "sequence" || part.kind === "choice") return part.parts.some(hasVerb);
  return (part.kind === "optional" || part.kind === "repeated") && hasVerb(part.part);
}

const branchesOf = (part: Part): readonly Part[] => (part.kind === "choice" ? part.parts : [part]);

/** What is left of a branch where all that may be missing is: one rule or token, else nothing. */
function core(branch: Part): Part | undefined {
  const parts = branch.kind === "sequence" ? branch.parts : [branch];
  const needed = parts.filter(({ kind }) => kind !== "optional" && kind !== "repeated");
  const [one] = needed;
  const maybe = parts.length - needed.length;
  return needed.length === 1 &&
    maybe <= 1 &&
    one !== undefined &&
    (one.kind === "rule" || one.kind === "token")
    ? one
    : undefined;
}

/** A rule that may be nothing but another one. It leaves a node only where it is more. */
const isThin = (part: Part): boolean => branchesOf(part).some((branch) => core(branch) !== undefined);

const isChoiceOfWords = (part: Part): boolean =>
  part.kind === "choice" && part.parts.every(({ kind }) => kind === "word");

function rulesOf({ name, part }: Rule, context: Context): readonly (readonly [string, Node])[] {
  const own = snake(name);
  if (context.verbs.includes(name))
    return VERB_FORMS.map((form) => [`${own}_${form}`, nodeOf(part, context, form)] as const);
  // A rule that is nothing but a choice of words leaves one node, so that its words are no keywords of their own.
  if (isChoiceOfWords(part))
    return [[`_${own}`, choice(...branchesOf(part).map((branch) => alias(nodeOf(branch, context), own)))]];
  if (!context.thin.has(name)) return [[own, nodeOf(part, context)]];
  const bare: Node[] = [];
  const full: Node[] = [];
  for (const branch of branchesOf(part)) {
    const kept = core(branch);
    if (kept === undefined) full.push(nodeOf(branch, context));
    else {
      bare.push(nodeOf(kept, context));
      if (branch.kind === "sequence")
        full.push(
          seq(
            ...branch.parts.map((each) => {
              if (each.kind === "optional") return nodeOf(each.part, context);
              return each.kind === "repeated" ? repeat1(nodeOf(each.part, context)) : nodeOf(each, context);
            }),
          ),
        );
    }
  }
  const hidden = [`_${own}`, choice(...bare, ...(full.length > 0 ? [symbol(own)] : []))] as const;
  return full.length === 0 ? [hidden] : [hidden, [own, choice(...full)]];
}

function nodeOf(part: Part, context: Context, form: (typeof VERB_FORMS)[number] = "base"): Node {
  const inner = (each: Part): Node => nodeOf(each, context, form);
  switch (part.kind) {
    case "word":
      return string(part.text);
    case "token": {
      const name = TOKENS[part.text];
      if (name === undefined) throw new Error(`no token ${part.text}`);
      return symbol(name);
    }
    case "verb": {
      const verb = VERBS.find(({ base }) => base === part.text);
      if (verb === undefined) throw new Error(`no verb ${part.text}`);
      return string(verb[form]);
    }
    case "rule": {
      const [name = "", verbForm] = part.text.split(".");
      if (verbForm !== undefined) return symbol(`${snake(name)}_${verbForm}`);
      return symbol(context.thin.has(name) ? `_${snake(name)}` : snake(name));
    }
    case "sequence":
      return seq(...part.parts.map(inner));
    case "choice":
      return choice(...part.parts.map(inner));
    case "optional":
      return optional(inner(part.part));
    case "repeated":
      return repeat(inner(part.part));
    default:
      return part satisfies never;
  }
}

/** The text of `grammar.js`. */
export function grammarText(grammar: Grammar): string {
  const rules = [...grammar.rules].map(([name, node]) => `    ${name}: ($) => ${printed(node, "    ")},\n`);
  const conflicts = CONFLICTS.map(
    ({ between, why }) => `    // ${why}\n    [${between.map((name) => `$.${name}`).join(", ")}],\n`,
  );
  return `// Written by \`npm run tree-sitter\` of Trajet from its grammar and tokens: change those, not this file.
module.exports = grammar({
  name: "trajet",
  word: ($) => $.identifier,
  extras: ($) => [/[\\s\\uFEFF]/, $.doc_comment, $.line_comment, $.block_comment],
  conflicts: ($) => [
${conflicts.join("")}  ],
  rules: {
${rules.join("\n")}  },
});
`;
}
