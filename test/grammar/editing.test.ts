import {
  type AnyNode,
  findPath,
  keywordsAt,
  languageConfiguration,
  lineStarts,
  parse,
  positionAt,
  textmateGrammar,
} from "@trajet/grammar";
import { describe, expect, it } from "vitest";
import { FIXTURES } from "./fixtures.ts";

/** Takes the cursor `|` out of a text. */
function atCursor(marked: string): { text: string; offset: number } {
  const offset = marked.indexOf("|");
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

describe("keywordsAt", () => {
  const journey = (line: string): string => `journey J for N {\n  ${line}\n}\nsegment S for N where a\n`;

  it.each([
    ["|", ["journey", "email", "test", "custom"], ["send", "when", "field"]],
    ["ema|", ["email"], ["send"]],
    ["audience N {\n  |\n}", ["field", "group", "tags"], ["journey", "send"]],
    ['email E for N {\n  subject "a"  |\n}', ["body", "link", "kind", "if"], ["title", "send"]],
    ["event E { field a: | }", ["text", "money", "list"], ["field", "true"]],
    [journey("|"), ["title", "start", "send", "delay", "goal"], ["field", "journey", "otherwise"]],
    [journey('tag "x"\n  |'), ["send", "delay", "otherwise"], ["title", "goal", "reenter"]],
    [journey("send |"), ["email", "sms", "survey", "message", "between"], ["tag"]],
    [journey("start |"), ["when", "manually", "every", "on", "journey"], ["send"]],
    [journey("start when |"), ["contact"], ["when", "true"]],
    [journey("start when contact |"), ["opens", "does", "buys"], ["opened", "open", "has", "is"]],
    [journey("start when contact does not |"), ["open", "buy"], ["opens", "opened"]],
    [journey("start when contact buys |"), ["any", "category"], ["from"]],
    [journey("start when contact gets order |"), ["shipped", "refunded"], ["tag"]],
    [journey("if |"), ["contact", "not", "total", "orders", "true"], ["if", "opens when"]],
    [journey("if contact |"), ["opened", "did", "has", "is", "in"], ["opens", "open"]],
    [journey("if contact.|"), [], ["is", "email"]],
    [journey("if contact.plan |"), ["is", "in", "contains", "starts", "and"], ["opened", "tag"]],
    [journey("if contact is |"), ["set", "not", "subscribed"], ["in", "email"]],
    [journey("if contact has |"), ["tag", "no"], ["opened", "bought"]],
    [journey("if contact opened A |"), ["within", "in", "at", "since", "and", "today"], ["is", "contains"]],
    [journey("wait up to 3 |"), ["days", "hours"], ["until when"]],
    [journey("wait up to 3 days |"), ["until"], ["when"]],
    [journey("wait { | }"), ["when", "otherwise"], ["tag"]],
    [journey("unsubscribe from |"), ["email", "sms"], ["tag"]],
    ['test "t" for J {\n  |\n}', ["given", "on", "after", "expect", "take", "contact"], ["send", "title"]],
    ['test "t" for J { expect | }', ["sent", "nothing", "not", "contact"], ["given", "send"]],
    [journey('tag "se|"'), [], ["send"]],
    [journey("// se|"), [], ["send"]],
    [journey("/* se| */"), [], ["send"]],
  ])("%j", (marked, present, absent) => {
    const { text, offset } = atCursor(marked);
    const words = keywordsAt(text, offset);
    expect(words).toEqual(expect.arrayContaining(present));
    expect(words.filter((word) => absent.includes(word))).toEqual([]);
  });

  it("offers each keyword of a whole project at its place", () => {
    const text = FIXTURES.find(([file]) => file === "welcome-series.journey")?.[1] ?? "";
    const { tokens, tree } = parse(text);
    for (const { kind, image, start } of tokens) {
      const isName = findPath(tree, start).at(-1)?.kind === "Name" && image !== "contact";
      if ((kind !== "keyword" && kind !== "duration-unit") || isName) continue;
      expect(keywordsAt(text, start), text.slice(start - 30, start)).toContain(image);
    }
  });
});

describe("findPath", () => {
  const kinds = (marked: string): string => {
    const { text, offset } = atCursor(marked);
    return findPath(parse(text).tree, offset)
      .map(({ kind }: AnyNode) => kind)
      .join(" ");
  };

  it.each([
    ["segment S for N where contact.pl|an == 1", "File Segment Binary Reference Name"],
    ["segment S for N where contact.plan| == 1", "File Segment Binary Reference Name"],
    ["segment S for N where contact.plan =|= 1", "File Segment Binary"],
    ["segment S for N where contact opened We|lcome", "File Segment History Act Name"],
    ["segment S for N where |contact opened Welcome", "File Segment History Subject Name"],
    ['journey J for N { if a { tag "x|" } }', "File Journey If IfBranch Block Tag Text"],
    ['journey J for N { start when contact gets tag "x"| }', "File Journey StartWhen Trigger Act Text"],
    ["|", "File"],
  ])("%s", (marked, path) => {
    expect(kinds(marked)).toBe(path);
  });
});

describe("positions", () => {
  it("are counted from 1, in UTF-16 units", () => {
    const starts = lineStarts("a\r\n😀b\n\nc");
    const at = (offset: number) => {
      const { line, column } = positionAt(starts, offset);
      return `${line}:${column}`;
    };
    expect([0, 1, 3, 5, 6, 7, 8, 9, 99].map(at)).toEqual([
      "1:1",
      "1:2",
      "2:1",
      "2:3",
      "2:4",
      "3:1",
      "4:1",
      "4:2",
      "4:92",
    ]);
    expect(at(-1)).toBe("1:1");
  });
});

describe("what editors are given", () => {
  it("can be written as JSON, and so can the configuration", () => {
    expect(JSON.parse(JSON.stringify(textmateGrammar()))).toEqual(textmateGrammar());
    const configuration = JSON.parse(JSON.stringify(languageConfiguration()));
    expect(configuration.comments.lineComment).toBe("//");
    expect("contact.plan émail".match(new RegExp(configuration.wordPattern, "g"))).toEqual([
      "contact",
      "plan",
      "émail",
    ]);
    const { increaseIndentPattern, decreaseIndentPattern } = configuration.indentationRules;
    expect(new RegExp(increaseIndentPattern).test('  if a == "{" {  // c')).toBe(true);
    expect(new RegExp(increaseIndentPattern).test('  tag "{"')).toBe(false);
    expect(new RegExp(decreaseIndentPattern).test("  } else {")).toBe(true);
  });
});
