import { format, parse, type Token } from "@trajet/grammar";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FIXTURES } from "./fixtures.ts";
import { printTree } from "./print-tree.ts";

const CASES: readonly (readonly [what: string, source: string, formatted: string])[] = [
  ["an empty file stays empty", " \n\n", ""],
  ["blanks between tokens", 'labels   "a" ,"b"', 'labels "a", "b"\n'],
  [
    "no blanks at dots, colons and question marks, and within parentheses",
    'email  E( a :text ? ,b:list  of text )for N{subject"x"}',
    'email E(a: text?, b: list of text) for N { subject "x" }\n',
  ],
  [
    "signs of operators apart, those of numbers not",
    "segment S for N where a*( b+c )>-5 and not(d)",
    "segment S for N where a * (b + c) > -5 and not (d)\n",
  ],
  [
    "ranges and lists",
    'fragment F for N { match x {50 EUR..<100 EUR{}} if a in["x","y"] {exit} }',
    'fragment F for N { match x { 50 EUR ..< 100 EUR { } }  if a in ["x", "y"] { exit } }\n',
  ],
  [
    "two blanks between statements of a line",
    'journey J for N { title "t" objective "o" delay 1 day tag "a" }',
    'journey J for N { title "t"  objective "o"  delay 1 day  tag "a" }\n',
  ],
  [
    "what happens close behind the clock",
    'test "t" for J {\non 2026-01-01   contact signs up expect entered\n}',
    'test "t" for J {\n  on 2026-01-01 contact signs up  expect entered\n}\n',
  ],
  [
    "indentation by braces",
    "fragment F for N {\nif a {\nexit\n}\nelse if b\n{\n      break\n}\n}",
    "fragment F for N {\n  if a {\n    exit\n  } else if b {\n    break\n  }\n}\n",
  ],
  [
    "a line of its own for what opens and closes a block of several lines",
    "fragment F for N { if a { exit\nbreak }  delay 1 day }",
    "fragment F for N {\n  if a {\n    exit\n    break\n  }\n  delay 1 day\n}\n",
  ],
  [
    "further indentation of what goes on, and of groups",
    "segment S for N where a\nand b\nwebhook W {\nsend {\na: 1,\nb: [\n1,\n2\n]\n}\n}",
    "segment S for N where a\n  and b\nwebhook W {\n  send {\n    a: 1,\n    b: [\n      1,\n      2\n    ]\n  }\n}\n",
  ],
  [
    "units that agree with their number",
    "journey J for N {\n  limit 1 messages per day\n  delay 1 days\n  delay 2 day\n  delay 1 hours 30 minute\n}\n",
    "journey J for N {\n  limit 1 message per day\n  delay 1 day\n  delay 2 days\n  delay 1 hour 30 minutes\n}\n",
  ],
  [
    "at most one blank line, none at the edges of a block",
    'labels "a"\n\n\n\nfragment F for N {\n\n  exit\n\n\n  break\n\n}\n\n',
    'labels "a"\n\nfragment F for N {\n  exit\n\n  break\n}\n',
  ],
  [
    "comments where they are",
    "// a\n/// doc\nfragment F for N { // b\n      // c\n  exit   // d\n /* e */ break\n // f\n}\n// g",
    "// a\n/// doc\nfragment F for N {  // b\n  // c\n  exit  // d\n  /* e */ break\n  // f\n}\n// g\n",
  ],
  [
    "text blocks as they are",
    'email E for N {\nbody """\n      one\n        two\n   """\n}',
    'email E for N {\n  body """\n      one\n        two\n   """\n}\n',
  ],
  [
    "a line that is too long is divided between its statements",
    `fragment F for N {\n  milestone "${"a".repeat(50)}"  milestone "${"b".repeat(50)}"\n}`,
    `fragment F for N {\n  milestone "${"a".repeat(50)}"\n  milestone "${"b".repeat(50)}"\n}\n`,
  ],
  [
    "a line that is too long is divided at its block",
    `fragment F for N {\n  if a { milestone "${"a".repeat(50)}"  milestone "${"b".repeat(50)}" } else { exit }\n}`,
    `fragment F for N {\n  if a {\n    milestone "${"a".repeat(50)}"\n    milestone "${"b".repeat(50)}"\n  } else {\n    exit\n  }\n}\n`,
  ],
  [
    "a comment does not make a line too long",
    `fragment F for N {\n  exit  tag "a"  // ${"long ".repeat(30)}\n}`,
    `fragment F for N {\n  exit  tag "a"  // ${"long ".repeat(30).trimEnd()}\n}\n`,
  ],
  [
    "the lines of a loyalty query in the order of the grammar, with their comments",
    "loyalty L for N {\n  // ten\n  top 10  // of all\n  over last year  rank by orders\n  // the shop\n  from B\n}",
    "loyalty L for N {\n  // the shop\n  from B\n  rank by orders  over last year\n  // ten\n  top 10  // of all\n}\n",
  ],
  [
    "a statement with a mistake as it is, and what stands around it not",
    'fragment F for N {\n tag   "a"\n    tag   x   // why\n   exit\n}',
    'fragment F for N {\n  tag "a"\n  tag   x   // why\n  exit\n}\n',
  ],
  [
    "the blocks of a statement with a mistake, and no others",
    'journey J for N {\n  start   manually\nif a b {\ntag   "a"\n}\n if   a   {\n  delay   1 days\n   sned email   W\n}\n}',
    'journey J for N {\n  start manually\n  if a b {\ntag   "a"\n}\n  if a {\n    delay 1 day\n    sned email   W\n  }\n}\n',
  ],
  [
    "a declaration with a mistake as it is, the others not",
    'labels   "a"\n\n  fragment   F for N { tag   x\n   exit }\nlabels   "b"',
    'labels "a"\n\n  fragment   F for N { tag   x\n   exit }\nlabels "b"\n',
  ],
  ["line ends as they are", 'labels   "a"\r\nlabels "b"\r\n', 'labels "a"\r\nlabels "b"\r\n'],
];

