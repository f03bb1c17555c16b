import { createChecker, type ProjectFiles } from "@trajet/compiler";
import { expect, test } from "vitest";

/** Conditions that lead journeys to say unlike things of whom a segment holds. */
const CONDITIONS = [
  "contact bought any product from S at least 3 times within 365 days",
  "contact bought any product from S at least 9 times within 365 days",
  'contact.plan == "pro"',
  'contact.plan == "free" and contact.phone is set',
  "contact.phone is not set",
  "contact in Other and contact.points > 3",
  "contact in Seg",
  'contact.plan == "pro" or contact.plan == "free"',
];

const project = (seg: string, other: string, points = "0"): ProjectFiles => ({
  folder: "/shop",
  config: '{ "name": "s" }',
  journeys: Object.entries({
    "a.journey": `audience A { field plan: "free" | "pro"  field points: number = ${points} }
store S { currency EUR }
sms Hi for A { text "Hi." }
segment Seg for A where ${seg}
segment Other for A where ${other}
`,
    "j.journey": `journey J for A {
  start manually
  exit if contact.plan == "free"
  if contact in Seg { send sms Hi } else if contact in Other { delay 1 day } else { delay 2 days }
}
`
      .replace(" where contact.plan", "\n  exit if contact.plan")
      .replace('== "pro"', '== "free"'),
    "k.journey": `journey K for A {
  start when contact enters Seg
  if contact in Seg and contact in Other { send sms Hi }
  if contact in Other { delay 1 day  send sms Hi }
}
`,
  }).map(([path, text]) => ({ path, text })),
  readFile: () => undefined,
});

test("says after each edit of a segment what a checker says that has seen nothing", () => {
  const check = createChecker();
  const found = new Set<string>();
  for (const seg of CONDITIONS)
    for (const other of CONDITIONS) {
      const state = project(seg, other);
      const { diagnostics } = createChecker()(state);
      expect(check(state).diagnostics).toEqual(diagnostics);
      for (const { code } of diagnostics) found.add(code);
    }
  // Else nothing of it would be shown.
  expect([...found]).toEqual(expect.arrayContaining(["TJ4021", "TJ4049", "TJ4100", "TJ4220", "TJ4221"]));
});

/** Of a file that is checked again the sendings are other objects. */
const isCheckedAgain = (from: ProjectFiles, to: ProjectFiles): readonly boolean[] => {
  const check = createChecker();
  const sendingsOf = (files: ProjectFiles) => check(files).model.sendings("message Hi");
  const before = sendingsOf(from);
  const after = sendingsOf(to);
  return ["j.journey", "k.journey"].map((path) =>
    after.filter(({ file }) => file === path).some((each) => !before.includes(each)),
  );
};

const [often = "", oftener = "", pro = ""] = CONDITIONS;

test.each([
  ["a count that none of them asks about", project(often, pro), project(oftener, pro), [false, true]],
  ["what a segment asks about", project(often, pro), project(pro, pro), [true, true]],
  ["what a field has at first", project(often, pro), project(often, pro, "5"), [false, false]],
])("after an edit of %s checks only the journeys that depend on it", (_, from, to, again) => {
  expect(isCheckedAgain(from, to)).toEqual(again);
});
