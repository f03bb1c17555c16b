import { describe, expect, test } from "vitest";
import { check } from "./project-of.ts";
import { inJourney, SHOP } from "./shop.ts";

describe("a name is given once on each way", () => {
  test.each<[string, readonly string[]]>([
    ["remember a = contact.points  remember a = contact.points", ["TJ2032 a"]],
    ["remember a = contact.points  remember a = contact.plan", ["TJ2032 a"]],
    ["remember contact = 3  if contact.points > 5 { exit }", ["TJ1013 contact"]],
    ["remember entry = 3", ["TJ2032 entry"]],
    ["if contact.member { remember a = 1 } else { remember a = 2 }", []],
    ['if contact.member { remember a = 1 } else { remember a = "x" }', ["TJ2033 a"]],
    ["if contact.member { remember a = 1 }  remember a = 2", ["TJ2032 a"]],
    ["remember a = 1  repeat up to 3 times { delay 1 day  remember a = a + 1 }", []],
    ["repeat up to 3 times { delay 1 day  remember a = 1 }", []],
  ])("%s: %j", (lines, expected) => {
    expect(inJourney(lines)).toEqual(expected);
  });

  test("and the other place is shown", () => {
    const text = `${SHOP}journey J for Newsletter { start manually  remember a = 1  remember a = 2 }`;
    const [said] = check(text).filter(({ code }) => code === "TJ2032");
    expect(said?.related?.map(({ span }) => span.start)).toEqual([text.indexOf("a = 1")]);
  });
});

describe("an argument under another name", () => {
  test("is one mistake, and the missing one is offered", () => {
    const text = `${SHOP}journey J for Newsletter { start manually  send email Hello(town: "Lyon") }`;
    const said = check(text).filter(({ code }) => code.startsWith("TJ40"));
    expect(said.map(({ code, fixes }) => [code, fixes?.[0]?.edits[0]?.text])).toEqual([["TJ4030", "city"]]);
  });

  test.each([
    ["send email Hello(town: 5)", ["TJ4031 Hello", "TJ4030 town"]],
    ['send email Hello(town: "Lyon", place: "x")', ["TJ4031 Hello", "TJ4030 town", "TJ4030 place"]],
  ])("%s is not taken for it", (lines, expected) => {
    expect(inJourney(lines)).toEqual(expected);
  });

  test("the advice names the message that is meant", () => {
    const said = check(`${SHOP}journey J for Newsletter { start manually  send email Hello }`);
    expect(said.find(({ code }) => code === "TJ4031")?.help).toContain("Hello(city: …)");
  });
});

describe("what the entry of a start lacks", () => {
  const journey = `start when contact does Booked
  start when contact signs up
  `;
  const saidOf = (lines: string) =>
    check(`${SHOP}journey J for Newsletter {\n  ${journey}${lines}\n}`).filter(
      ({ code }) => code === "TJ2025",
    );

  test("is said once, with the start and the other places", () => {
    const said = saidOf(
      "if entry.event.price > 5 EUR { exit }  delay until entry.event.startsAt  if entry.event.price > 9 EUR { exit }",
    );
    expect(said).toHaveLength(1);
    expect(said[0]?.related).toHaveLength(3);
    expect(said[0]?.help).toBe("Narrow it first: if entry is Booked { … }.");
  });

  test("and a key has advice of its own", () => {
    expect(saidOf("one run per entry.event.price").map(({ help }) => help)).toEqual([
      "Every start needs the key: write one run per entry, or take a value that all starts have.",
    ]);
  });
});

test("a number that is meant as a time gets its minutes", () => {
  const text = `${SHOP}journey J for Newsletter { start manually  delay until 9 }`;
  expect(check(text).flatMap(({ fixes }) => fixes?.[0]?.edits[0]?.text ?? [])).toEqual(["9:00"]);
});

test("the answer of a webhook that is not there is unknown", () => {
  expect(inJourney("call webhook Nope as answer  if answer.ok > 5 { exit }")).toEqual(["TJ2008 Nope"]);
});
