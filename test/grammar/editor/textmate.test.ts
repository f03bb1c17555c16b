import { readFileSync } from "node:fs";
import { join } from "node:path";
import { KEYWORDS, textmateGrammar } from "@trajet/grammar";
import { describe, expect, it } from "vitest";
import { contributions } from "../../../vscode-extension/build/contributions.ts";
import { tokenize } from "./tokenize.ts";

/** Each piece and its innermost scope: `send keyword.control`. */
const scoped = (text: string): readonly string[] =>
  tokenize(text).map(({ text: piece, scopes }) => `${piece.trim()} ${scopes.at(-1) ?? "-"}`);

describe("scopes, as the engine of VS Code finds them", () => {
  it.each<[what: string, text: string, pieces: readonly string[]]>([
    [
      "the name of a declaration",
      "journey WelcomeSeries for Newsletter {",
      [
        "journey storage.type",
        "WelcomeSeries entity.name.type",
        "for keyword.other",
        "Newsletter entity.name.type",
        "{ punctuation",
      ],
    ],
    [
      "a declaration of two words",
      "custom audience Lookalikes",
      ["custom storage.type", "audience storage.type", "Lookalikes entity.name.type"],
    ],
    [
      "a keyword as a field, and a verb's word as its type",
      'field email as "e": text?',
      [
        "field keyword.other",
        "email variable.other.member",
        "as keyword.other",
        '" string.quoted.double',
        "e string.quoted.double",
        '" string.quoted.double',
        ": punctuation",
        "text support.type",
        "? keyword.operator",
      ],
    ],
    [
      "a list",
      "field split: list of number",
      [
        "field keyword.other",
        "split variable.other.member",
        ": punctuation",
        "list keyword.other",
        "of keyword.other",
        "number support.type",
      ],
    ],
    [
      "a keyword as a member",
      "contact.split contains entry.event.send",
      [
        "contact variable.language",
        ". punctuation",
        "split variable.other.member",
        "contains keyword.operator.word",
        "entry variable.language",
        ". punctuation",
        "event variable.other.member",
        ". punctuation",
        "send variable.other.member",
      ],
    ],
    [
      "keywords as parameters and arguments",
      "send email Welcome(email: now, at: 9:00)",
      [
        "send keyword.control",
        "email storage.type",
        "Welcome entity.name.type",
        "( punctuation",
        "email entity.name.tag",
        ": punctuation",
        "now variable.language",
        ", punctuation",
        "at entity.name.tag",
        ": punctuation",
        "9:00 constant.numeric.time",
        ") punctuation",
      ],
    ],
    [
      "a keyword as a field that is set, and one that changes",
      "set email = 1 contact changes plan",
      [
        "set keyword.other",
        "email variable.other.member",
        "= keyword.operator",
        "1 constant.numeric",
        "contact variable.language",
        "changes support.function.verb",
        "plan variable.other.member",
      ],
    ],
    [
      "names that are remembered",
      "remember email = 1 call webhook CrmSync as title",
      [
        "remember keyword.control",
        "email variable.other",
        "= keyword.operator",
        "1 constant.numeric",
        "call keyword.control",
        "webhook storage.type",
        "CrmSync entity.name.type",
        "as keyword.other",
        "title variable.other",
      ],
    ],
    [
      "a label",
      "reply: wait up to 3 days",
      [
        "reply entity.name.tag",
        ": punctuation",
        "wait keyword.control",
        "up keyword.other",
        "to keyword.other",
        "3 constant.numeric",
        "days keyword.other.unit",
      ],
    ],
    [
      "the three forms of a verb",
      "contact opens A contact opened B did not open C",
      [
        "contact variable.language",
        "opens support.function.verb",
        "A entity.name.type",
        "contact variable.language",
        "opened support.function.verb",
        "B entity.name.type",
        "did support.function.verb",
        "not keyword.operator.word",
        "open support.function.verb",
        "C entity.name.type",
      ],
    ],
    ["a number with its sign for thousands", "1_000.5", ["1_000.5 constant.numeric"]],
    ["a range", "50..<100", ["50 constant.numeric", "..< keyword.operator", "100 constant.numeric"]],
    ["money", "49.90 EUR", ["49.90 constant.numeric", "EUR keyword.other.unit.currency"]],
    ["three capitals without a number", "EUR", ["EUR entity.name.type"]],
    [
      "a duration of two parts",
      "1 hour 30 minutes",
      ["1 constant.numeric", "hour keyword.other.unit", "30 constant.numeric", "minutes keyword.other.unit"],
    ],
    ["a share", "12.5%", ["12.5% constant.numeric.percent"]],
    [
      "a moment",
      "2026-12-24 at 18:00:30",
      ["2026-12-24 constant.numeric.date", "at keyword.other", "18:00:30 constant.numeric.time"],
    ],
    [
      "weekdays",
      "every monday, sunday",
      [
        "every keyword.other",
        "monday constant.language.weekday",
        ", punctuation",
        "sunday constant.language.weekday",
      ],
    ],
    [
      "comparisons and constants",
      "a == true and not b >= 1",
      [
        "a -",
        "== keyword.operator",
        "true constant.language",
        "and keyword.operator.word",
        "not keyword.operator.word",
        "b -",
        ">= keyword.operator",
        "1 constant.numeric",
      ],
    ],
    ["words that only begin like keywords", "sendung émail iffy", ["sendung émail iffy -"]],
    ["a comment", 'send // "x" 1', ["send keyword.control", '// "x" 1 comment.line.double-slash']],
    ["a doc comment", "/// says", ["/// says comment.line.documentation"]],
    ["four strokes, which document nothing", "//// no", ["//// no comment.line.double-slash"]],
    [
      "a comment of two lines",
      "/* send\n tag */ tag",
      [
        "/* comment.block",
        "send comment.block",
        "tag comment.block",
        "*/ comment.block",
        "tag keyword.control",
      ],
    ],
    [
      "escapes, right and wrong",
      '"a \\" \\u{1F600} \\q"',
      [
        '" string.quoted.double',
        "a string.quoted.double",
        '\\" constant.character.escape',
        "\\u{1F600} constant.character.escape",
        "\\q invalid.illegal.escape",
        '" string.quoted.double',
      ],
    ],
    [
      "an expression in a string",
      '"Hi {{contact.city}}!"',
      [
        '" string.quoted.double',
        "Hi string.quoted.double",
        "{{ meta.template.expression",
        "contact.city meta.template.expression",
        "}} meta.template.expression",
        "! string.quoted.double",
        '" string.quoted.double',
      ],
    ],
    [
      "a string without its end, which takes no more than its line",
      '"open\nsend',
      ['" string.quoted.double', "open string.quoted.double", "send keyword.control"],
    ],
    [
      "a text block, with quotes and expressions in it",
      'body """\n  Say "yes" {{#if x}}\n  send\n  """ link',
      [
        "body keyword.other",
        '""" string.quoted.triple',
        'Say "yes" string.quoted.triple',
        "{{ meta.template.expression",
        "#if x meta.template.expression",
        "}} meta.template.expression",
        "send string.quoted.triple",
        '""" string.quoted.triple',
        "link keyword.other",
      ],
    ],
  ])("of %s", (_, text, pieces) => {
    expect(scoped(text)).toEqual(pieces);
  });

  it("gives each keyword a scope of its own", () => {
    for (const word of KEYWORDS.keys()) {
      const [piece, ...more] = tokenize(word);
      expect(more, word).toEqual([]);
      expect(piece?.text, word).toBe(word);
      expect(piece?.scopes.join(), word).toMatch(
        /^(keyword|storage\.type|support|variable\.language|constant\.language)/,
      );
    }
  });

  it("leaves no word of a whole project without one, but for names in expressions", () => {
    const text = readFileSync(join(import.meta.dirname, "../../fixtures/grammar/whole.journey"), "utf8");
    const plain = tokenize(text).filter(({ scopes }) => scopes.length === 0);
    const words = new Set(plain.flatMap(({ text: piece }) => piece.match(/[\p{L}\d_]+/gu) ?? []));
    for (const word of words) expect(KEYWORDS.has(word), word).toBe(false);
  });
});

describe("the grammar of the extension", () => {
  it("is made of this one each time that it is packed, and of nothing else", () => {
    expect(JSON.parse(contributions()["trajet.tmLanguage.json"] ?? "")).toEqual(textmateGrammar());
  });

  it("uses all its rooms", () => {
    const { repository, patterns } = textmateGrammar();
    expect(patterns.map(({ include }) => include)).toEqual(Object.keys(repository).map((room) => `#${room}`));
  });
});
