import { createChecker } from "@trajet/compiler";
import { expect, test } from "vitest";
import { DECLARATIONS } from "./shown.ts";

const JOURNEYS = `journey Case for Newsletter {
  start when contact gets tag "vip"
  run Ask
  if contact opened Hello { tag "engaged" }
}
`;
const FRAGMENT = "fragment Ask for Newsletter { send email Hello }\n";

/** Findings with the text of each place beside them, in the file where it stands. */
function checkerOf() {
  const check = createChecker();
  return (texts: Readonly<Record<string, string>>) => {
    const { diagnostics } = check({
      folder: "/shop",
      config: '{ "name": "shop", "severity": { "TJ2030": "off" } }',
      journeys: Object.entries(texts).map(([path, text]) => ({ path, text })),
      readFile: () => undefined,
    });
    return diagnostics.map(({ code, related = [] }) =>
      [
        code,
        ...related.map(({ file, span }) => texts[file]?.slice(span.start, span.end).split("\n")[0]),
      ].join(": "),
    );
  };
}

test("a finding follows the fragment that it points at, when that moves within its file", () => {
  const check = checkerOf();
  const files = { "shop.journey": DECLARATIONS, "ask.journey": FRAGMENT, "case.journey": JOURNEYS };
  const found = ['TJ4200: send email Hello: if contact opened Hello { tag "engaged" }'];
  expect(check(files)).toEqual(found);
  expect(check({ ...files, "ask.journey": `// moved down\n${FRAGMENT}` })).toEqual(found);
  const later = FRAGMENT.replace("}", " delay 1 day }");
  expect(check({ ...files, "ask.journey": later })).toEqual([]);
});

test("a circle is found, and gone, as the other journey changes", () => {
  const check = checkerOf();
  const one = "journey A for Newsletter { start manually  reenter always  delay 1 day  start journey B }\n";
  const two = "journey B for Newsletter { start manually  reenter always  delay 1 day  start journey A }\n";
  const files = { "shop.journey": DECLARATIONS, "a.journey": one, "b.journey": two };
  expect(check(files).map((each) => each.split(":")[0])).toEqual(["TJ4240"]);
  expect(check({ ...files, "b.journey": two.replace("reenter always", "reenter never") })).toEqual([]);
  expect(check(files).map((each) => each.split(":")[0])).toEqual(["TJ4240"]);
});
