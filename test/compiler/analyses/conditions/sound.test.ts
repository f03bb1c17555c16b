import { checkProject, compileProject, type Diagnostic, type Edit } from "@trajet/compiler";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AUDIENCE, outcomes, PEOPLE } from "./people.ts";

/** Conditions of one thing, with bounds that meet, overlap and exclude each other. */
const SIMPLE: readonly string[] = [
  ...['== "Lyon"', '!= "Lyon"', '== "Paris"', 'starts with "L"', 'starts with "Ly"', 'ends with "n"'].map(
    (tail) => `contact.city ${tail}`,
  ),
  ...['contains "y"', "is set", "is not set", 'in ["Lyon", "Nice"]', 'not in ["Paris"]', 'matches "^P"'].map(
    (tail) => `contact.city ${tail}`,
  ),
  ...['== "free"', '!= "free"', '!= "pro"', '!= "enterprise"', 'in ["free", "pro"]', 'starts with "p"'].map(
    (tail) => `contact.plan ${tail}`,
  ),
  ...["> 1", ">= 1", "< 1", "<= 2", "== 2", "!= 2", "+ 1 > 3", "* 2 < 3", "* 0 == 0", "between 1 and 3"].map(
    (tail) => `contact.points ${tail}`,
  ),
  ...["> 1", "<= 1", "== 2", "!= 2", "is set", "- 1 < 1", "== contact.age", "!= contact.age"].map((tail) =>
    tail.startsWith("-") ? `contact.age is set and contact.age ${tail}` : `contact.age ${tail}`,
  ),
  "contact.points > contact.age",
  "contact.age >= contact.points",
  "contact.points != contact.age",
  "contact.points == contact.age",
  "contact.member",
  "contact.member == false",
  "contact.member != true",
  ...["> 2026-01-01", "<= 2026-03-01", "== 2026-03-01", "< now", "is not set"].map(
    (tail) => `contact.renewal ${tail}`,
  ),
  ...["< 30 days ago", "> 30 days ago", "> 7 days ago", "<= 1 month ago", "> now - 2 weeks", "!= now"].map(
    (tail) => `contact.seen ${tail}`,
  ),
  ...["> 7 EUR", "<= 7 EUR", "== 5 EUR", "!= 5 EUR"].map((tail) => `contact.budget ${tail}`),
  'contact.favorites contains "mug"',
  '"mug" in contact.favorites',
  'contact has tag "vip"',
  'contact has no tag "vip"',
  'contact has tag "engaged"',
  "contact is subscribed",
  'contact.emailStatus == "unsubscribed"',
  "contact in French",
  "contact not in French",
  'contact.country == "FR"',
  'contact.country in ["BE", "DE"]',
  "contact bought any product",
  "contact bought any product at least 2 times",
  "contact bought any product at most 1 time",
  "contact bought any product exactly 0 times",
  "contact bought any product within 7 days",
  "contact bought any product at least 2 times within 30 days",
  "contact did not buy any product within 1 month",
  "contact did not buy any product",
  "contact bought any product before 30 days ago",
  "contact bought any product in last 7 days",
];

const condition: fc.Arbitrary<string> = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 4, arbitrary: fc.constantFrom(...SIMPLE) },
    { weight: 2, arbitrary: fc.array(tie("any"), { minLength: 2, maxLength: 3 }).map(joined("and")) },
    { weight: 2, arbitrary: fc.array(tie("any"), { minLength: 2, maxLength: 3 }).map(joined("or")) },
    { weight: 1, arbitrary: tie("any").map((inner) => `not (${inner})`) },
  ),
})).any;

function joined(joint: string): (parts: readonly string[]) => string {
  return (parts) => parts.map((part) => `(${part})`).join(` ${joint} `);
}

function projectOf(lines: string) {
  const text = `${AUDIENCE}journey J for Newsletter {\n  start when contact signs up\n${lines}\n}\n`;
  const checked = checkProject({
    folder: "/shop",
    config: '{ "name": "shop" }',
    journeys: [{ path: "main.journey", text }],
    readFile: () => undefined,
  });
  return { text, ...checked };
}

/** For whom each of some conditions is true. */
function truths(conditions: readonly string[]): readonly (readonly boolean[])[] {
  const { model, diagnostics } = projectOf(conditions.map((each) => `  exit if ${each}`).join("\n"));
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.map(({ message }) => message)).toEqual([]);
  return outcomes(compileProject(model, diagnostics));
}

function applied(text: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((one, other) => other.span.start - one.span.start)
    .reduce(
      (before, { span, text: put }) => before.slice(0, span.start) + put + before.slice(span.end),
      text,
    );
}

function conditionIn(text: string): string {
  return /exit if ([^\n]*)/.exec(text)?.[1] ?? "";
}

/** What a finding claims: a condition that always has one outcome, or another one that says the same as the whole. */
function claimOf({ code, message, span, fixes }: Diagnostic, text: string) {
  if (code === "TJ4021")
    return { always: message.startsWith("This is always true"), of: text.slice(span.start, span.end) };
  const [fix] = fixes ?? [];
  return fix === undefined ? undefined : { same: conditionIn(applied(text, fix.edits)) };
}

const RUNS = { numRuns: 200, seed: 20261126, endOnFailure: true };

describe("what is said of a condition is true of everybody", () => {
  test("by itself", () => {
    let claims = 0;
    fc.assert(
      fc.property(condition, (written) => {
        const { text, diagnostics } = projectOf(`  exit if ${written}`);
        for (const diagnostic of diagnostics) {
          if (!["TJ4021", "TJ4022", "TJ4101"].includes(diagnostic.code)) continue;
          const claim = claimOf(diagnostic, text);
          if (claim === undefined) continue;
          claims += 1;
          const [whole, other] = truths([written, claim.of ?? claim.same]);
          const expected = claim.of === undefined ? whole : PEOPLE.map(() => claim.always);
          expect(other, `${diagnostic.message} In: ${written}`).toEqual(expected);
        }
      }),
      RUNS,
    );
    expect(claims).toBeGreaterThan(30);
  });

  test("on the way through branches", () => {
    let claims = 0;
    fc.assert(
      fc.property(condition, condition, condition, (first, second, third) => {
        const { text, diagnostics } = projectOf(
          `  if ${first} {\n    if ${second} { exit }\n  } else if ${third} { milestone "a" } else { milestone "b" }`,
        );
        const said = diagnostics.filter(({ code }) => code === "TJ4100" || code === "TJ4103");
        if (said.length === 0) return;
        claims += said.length;
        const [one = [], two = [], three = []] = truths([first, second, third]);
        const among = (of: readonly boolean[], here: readonly boolean[]) =>
          of.filter((_, index) => here[index]);
        for (const { code, span, message } of said) {
          const place = text.slice(span.start, span.end);
          const always = message.startsWith("Here this is always true");
          if (code === "TJ4103")
            expect(one.map((passes, index) => passes || three[index])).not.toContain(false);
          else if (text.lastIndexOf("    if", span.start) === span.start - 7)
            expect(among(two, one), `${place}: ${message}`).not.toContain(!always);
          else
            expect(
              among(
                three,
                one.map((passes) => !passes),
              ),
              `${place}: ${message}`,
            ).not.toContain(!always);
        }
      }),
      RUNS,
    );
    expect(claims).toBeGreaterThan(10);
  });
});
