import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { check, marks } from "./project-of.ts";

const TEXT = readFileSync(new URL("./whole-language.journey", import.meta.url), "utf8");

describe("a text that is being written", () => {
  test("is checked wherever it stops", () => {
    for (let end = 0; end < TEXT.length; end += 53) {
      const text = TEXT.slice(0, end);
      for (const { span } of check(text))
        expect(span.start <= span.end && span.end <= text.length).toBe(true);
    }
  });

  test("is checked with any part of it missing", () => {
    for (let start = 0; start < TEXT.length; start += 211) {
      expect(() => check(TEXT.slice(0, start) + TEXT.slice(start + 17))).not.toThrow();
    }
  });
});

describe("one mistake gives one message", () => {
  const audience = 'audience A { field city: text?  tags "vip" }\n';

  test.each([
    [
      "an audience that is misspelt",
      `${audience}journey J for B { start when contact gets tag "x" where contact.city == "a"  tag "y" }`,
      ["TJ2002 B"],
    ],
    [
      "an audience that is missing",
      `${audience}journey J { start when contact signs up where contact.city == "a"  tag "y" }`,
      1,
    ],
    [
      "a store that is misspelt",
      `${audience}journey J for A { start when contact buys "mug" from Shop where order.total > 5 EUR  if entry.order.total > 5 USD { } }`,
      ["TJ2003 Shop"],
    ],
    [
      "an event that is misspelt",
      `${audience}journey J for A { start when contact does E where event.price > 5  if entry.event.price > 5 { } }`,
      ["TJ2006 E"],
    ],
    [
      "a field that is misspelt, in a calculation",
      `${audience}journey J for A { start manually  exit if contact.points + 5 > 3 * contact.id }`,
      2,
    ],
    [
      "a message that is misspelt",
      `${audience}journey J for A { start manually  send email M(a: 1, "b")  if contact opened M { } }`,
      3,
    ],
    [
      "a reference that is not finished",
      `${audience}journey J for A { start manually  exit if contact.\n}`,
      1,
    ],
    [
      "a file that is missing",
      `${audience}event E from "e.json"\njourney J for A { start when contact does E where event.price > 5 }`,
      ['TJ6013 "e.json"'],
    ],
  ])("%s", (_, text, expected) => {
    const said = marks(text);
    if (typeof expected === "number") expect(said).toHaveLength(expected);
    else expect(said).toEqual(expected);
  });
});
