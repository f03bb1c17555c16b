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
    ["what stands before it on its line", "if true { } // trajet-ignore TJ4021: not yet", []],
    [
      "not the line below one that ends a line",
      'milestone "a" // trajet-ignore TJ4021: not yet\n  if true { }',
      ["TJ6011 // trajet-ignore TJ4021: not yet", "TJ4021 true"],
    ],
    ["as a block on a line of its own", "/* trajet-ignore TJ4021: not yet */\n  if true { }", []],
    ["as a block at the end of a line", "if true { } /* trajet-ignore TJ4021: not yet */", []],
    [
      "several codes, for one reason",
      '// trajet-ignore TJ4021, TJ2010: not yet\n  if true { tag "shop" }',
      [],
    ],
    [
      "of several codes each that is unused",
      "// trajet-ignore TJ4021, TJ2010: not yet\n  if true { }",
      ["TJ6011 TJ2010"],
    ],
    [
      "of several codes each that is none",
      "// trajet-ignore TJ4021, TJ0001: not yet\n  if true { }",
      ["TJ6012 TJ0001"],
    ],
    [
      "nothing inside another comment",
      "// as // trajet-ignore TJ4021: not yet\n  if true { }",
      ["TJ4021 true"],
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

  test.each([
    ["// trajet-ignore TJ4021, TJ2010: why\n  if true { }", "// trajet-ignore TJ4021: why\n  if true { }"],
    ["// trajet-ignore TJ2010, TJ4021: why\n  if true { }", "// trajet-ignore TJ4021: why\n  if true { }"],
    ['tag "vip" // trajet-ignore TJ4021: why\n', 'tag "vip"\n'],
    ['tag "vip" /* trajet-ignore TJ4021: why */ untag "vip"\n', 'tag "vip" untag "vip"\n'],
  ])("can be taken out of %j by a fix", (lines, mended) => {
    const text = `${HEAD}  ${lines}}`;
    const edit = check(text)[0]?.fixes?.[0]?.edits[0];
    expect(edit && text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end)).toBe(
      `${HEAD}  ${mended}}`,
    );
  });
});

describe("a comment in a template", () => {
  const PROJECT = `audience A { }
email E for A { from "a@shop.example"  subject "Hi"  body file "e.hbs" }
journey J for A { start manually  send email E }`;
  test.each([
    ["the line below", "{{!-- trajet-ignore TJ5002: comes later --}}\n<p>{{nobody}}</p>\n", []],
    ["its own line", "<p>{{nobody}}</p> {{! trajet-ignore TJ5002: comes later }}\n", []],
    [
      "nothing without a reason",
      "{{!-- trajet-ignore TJ5002 --}}\n<p>{{nobody}}</p>\n",
      ["TJ6010", "TJ5002"],
    ],
    ["nothing where there is nothing", "{{!-- trajet-ignore TJ5002: old --}}\n<p>Hello</p>\n", ["TJ6011"]],
    ["only what is in its file", "{{!-- trajet-ignore TJ2030: old --}}\n<p>Hello</p>\n", ["TJ6011"]],
  ])("silences %s", (_, template, codes) => {
    const said = check(PROJECT, { files: { "e.hbs": template } });
    expect(said.map(({ code, file }) => `${code} ${file}`)).toEqual(codes.map((code) => `${code} e.hbs`));
  });
});
