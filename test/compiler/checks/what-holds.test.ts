import { describe, expect, test } from "vitest";
import { check } from "./project-of.ts";
import { inJourney, SHOP } from "./shop.ts";

/** Codes of what is said of a journey with these lines, and what is no syntax mistake among them. */
function beyondSyntax(lines: string, start?: string): readonly string[] {
  const said = inJourney(lines, start);
  expect(said.some((mark) => mark.startsWith("TJ1"))).toBe(true);
  return said.filter((mark) => !mark.startsWith("TJ1"));
}

describe("from what could not be read nothing follows", () => {
  test.each([
    ["a limit", 'wait 3 days for contact buys any product { tag "vip" }  tag "engaged"'],
    ["a step behind an exit", 'exit: delay 2 days  tag "vip"'],
    ["a delay in a loop", 'repeat 3 times { delya 2 days  tag "vip" }'],
    ["a guard", "if contact.city is set adn contact.points > 3 { send email Hello(city: contact.city) }"],
    ["a sending", "sned email Hello\n  if contact opened Hello { exit }"],
    ["a condition that holds", "if contact.points > 5 { if contact.points > 3€ { exit } }"],
    [
      "a condition beside another mistake",
      "if contact.points > 5 { if contact.points > 3 { exit } } delya 1 day",
    ],
  ])("%s", (_, lines) => {
    expect(beyondSyntax(lines)).toEqual([]);
  });

  test.each([
    ["a start", "strat when contact signs up"],
    [
      "the filter of a start",
      "start when contact does Booked where event.price > 50 EUR\n  start when contact does Booked where event.price > 50€",
    ],
  ])("%s", (_, start) => {
    expect(beyondSyntax("delay 1 day", start)).toEqual([]);
  });

  test("a mistake elsewhere in the journey is still said", () => {
    expect(beyondSyntax('delya 2 days  tag "vpi"')).toEqual(['TJ2010 "vpi"']);
  });
});

test("of a journey with an error only the errors are said", () => {
  const warned = "if contact.points > 5 { if contact.points > 3 { exit } }";
  expect(inJourney(warned)).toEqual(["TJ4100 contact.points > 3"]);
  expect(inJourney(`${warned}  tag "vpi"`)).toEqual(['TJ2010 "vpi"']);
});

test("a comment that silences what is not looked for is not called needless", () => {
  const silenced = (step: string) =>
    check(`${SHOP}journey J for Newsletter {
  start when contact signs up
  // trajet-ignore TJ4100: to be sure
  if contact.points > 5 { if contact.points > 3 { exit } }
  ${step}
}`).map(({ code }) => code);
  expect(silenced('tag "vip"')).not.toContain("TJ6011");
  expect(silenced('tag "vpi"')).toContain("TJ2010");
  expect(silenced('tag "vpi"')).not.toContain("TJ6011");
});
