import { describe, expect, test } from "vitest";
import { check, marks } from "./project-of.ts";

const HEAD = 'audience A { tags "vip" }\njourney J for A {\n  start manually\n';

describe("a comment that silences", () => {
  test.each([
    ["a code on the next line", "// trajet-ignore TJ4021: not yet\n  if true { }", []],
    [
      "that code only",
      "// trajet-ignore TJ4022: not yet\n  if true { }",
      ["TJ6011 // trajet-ignore TJ4022: not yet", "TJ4021 true"],
    ],
    [
      "that line only",
      "// trajet-ignore TJ4021: not yet\n\n  if true { }",
      ["TJ6011 // trajet-ignore TJ4021: not yet", "TJ4021 true"],
    ],
    ["all of a code on the line", "// trajet-ignore TJ4021: not yet\n  if true { }  if false { }", []],
    ["errors, too", '// trajet-ignore TJ2010: added by the shop\n  tag "shop"', []],
    [
      "nothing without a reason",
      "// trajet-ignore TJ4021\n  if true { }",
      ["TJ6010 // trajet-ignore TJ4021", "TJ4021 true"],
    ],
    [
      "nothing with an empty reason",
      "// trajet-ignore TJ4021:  \n  if true { }",
      ["TJ6010 // trajet-ignore TJ4021:", "TJ4021 true"],
    ],
    [
      "nothing without a code",
      "// trajet-ignore: because\n  if true { }",
      ["TJ6012 // trajet-ignore: because", "TJ4021 true"],
    ],
    [
      "nothing of an unknown code",
      "// trajet-ignore TJ0001: because\n  if true { }",
      ["TJ6012 TJ0001", "TJ4021 true"],
    ],
  ])("%s", (_, lines, expected) => {
    expect(marks(`${HEAD}  ${lines}\n}`)).toEqual(expected);
  });

  test("is none when it is part of a text", () => {
    const text = `audience A { tags "vip" }
email E for A { from "a@shop.example"  subject "Hi"  body """
  // trajet-ignore TJ4021: not yet
  """ }
journey J for A { start manually  send email E }`;
    expect(marks(text)).toEqual([]);
  });

  test("can be taken out by a fix, with its line", () => {
    const text = `${HEAD}  // trajet-ignore TJ4021: not yet\n  tag "vip"\n}`;
    const edit = check(text)[0]?.fixes?.[0]?.edits[0];
    expect(edit && text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end)).toBe(
      `${HEAD}  tag "vip"\n}`,
    );
  });
});

describe("a severity in trajet.json", () => {
  const severity = (level: string) => `{ "name": "shop", "severity": { "TJ4021": "${level}" } }`;

  test.each([["error"], ["info"]])("%s", (level) => {
    expect(
      check(`${HEAD}  if true { }\n}`, { config: severity(level) }).map((each) => each.severity),
    ).toEqual([level]);
  });

  test("off silences the code", () => {
    expect(check(`${HEAD}  if true { }\n}`, { config: severity("off") })).toEqual([]);
  });
});
