import { createChecker, type ProjectFiles } from "@trajet/compiler";
import { expect, test } from "vitest";

const DECLARATIONS =
  'audience A { tags "vip", "old" }\nemail Bye for A { from "a@shop.example"  subject "Bye"  body "Bye." }\n';
const JOURNEY = 'journey J for A {\n  start manually\n  tag "vip"\n  send email Bye\n}\n';

function files(
  texts: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string>> = {},
): ProjectFiles {
  return {
    folder: "/shop",
    config: others["trajet.json"],
    journeys: Object.entries(texts).map(([path, text]) => ({ path, text })),
    readFile: (path) => others[path],
  };
}

test("keeps the trees of files that did not change", () => {
  const check = createChecker();
  const before = check(files({ "a.journey": DECLARATIONS, "j.journey": JOURNEY })).model.files;
  const after = check(files({ "a.journey": DECLARATIONS, "j.journey": `${JOURNEY}\n` })).model.files;
  expect(after[0]?.tree).toBe(before[0]?.tree);
  expect(after[1]?.tree).not.toBe(before[1]?.tree);
});

test("says the same as a checker that has seen nothing, after each edit", () => {
  const schema = (plan: string) => `{ "type": "object", "properties": { "plan": { "enum": ["${plan}"] } } }`;
  const event =
    'event E from "e.json"\njourney K for A { start when contact does E where event.plan == "pro" }\n';
  const states: readonly ProjectFiles[] = [
    files({ "a.journey": DECLARATIONS, "j.journey": JOURNEY }),
    files({ "a.journey": DECLARATIONS.replace('"vip"', '"VIP"'), "j.journey": JOURNEY }),
    files({ "a.journey": DECLARATIONS, "j.journey": JOURNEY.replace("send email Bye", "") }),
    files({ "a.journey": `// a comment above\n${DECLARATIONS}`, "j.journey": JOURNEY }),
    files({ "j.journey": JOURNEY }),
    files(
      { "a.journey": DECLARATIONS, "j.journey": JOURNEY, "e.journey": event },
      { "e.json": schema("pro") },
    ),
    files(
      { "a.journey": DECLARATIONS, "j.journey": JOURNEY, "e.journey": event },
      { "e.json": schema("free") },
    ),
    files({ "a.journey": DECLARATIONS, "j.journey": JOURNEY, "e.journey": event }),
    files(
      { "a.journey": DECLARATIONS, "j.journey": JOURNEY },
      { "trajet.json": '{ "name": "s", "limits": { "steps": 1 } }' },
    ),
    files({ "a.journey": DECLARATIONS, "j.journey": `${JOURNEY}${JOURNEY}` }),
  ];
  const check = createChecker();
  for (const state of states) {
    expect(check(state).diagnostics).toEqual(createChecker()(state).diagnostics);
  }
  expect(states.map((state) => createChecker()(state).diagnostics.map(({ code }) => code))).toEqual([
    [],
    ["TJ2010"],
    ["TJ2030"],
    [],
    ["TJ2002", "TJ2004"],
    [],
    ["TJ3004"],
    ["TJ6013"],
    ["TJ6015"],
    ["TJ2001", "TJ2001"],
  ]);
});

test("shows declarations of one name at each other, also when only one of the files changes", () => {
  const said = (texts: Readonly<Record<string, string>>) =>
    check(files(texts)).diagnostics.flatMap(({ code, file, span, message, related = [] }) =>
      code === "TJ2001"
        ? [
            [
              `${file} ${span.start} ${message}`,
              ...related.map((at) => `${at.file} ${at.span.start} ${at.message}`),
            ],
          ]
        : [],
    );
  const check = createChecker();
  const one = { "b.journey": "audience A { }", "c.journey": "audience B { }" };
  expect(said(one)).toEqual([]);
  expect(said({ ...one, "c.journey": "\naudience A { }" })).toEqual([
    [
      'b.journey 9 There is an audience called "A" more than once.',
      "c.journey 10 It is declared here again.",
    ],
    [
      'c.journey 10 There is an audience called "A" more than once.',
      "b.journey 9 It is declared here first.",
    ],
  ]);
  expect(said({ ...one, "c.journey": "\n\naudience A { }", "d.journey": "audience A { }" })).toEqual([
    [
      'b.journey 9 There is an audience called "A" more than once.',
      "c.journey 11 It is declared here again.",
      "d.journey 9 It is declared here again.",
    ],
    [
      'c.journey 11 There is an audience called "A" more than once.',
      "b.journey 9 It is declared here first.",
    ],
    ['d.journey 9 There is an audience called "A" more than once.', "b.journey 9 It is declared here first."],
  ]);
  expect(said(one)).toEqual([]);
});

test("knows the types of expressions in files that it did not check again", () => {
  const check = createChecker();
  const exit =
    "audience B { field points: number = 0 }\njourney X for B { start manually  exit if contact.points > 3 }\n";
  check(files({ "a.journey": DECLARATIONS, "x.journey": exit }));
  const { model } = check(files({ "a.journey": DECLARATIONS, "x.journey": exit, "j.journey": JOURNEY }));
  const journey = model.symbols.journeys.get("X");
  const rule = journey?.settings.find((setting) => setting.kind === "ExitIf");
  const condition = rule?.kind === "ExitIf" ? rule.condition : undefined;
  expect(condition && model.typeOf(condition)).toEqual({ type: "boolean" });
  const left = condition?.kind === "Binary" ? condition.left : undefined;
  expect(left && model.typeOf(left)).toEqual({ type: "number" });
});

test("a file that is broken keeps nobody from being checked", () => {
  const said = createChecker()(
    files({
      "a.journey": DECLARATIONS,
      "broken.journey": "journey } for {{ when",
      "j.journey": JOURNEY.replace("vip", "vpi"),
    }),
  ).diagnostics;
  expect(said.some(({ file, code }) => file === "j.journey" && code === "TJ2010")).toBe(true);
  expect(said.some(({ file, code }) => file === "broken.journey" && code.startsWith("TJ1"))).toBe(true);
});
