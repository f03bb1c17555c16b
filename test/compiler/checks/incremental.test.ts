import { readFileSync } from "node:fs";
import { type CheckedProject, catalogue, createChecker, describe, type ProjectFiles } from "@trajet/compiler";
import { type Expression, visitAll } from "@trajet/grammar";
import fc from "fast-check";
import { expect, test } from "vitest";
import { projectOf } from "./project-of.ts";

/** The reference project, a declaration to a file, and a second audience beside it. */
const WHOLE = readFileSync(new URL("./whole-language.journey", import.meta.url), "utf8");
const PARTS = WHOLE.split(
  /\n(?=(?:audience|store|event|record|email|webhook|channel|segment|loyalty|fragment|journey|test) )/,
);
const OTHERS: Readonly<Record<string, string>> = {
  "products.json": '["mug-01", "mug-02"]',
  "emails/welcome.hbs": '<p>Hi {{contact.firstName}}: {{link "shop"}}</p>',
  "schemas/trial-started.json": '{ "type": "object", "properties": { "plan": { "enum": ["free", "pro"] } } }',
  "schemas/push-answer.json": '{ "type": "object", "properties": { "id": { "type": "string" } } }',
};
/** Names whose change in one place is felt in others. */
const WORDS = [
  "Newsletter",
  "Boutique",
  "Welcome",
  "Reminder",
  "Nps",
  "CrmSync",
  "TopSpenders",
  "Lapsed",
  "AskForReview",
  "AppointmentBooked",
  "WelcomeSeries",
  "points",
  "plan",
  "className",
  "score",
  '"vip"',
  '"shop"',
  "gold",
  "EUR",
  "push",
  "mug-01",
  "mug-02",
  "firstName",
  "number",
  "text?",
  '"pro"',
  "startsAt",
  "nudge",
  "short",
];

type Edit =
  | { readonly kind: "word"; readonly file: number; readonly from: string; readonly to: string }
  | { readonly kind: "cut"; readonly file: number; readonly at: number; readonly length: number }
  | { readonly kind: "space"; readonly file: number }
  | { readonly kind: "drop" | "double" | "restore"; readonly file: number }
  | { readonly kind: "config"; readonly text: string };

const file = fc.nat({ max: PARTS.length + Object.keys(OTHERS).length - 1 });
const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("word" as const),
      file,
      from: fc.constantFrom(...WORDS),
      to: fc.constantFrom(...WORDS),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("cut" as const),
      file,
      at: fc.nat({ max: 99 }),
      length: fc.integer({ min: 1, max: 12 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("space" as const), file }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom("drop" as const, "double" as const, "restore" as const),
      file,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("config" as const),
      text: fc.constantFrom(
        '{ "name": "a" }',
        '{ "name": "a", "limits": { "steps": 2 } }',
        '{ "name": "a", "channels": { "email": { "from": "a@shop.example" } } }',
      ),
    }),
  },
);

interface State {
  readonly config: string;
  readonly texts: ReadonlyMap<string, string>;
}

const START: State = {
  config: '{ "name": "a" }',
  texts: new Map([
    ...PARTS.map((text, index): [string, string] => [`f${String(index).padStart(2, "0")}.journey`, text]),
    ...Object.entries(OTHERS),
  ]),
};
const PATHS = [...START.texts.keys()];

function edited(state: State, edit: Edit): State {
  if (edit.kind === "config") return { ...state, config: edit.text };
  const path = PATHS[edit.file] ?? "";
  const texts = new Map(state.texts);
  const text = texts.get(path) ?? "";
  switch (edit.kind) {
    case "word":
      texts.set(path, text.replace(edit.from, edit.to));
      break;
    case "cut": {
      const at = Math.floor((text.length * edit.at) / 100);
      texts.set(path, text.slice(0, at) + text.slice(at + edit.length));
      break;
    }
    case "space":
      texts.set(path, `\n${text}`);
      break;
    case "double":
      texts.set(path, `${text}\n${text}`);
      break;
    case "drop":
      texts.delete(path);
      break;
    case "restore":
      texts.set(path, START.texts.get(path) ?? "");
      break;
    default:
      edit satisfies never;
  }
  return { ...state, texts };
}

