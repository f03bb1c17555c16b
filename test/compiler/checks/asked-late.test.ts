import { createChecker, type ProjectFiles } from "@trajet/compiler";
import { expect, test } from "vitest";

// A project is read at once and checked when somebody asks for what only a check knows.

const DECLARATIONS = 'audience A { field city: text  field age: number  tags "vip" }\n';
const EMAIL =
  'email Bye(name: text) for A { from "a@shop.example"  subject "{{name}}"  body file "bye.hbs" }\n';
const journeyWith = (value: string) =>
  `journey J for A {\n  start manually\n  remember it = ${value}\n  send email Bye(name: it)\n}\n`;

function project(journey: string, template: string, read: (path: string) => void = () => {}): ProjectFiles {
  const files: Readonly<Record<string, string>> = { "bye.hbs": template };
  return {
    folder: "/shop",
    config: undefined,
    journeys: [
      { path: "a.journey", text: DECLARATIONS },
      { path: "e.journey", text: EMAIL },
      { path: "j.journey", text: journey },
    ],
    readFile: (path) => {
      read(path);
      return files[path];
    },
  };
}

const remembered = ({ model }: ReturnType<ReturnType<typeof createChecker>>) => {
  const step = model.symbols.journeys.get("J")?.steps.find(({ kind }) => kind === "Remember");
  return step?.kind === "Remember" ? model.typeOf(step.value)?.type : undefined;
};

const STATES = [
  project(journeyWith("contact.city"), "Bye, {{name}}, {{contact.city}}."),
  project(journeyWith("contact.age"), "Bye, {{name}}, {{contact.city}}."),
  project(journeyWith("contact.city"), "Bye, {{nobody}}."),
  project(journeyWith('"you"').replace("  send email Bye(name: it)\n", ""), "Bye."),
];

test("looks into no template for what only names things", () => {
  const read: string[] = [];
  const { model } = createChecker()(project(journeyWith("contact.city"), "Bye.", (path) => read.push(path)));
  expect(model.symbols.audiences.get("A")?.name?.text).toBe("A");
  expect(Object.keys(model.types.contact("A").fields ?? {})).toContain("city");
  expect(read).toEqual([]);
});

test.each([
  ["the diagnostics", (checked) => checked.diagnostics],
  ["the type of an expression", (checked) => expect(remembered(checked)).toBe("text")],
  [
    "what is known where a message is sent",
    (checked) => expect(checked.model.sendings("message Bye")).toHaveLength(1),
  ],
] satisfies [string, (checked: ReturnType<ReturnType<typeof createChecker>>) => unknown][])(
  "checks once for %s",
  (_, ask) => {
    const read: string[] = [];
    const checked = createChecker()(project(journeyWith("contact.city"), "Bye.", (path) => read.push(path)));
    ask(checked);
    expect(read).toContain("bye.hbs");
    const times = read.length;
    const { diagnostics } = checked;
    expect(checked.diagnostics).toBe(diagnostics);
    expect(remembered(checked)).toBe("text");
    expect(read).toHaveLength(times);
  },
);

test("says of a state what a checker says that has seen no other, in whatever order they are asked for", () => {
  const fresh = STATES.map((state) => createChecker()(state));
  const said = fresh.map(({ diagnostics }) => diagnostics.map(({ code }) => code));
  expect(said).toEqual([[], ["TJ3001"], ["TJ5002"], ["TJ2030"]]);
  for (const one of STATES.keys())
    for (const other of STATES.keys())
      for (const third of STATES.keys()) {
        const check = createChecker();
        const checked = STATES.map((state) => check(state));
        for (const index of [one, other, third, one]) {
          expect(remembered(checked[index] as never), `${[one, other, third]}`).toBe(
            remembered(fresh[index] as never),
          );
          expect(checked[index]?.diagnostics, `${[one, other, third]}`).toEqual(fresh[index]?.diagnostics);
          expect(checked[index]?.model.sendings("message Bye")).toHaveLength(
            fresh[index]?.model.sendings("message Bye").length ?? 0,
          );
        }
      }
});
