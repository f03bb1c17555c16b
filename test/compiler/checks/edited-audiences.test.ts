import { createChecker, type ProjectFiles } from "@trajet/compiler";
import type { Expression } from "@trajet/grammar";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const FIELDS = [
  "field points: number = 0",
  "field points: number = 7",
  "field points: number?",
  "field points: text?",
  'field plan: "free" | "pro"',
  'field plan: "free" | "basic"',
  "field visit: Visit?",
  "field city: text?",
];
const OTHERS = ['tags "vip"', 'tags "old"', 'group "Interests": "Baking"', 'group "Interests": "Pottery"'];

const JOURNEYS: Readonly<Record<string, string>> = {
  "points.journey": "journey Points for A { start manually  exit if contact.points > 3  delay 1 day }",
  "plan.journey":
    'journey Plan for A { start when contact changes plan to "pro"  if contact.plan == "pro" { delay 1 day } }',
  "tags.journey": 'journey Tags for A { start when contact gets tag "vip"  untag "vip" }',
  "groups.journey": 'journey Groups for A { start manually  join "Interests"."Baking" }',
  "visit.journey":
    "journey Visit for A { start manually  if contact.visit is set { if contact.visit.room > 3 { exit } } }",
  "unknown.journey": "journey Unknown for A { start manually  update contact { set pionts = 3 } }",
  "mail.journey":
    'email Hi for A { from "a@shop.example"  subject "{{contact.points}} {{#if contact.city}}{{contact.city}}{{/if}}"  body "Hi" }',
};

function project(items: readonly string[], room = "number", head = "audience A"): ProjectFiles {
  const texts = {
    "a.journey": `${head} { ${items.join("  ")} }\nrecord Visit { field room: ${room} }\n`,
    ...JOURNEYS,
  };
  return {
    folder: "/shop",
    config: '{ "name": "s" }',
    journeys: Object.entries(texts).map(([path, text]) => ({ path, text })),
    readFile: () => undefined,
  };
}

test("says after each edit of an audience what a checker says that has seen nothing", () => {
  const state = fc.record({
    items: fc.subarray([...FIELDS, ...OTHERS]),
    room: fc.constantFrom("number", "text"),
    head: fc.constantFrom("audience A", "audience A", "audience A", "audience B"),
  });
  fc.assert(
    fc.property(fc.array(state, { minLength: 2, maxLength: 6 }), (states) => {
      const check = createChecker();
      for (const { items, room, head } of states) {
        const files = project(items, room, head);
        expect(check(files).diagnostics).toEqual(createChecker()(files).diagnostics);
      }
    }),
    { numRuns: 60, seed: 11 },
  );
});

describe("a journey is checked again only where a part that it speaks of was edited", () => {
  const [POINTS, PLAN, TAGS] = ["field points: number = 0", 'field plan: "free" | "pro"', 'tags "vip"'];
  const START = [POINTS, PLAN, TAGS];

  /** What the first exit of a journey compares, and its type: a new one whenever its file is checked. */
  function compared(model: ReturnType<ReturnType<typeof createChecker>>["model"]) {
    const rule = model.symbols.journeys.get("Points")?.settings.find(({ kind }) => kind === "ExitIf");
    const condition: Expression | undefined = rule?.kind === "ExitIf" ? rule.condition : undefined;
    return condition?.kind === "Binary" ? model.typeOf(condition.left) : undefined;
  }

  test.each([
    ["a field is added", [...START, "field city: text?"], false],
    ["another field gets another type", [POINTS, "field plan: text", TAGS], false],
    ["a field gets another default", ["field points: number = 7", PLAN, TAGS], false],
    ["a tag is added", [POINTS, PLAN, 'tags "vip", "old"'], false],
    ["the field gets another type", ["field points: number?", PLAN, TAGS], true],
    ["the field goes", [PLAN, TAGS], true],
  ] as const)("%s", (_, items, again) => {
    const check = createChecker();
    const before = compared(check(project(START)).model);
    expect(before?.type).toBe("number");
    expect(compared(check(project(items)).model) === before).toBe(!again);
  });

  test("who names a field that is not there depends on the names of all", () => {
    const said = (items: readonly string[]) =>
      check(project(items)).diagnostics.flatMap(({ code, file, message }) =>
        file === "unknown.journey" && code === "TJ2012" ? [message] : [],
      );
    const check = createChecker();
    expect(said(["field city: text?"])[0]).not.toContain("points");
    expect(said(["field points: number = 0"])[0]).toContain('"points"');
  });
});
