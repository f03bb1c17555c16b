import { format, formatParts, parse, type Token } from "@trajet/grammar";
import { describe, expect, test } from "vitest";
import { constructs } from "../fixtures/constructs.ts";
import { type Random, random } from "../fixtures/random.ts";
import { Derivation } from "./derivation.ts";
import { FIXTURES } from "./fixtures.ts";

const TEXTS: readonly (readonly [string, string])[] = [
  ...constructs.map(({ name, text }) => [name, text] as const),
  ...FIXTURES,
].filter(([, text]) => parse(text).problems.length === 0);

/** Words at which a line may end without a change of the form: those of clauses, not those between operands. */
const CLAUSES = new Set("with for from to at where within since in of as by before across over".split(" "));
const VALUES: ReadonlySet<Token["kind"]> = new Set(["string", "number", "date", "time", "percent"]);
const KEPT_BEHIND = new Set(["(", "[", "{", ".", "}"]);

/** Whether a line break before a token is not one that the formatter keeps: it stands within a statement. */
function mayBreak(before: Token, token: Token): boolean {
  if (KEPT_BEHIND.has(before.image) || before.kind === "comment" || before.kind === "doc-comment")
    return false;
  return VALUES.has(token.kind) || (token.kind === "keyword" && CLAUSES.has(token.image));
}

/** A formatted text with other blanks in it, and its lines broken where their author need not have broken them. */
function disturbed(text: string, { int, one }: Random): string {
  const { tokens } = parse(text);
  let out = "";
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    const gap = text.slice(before?.end ?? 0, token.start);
    if (before === undefined || gap === "") out += gap;
    else if (gap.includes("\n"))
      out += gap.replaceAll("\n", () => one(["\n", " \n", "\t\n"])) + one(["", " ", "\t"]);
    else if (gap === " " && mayBreak(before, token) && int(3) === 0) out += one(["\n", "\n  ", " \n\n "]);
    else out += one([" ", "  ", "\t", gap]);
    out += token.image;
  });
  return out;
}

const codeOf = (line: string): string => line.replace(/ {2}\/\/.*$/, "").trimEnd();
const longestToken = (line: string): number =>
  Math.max(...parse(line).tokens.map(({ image }) => image.length));

describe("the one form of a text", () => {
  test.each(TEXTS)("is that of its author's lines, whatever the blanks: %s", (_name, text) => {
    const formatted = format(text).text;
    for (let seed = 0; seed < 6; seed++) {
      const messy = disturbed(formatted, random(seed));
      if (parse(messy).problems.length > 0) continue;
      expect(format(messy).text, messy).toBe(formatted);
    }
  });

  test.each(TEXTS)("has no line of more than 100 columns: %s", (_name, text) => {
    const long = format(text)
      .text.split("\n")
      .map(codeOf)
      .filter((line) => line.length > 100);
    expect(long.filter((line) => longestToken(line) < 80)).toEqual([]);
  });

  test("has no line of more than 100 columns, whatever the condition", () => {
    const { int } = random(3);
    for (let count = 0; count < 400; count++) {
      const { text } = new Derivation({ int }).expression(2);
      const source = `fragment F for N { if ${text} { tag "a" } }\n`;
      const formatted = format(source).text;
      expect(format(formatted).text).toBe(formatted);
      expect(formatted.split("\n").filter((line) => line.length > 100)).toEqual([]);
    }
  });
});

/** A text with its parts in their canonical form; `undefined` where a part cannot be read alone. */
function byParts(text: string): string | undefined {
  const parts = formatParts(text, parse(text).tree.declarations);
  return parts
    ?.toReversed()
    .reduce((whole, part) => whole.slice(0, part.start) + part.text + whole.slice(part.end), text);
}

describe("the parts of a text make the same of it as the whole", () => {
  const endings: readonly (readonly [string, string])[] = [
    ["", "\n"],
    ["\n\n", " // at the end\n"],
    [" \n// above all\n\n", "\n\n\n  \n"],
    ["", "\n/* of nothing */\n// the last line"],
  ];
  const all = TEXTS.map(([, text]) => text);
  const texts = [
    ...FIXTURES.map(([, text]) => text),
    all.join("\n"),
    all.map((text) => text.trimEnd()).join(" "),
  ];

  test.each(endings)("whatever stands around them: %j, %j", (above, below) => {
    let divided = 0;
    for (const [seed, text] of texts.entries()) {
      const messy = above + disturbed(text, random(seed)).trimEnd() + below;
      for (const each of [messy, messy.replaceAll("\n", "\r\n")]) {
        const { declarations } = parse(each).tree;
        if (parse(each).problems.length > 0) continue;
        expect(byParts(each), each).toBe(format(each).text);
        divided += Number((formatParts(each, declarations)?.length ?? 0) > 1);
      }
    }
    expect(divided).toBeGreaterThan(texts.length / 2);
  });

  test("only those that are wanted are written", () => {
    const text = all.join("\n");
    const { declarations } = parse(text).tree;
    const every = formatParts(text, declarations) ?? [];
    const some = formatParts(text, declarations, ({ start }) => start > text.length / 2);
    expect(some).toEqual(every.filter(({ start }) => start > text.length / 2));
    expect(some?.length).toBeGreaterThan(1);
  });

  test("a part with a mistake is none", () => {
    const [first = ""] = all;
    expect(formatParts(`${first}\njourney {`, parse(first).tree.declarations)).toBeUndefined();
  });
});
