import { parse, sourceOffset, type TextLiteral, type Token, tokenAt } from "@trajet/grammar";
import { describe, expect, it } from "vitest";

const shown = (text: string): string =>
  parse(text)
    .tokens.map(({ kind, image }) => `${kind} ${image}`)
    .join(" · ");

describe("tokens", () => {
  it.each([
    ["50..<100", "number 50 · punctuation ..< · number 100"],
    ["1_000.5 12.5% 0.5%", "number 1_000.5 · percent 12.5% · percent 0.5%"],
    ["9:00 18:30:15 24:00", "time 9:00 · time 18:30:15 · time 24:00"],
    [
      "2026-12-24 2026 - 12 - 24",
      "date 2026-12-24 · number 2026 · punctuation - · number 12 · punctuation - · number 24",
    ],
    ["49.90 EUR EURO EUR", "number 49.90 · currency EUR · name EURO · name EUR"],
    ["3 days days", "number 3 · duration-unit days · keyword days"],
    ["currency EUR", "keyword currency · currency EUR"],
    ["email Email émail _a1 ×", "keyword email · name Email · name émail · name _a1 · punctuation ×"],
    ["a.b==c", "name a · punctuation . · name b · punctuation == · name c"],
    ['"a \\" b" "c', 'string "a \\" b" · string "c'],
    ['"""a "b" \n c"""', 'string """a "b" \n c"""'],
    [
      "// a\n/// b\n//// c\n/* d\n */",
      "comment // a · doc-comment /// b · comment //// c · comment /* d\n */",
    ],
    ['tag "a") {\nexit', 'keyword tag · string "a" · punctuation ) · punctuation { · keyword exit'],
    ['tag "a) {\nexit', 'keyword tag · string "a · punctuation ) · punctuation { · keyword exit'],
  ])("%j", (text, tokens) => {
    expect(shown(text)).toBe(tokens);
  });

  it("are found by an offset: the one that covers it, else the one that ends there", () => {
    const { tokens } = parse("tag  /* x */ y");
    const at = (offset: number): Token["image"] | undefined => tokenAt(tokens, offset)?.image;
    expect([0, 2, 3, 4, 5, 11, 12, 13, 14, 15].map(at)).toEqual([
      "tag",
      "tag",
      "tag",
      undefined,
      "/* x */",
      "/* x */",
      "/* x */",
      "y",
      "y",
      undefined,
    ]);
    expect(tokenAt([], 0)).toBeUndefined();
  });
});

function literal(source: string): TextLiteral {
  const [declaration] = parse(`labels x\nemail E for N { subject ${source} }`).tree.declarations.slice(-1);
  const item = declaration?.kind === "Email" ? declaration.items[0] : undefined;
  if (item?.kind !== "Subject" || !("text" in item) || item.text === undefined) throw new Error(source);
  return item.text;
}

describe("texts", () => {
  it.each([
    ['"plain"', "plain"],
    ['""', ""],
    ['"a\\n\\t\\"\\\\b"', 'a\n\t"\\b'],
    ['"\\u{41}\\u{1F600}"', "A😀"],
    ['"\\q"', "q"],
    ['"\\u{110000}"', "u{110000}"],
    ['"""one line"""', "one line"],
    ['"""\n    a\n      b\n\n    c\n    """', "a\n  b\n\nc"],
    ['"""\r\n  a\r\n  b\r\n"""', "a\nb"],
    ['"""  a\n  b"""', "a\nb"],
    ['"""\n\ta\\n\\u{42} "x" ""\n"""', 'a\nB "x" ""'],
    ['"""\n\n"""', ""],
  ])("%j", (source, value) => {
    expect(literal(source).value).toBe(value);
  });

  it("lead each unit of their value back to the file", () => {
    for (const source of [
      '"a\\n\\u{1F600}b"',
      '"""\n    one\n      two \\" x\n    """',
      '"plain"',
      '"""\r\n  a\r\n  b"""',
    ]) {
      const text = `labels x\nemail E for N { subject ${source} }`;
      const { value, span } = literal(source);
      for (let index = 0; index < value.length; index++) {
        const at = text.slice(sourceOffset(literal(source), index));
        const char = value.charAt(index);
        if (/[a-z"]/.test(char)) expect(at.startsWith(char) || at.startsWith(`\\${char}`)).toBe(true);
      }
      const end = sourceOffset(literal(source), value.length);
      expect(end).toBeGreaterThan(span.start);
      expect(end).toBeLessThan(span.end);
      expect(sourceOffset(literal(source), -5)).toBe(sourceOffset(literal(source), 0));
      expect(sourceOffset(literal(source), 999)).toBe(end);
    }
  });

  it("of 100,000 lines are read in one go", () => {
    const long = `"""\n${"  a line\n".repeat(100_000)}"""`;
    expect(literal(long).value.length).toBe(7 * 100_000 - 1);
  });
});