/** Each text in a file of its own, or all of them in one: declarations behind an edit move there. */
const LAYOUTS = {
  "a declaration to a file": (journeys: readonly (readonly [path: string, text: string])[]) =>
    journeys.map(([path, text]) => ({ path, text })),
  "all in one file": (journeys: readonly (readonly [path: string, text: string])[]) => [
    { path: "all.journey", text: journeys.map(([, text]) => text).join("\n") },
  ],
};
type Layout = (typeof LAYOUTS)[keyof typeof LAYOUTS];

function filesOf({ config, texts }: State, layout: Layout): ProjectFiles {
  const journeys = layout([...texts].filter(([path]) => path.endsWith(".journey")));
  return { folder: "/shop", config, journeys, readFile: (path) => texts.get(path) };
}

/** The types that expressions have, where they stand. */
function typesIn({ model }: CheckedProject): readonly string[] {
  const types: string[] = [];
  for (const { tree } of model.files) {
    visitAll(tree, (node) => {
      // Only an expression has a type.
      const type = model.typeOf(node as Expression);
      if (type !== undefined) types.push(`${node.kind} ${node.span.start} ${describe(type)}`);
    });
  }
  return types;
}

const RUNS = Number(process.env.TRAJET_RUNS ?? 25);

test.each(Object.entries(LAYOUTS))(
  "after any edits, a checker that remembers says what a new one says: %s",
  { timeout: 60_000 + RUNS * 2_000 },
  (_, layout) => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
        const remembering = createChecker();
        remembering(filesOf(START, layout));
        let state = START;
        for (const each of edits) {
          state = edited(state, each);
          const files = filesOf(state, layout);
          const [again, afresh] = [remembering(files), createChecker()(files)];
          expect(again.diagnostics).toEqual(afresh.diagnostics);
          // What nobody reaches any more may keep the type that it had.
          expect(new Set(typesIn(again))).toEqual(new Set([...typesIn(afresh), ...typesIn(again)]));
        }
      }),
      { numRuns: RUNS, seed: 4 },
    );
  },
);

test("what is said of a declaration stays when the one behind the next changes, but not when what it uses does", () => {
  const parts = [
    "audience N { }",
    "segment Never for N where 1 == 2",
    "segment All for N where contact.email is set",
  ];
  const checker = createChecker();
  const saidOfNever = (texts: readonly string[]) => {
    const text = texts.join("\n");
    const { diagnostics } = checker({
      folder: "/shop",
      config: START.config,
      journeys: [{ path: "a.journey", text }],
      readFile: () => undefined,
    });
    return diagnostics.find(({ span }) => text.slice(0, span.start).trimEnd().endsWith("where"));
  };
  const first = saidOfNever([...parts, "segment B for N where true"]);
  expect(first).toBeDefined();
  expect(saidOfNever([...parts, "segment Bee for N where true"])).toBe(first);
  expect(saidOfNever(["audience M { }", ...parts.slice(1)])).not.toBe(first);
});

test.each(catalogue().map(({ code, bad }) => [code, bad] as const))(
  "%s stands with all that it points at where its declaration has moved",
  (_, { text, ...more }) => {
    const project = (event: string) => projectOf(`event ${event} { }\nevent Second { }\n${text}`, more);
    const remembering = createChecker();
    expect(remembering(project("First")).diagnostics).toEqual(createChecker()(project("First")).diagnostics);
    for (const event of ["Beginning", "One"])
      expect(remembering(project(event)).diagnostics).toEqual(createChecker()(project(event)).diagnostics);
  },
);
