import { parse } from "@trajet/grammar";
import { expect, test } from "vitest";

/** The texts of the tags that a journey of one step sets, and the problems. */
function tags(step: string) {
  const { tree, problems } = parse(`journey J for A { start manually ${step} }`);
  const [journey] = tree.declarations;
  const steps = journey?.kind === "Journey" ? journey.steps : [];
  return {
    texts: steps.flatMap((each) => (each.kind === "Tag" ? each.tags.map(({ value }) => value) : [])),
    problems: problems.map(({ code }) => code),
  };
}

test.each([
  ['tag "{{a "b"}}"', ['{{a "b"}}']],
  ['tag "x {{a "b" "c"}} y {{d}} {{e "f"}} z", "w"', ['x {{a "b" "c"}} y {{d}} {{e "f"}} z', "w"]],
  ['tag "\\u{41}{{a "b"}}"', ['A{{a "b"}}']],
])("%s is one text, with one letter for all its quotes", (step, texts) => {
  expect(tags(step)).toEqual({ texts, problems: ["quotes-in-template"] });
});

test.each([
  ['tag "{{a}}", "{{b}}"', ["{{a}}", "{{b}}"]],
  ['tag "{{a", "b}}"', ["{{a", "b}}"]],
  ["tag \"{{a 'b'}}\"", ["{{a 'b'}}"]],
  ['tag "{{a \\"b\\"}}"', ['{{a "b"}}']],
  ['tag "{", "}"', ["{", "}"]],
])("%s is as it is written", (step, texts) => {
  expect(tags(step)).toEqual({ texts, problems: [] });
});

test("many texts in a line are cut in time that grows with the line", () => {
  const { problems } = tags(`tag ${Array.from({ length: 5_000 }, () => '"{{ a "').join(", ")}`);
  expect(problems).toEqual([]);
});
