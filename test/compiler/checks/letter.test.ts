import { renderLetter, toJson } from "@trajet/compiler";
import { expect, test } from "vitest";
import { check } from "./project-of.ts";

const TEXT = `audience Newsletter { tags "vip", "engaged" }
journey Welcome for Newsletter {
  start when contact signs up
	here: tag "enaged"
  here: tag "vip"
}
`;

function letters(color = false): readonly string[] {
  return check(TEXT).map((said) => renderLetter(said, TEXT, { color }));
}

test("a letter shows the place, and the fix", () => {
  expect(letters()[0]).toBe(
    [
      'error[TJ2010]: There is no tag "enaged" in audience Newsletter. Did you mean "engaged"?',
      " --> main.journey:4:12",
      "  |",
      '4 | \there: tag "enaged"',
      "  | \t          ^^^^^^^^",
      'help: Change it to "engaged".',
    ].join("\n"),
  );
});

test("a letter shows related places, and else what the catalogue advises", () => {
  expect(letters()[1]).toBe(
    [
      'error[TJ2028]: Another step of this journey is labelled "here" already.',
      " --> main.journey:5:3",
      "  |",
      '5 |   here: tag "vip"',
      "  |   ^^^^",
      "note: It is here already.",
      " --> main.journey:4:2",
      "  |",
      '4 | \there: tag "enaged"',
      "  | \t^^^^",
      "help: Give one of the two steps another label.",
    ].join("\n"),
  );
});

test("colours change nothing but the colours", () => {
  const [colored] = letters(true);
  expect(colored).toContain("\u001B[31;1m");
  const plain = colored
    ?.split("\u001B")
    .map((part, index) => (index === 0 ? part : part.replace(/^\[[\d;]*m/, "")));
  expect(plain?.join("")).toBe(letters()[0]);
});

test("the JSON has the shape of the contract, with lines and columns from 1", () => {
  const [first, second] = check(TEXT).map((said) => toJson(said, () => TEXT));
  expect(first).toEqual({
    file: "main.journey",
    code: "TJ2010",
    severity: "error",
    message: 'There is no tag "enaged" in audience Newsletter. Did you mean "engaged"?',
    range: { start: { line: 4, column: 12 }, end: { line: 4, column: 20 } },
    fixes: [{ id: "use-nearest", title: 'Change it to "engaged"' }],
    help: 'Change it to "engaged".',
  });
  expect(second?.related).toEqual([
    {
      file: "main.journey",
      range: { start: { line: 4, column: 2 }, end: { line: 4, column: 6 } },
      message: "It is here already.",
    },
  ]);
});

test("columns count UTF-16 units, as editors do", () => {
  const text = 'audience A { }\njourney J for A { title "\u{1F600}"  start when contact gets tag "x" }';
  const [said] = check(text).map((each) => toJson(each, () => text));
  expect(said?.range.start).toEqual({ line: 2, column: 59 });
});

test("fixes make the text right", () => {
  const [said] = check(TEXT);
  const edit = said?.fixes?.[0]?.edits[0];
  const fixed = edit && TEXT.slice(0, edit.span.start) + edit.text + TEXT.slice(edit.span.end);
  expect(fixed && check(fixed).map(({ code }) => code)).toEqual(["TJ2028"]);
});