describe("format", () => {
  it.each(CASES)("%s", (_what, source, formatted) => {
    expect(format(source)).toEqual({ text: formatted, changed: source !== formatted });
    expect(format(formatted)).toEqual({ text: formatted, changed: false });
  });
});

/** The tree, but for the order of the lines of loyalty queries, which the formatter sets right. */
function meaningOf(text: string): readonly string[] {
  return parse(text).tree.declarations.map((declaration) =>
    declaration.kind === "Loyalty"
      ? printTree({ ...declaration, items: declaration.items.map(printTree).sort() })
      : printTree(declaration),
  );
}

const isComment = ({ kind }: Token): boolean => kind === "comment" || kind === "doc-comment";
const commentsOf = (text: string): readonly string[] =>
  parse(text)
    .tokens.filter(isComment)
    .map(({ image }) => image.trimEnd())
    .sort();

function expectSound(text: string): void {
  const formatted = format(text).text;
  expect(format(formatted).text).toBe(formatted);
  expect(meaningOf(formatted)).toEqual(meaningOf(text));
  expect(commentsOf(formatted)).toEqual(commentsOf(text));
  expect(parse(formatted).problems.map(({ code }) => code)).toEqual(
    parse(text).problems.map(({ code }) => code),
  );
}

/** Between these tokens a line may end without a change of meaning. */
const maybeBreak = (before: Token, token: Token): boolean =>
  ["{", "}", ","].includes(before.image) || ["}", "and", "where"].includes(token.image);

/** The tokens of a text with other blanks between them; `pick` chooses. */
function scattered(text: string, pick: (choices: number) => number): string {
  const { tokens } = parse(text);
  let out = "";
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    if (before !== undefined) {
      const wide = ["\n", "\n\n\n", "  \n\t"];
      const tight = [" ", "  ", "\t", " /* c */ "];
      const gap = text.slice(before.end, token.start);
      if (isComment(before)) out += before.image.startsWith("/*") ? " " : "\n";
      else if (gap.includes("\n") || maybeBreak(before, token)) out += [...wide, ...tight][pick(7)] ?? " ";
      else out += tight[pick(3)] ?? " ";
    }
    out += token.image;
  });
  return out;
}

describe("format keeps what a text means, and all its comments", () => {
  it.each(FIXTURES)("in %s", (_file, text) => {
    expectSound(text);
  });

  it.each(FIXTURES)("in %s with its blanks scattered", (_file, text) => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(1000)), (stream) => {
        const numbers = stream[Symbol.iterator]();
        const messy = scattered(text, (choices) => (numbers.next().value ?? 0) % choices);
        expect(parse(messy).problems).toEqual([]);
        expectSound(messy);
      }),
      { numRuns: 12 },
    );
  });

  it.each(FIXTURES)("in %s with a token left out, doubled, or put in", (_file, text) => {
    const { tokens } = parse(text);
    const spoiled = fc.record({
      at: fc.nat(tokens.length - 1),
      put: fc.constantFrom("", "tag", "}", "{", "(", '"x', "when", "foo", "// c\n"),
    });
    fc.assert(
      fc.property(spoiled, ({ at, put }) => {
        const { start, end } = tokens[at] ?? { start: 0, end: 0 };
        expectSound(`${text.slice(0, start)}${put}${text.slice(put === "" ? end : start)}`);
      }),
      { numRuns: 40 },
    );
  });
});
