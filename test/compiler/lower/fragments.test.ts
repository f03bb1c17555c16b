import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../../compiler/src/program/canonical.ts";
import { loadProgram } from "../../../compiler/src/program/load.ts";
import type { Step } from "../../../compiler/src/program/types.ts";
import { compiled, DECLARATIONS, journeyOf } from "./compiled.ts";

const FRAGMENTS = `
webhook Score(reason: text) { url "https://crm.example/"  receive { field points as "pts": number } }
coupon Thanks { pool }
fragment Remind(topic: text, patience: duration) for Newsletter {
  delay patience
  send email News(topic: topic)
}
fragment Twice(topic: text) for Newsletter {
  run Remind(topic: topic, patience: 1 day)
  again: run Remind(topic: "again", patience: 2 days)
}
fragment Rate for Newsletter {
  call webhook Score(reason: "fragment") as crm otherwise { exit }
  give coupon Thanks as code
  update contact { set points = crm.points }
}
`;

const of = (lines: string, fragments = FRAGMENTS) =>
  journeyOf(lines, { "parts/fragments.journey": fragments });
const stepsOf = (lines: string, fragments = FRAGMENTS) => of(lines, fragments).program.steps;

describe("the steps of a fragment", () => {
  test("are known by their call path, and a fragment that is run twice has them twice", () => {
    const lines = `run Remind(topic: "a", patience: 1 day)
      later: run Remind(topic: "b", patience: 2 days)
      run Remind(topic: "c", patience: 3 days)`;
    expect(Object.keys(stepsOf(lines))).toEqual([
      "run:Remind",
      "run:Remind/delay",
      "run:Remind/send:News",
      "later",
      "later/delay",
      "later/send:News",
      "run:Remind#2",
      "run:Remind#2/delay",
      "run:Remind#2/send:News",
    ]);
  });

  test("of fragments that run fragments too", () => {
    expect(Object.keys(stepsOf('run Twice(topic: "a")'))).toEqual([
      "run:Twice",
      "run:Twice/run:Remind",
      "run:Twice/run:Remind/delay",
      "run:Twice/run:Remind/send:News",
      "run:Twice/again",
      "run:Twice/again/delay",
      "run:Twice/again/send:News",
    ]);
  });

  test("lead from one to the next, in and out of the fragments", () => {
    const steps = stepsOf('tag "vip" run Twice(topic: "a") untag "vip"');
    const order = [];
    for (let id: string | null = "tag:vip"; id !== null; ) {
      order.push(id);
      const step: Step | undefined = steps[id];
      id = step?.kind === "run" ? step.body : (step?.next ?? null);
    }
    expect(order).toEqual(Object.keys(steps));
  });

  test("keep their ids under an edit outside, and those outside under an edit inside", () => {
    const lines = 'delay 1 day run Remind(topic: "a", patience: 1 day) delay 2 days';
    const before = Object.keys(stepsOf(lines));
    expect(Object.keys(stepsOf(`delay 9 hours ${lines}`)).filter((id) => id.startsWith("run:"))).toEqual(
      before.filter((id) => id.startsWith("run:")),
    );
    const edited = Object.keys(
      stepsOf(lines, FRAGMENTS.replace("delay patience", "delay patience delay 1 hour")),
    );
    expect(edited.filter((id) => id !== "run:Remind/delay#2")).toEqual(before);
  });

  test("stand in the source map at their place in the file of the fragment", () => {
    const { source } = of('run Remind(topic: "a", patience: 1 day)');
    expect(source.steps["run:Remind"]).not.toHaveProperty("file");
    expect(source.steps["run:Remind/delay"]).toMatchObject({ file: "parts/fragments.journey", line: 5 });
  });

  test("an empty fragment leads straight on, or to the end", () => {
    const steps = stepsOf('run Nothing tag "vip" run Nothing', "fragment Nothing for Newsletter { }");
    expect(steps["run:Nothing"]).toMatchObject({ body: "tag:vip", next: "tag:vip" });
    expect(steps["run:Nothing#2"]).toMatchObject({ body: null, next: null });
  });
});

describe("names", () => {
  const NESTED = of('run Twice(topic: "a")');

  test("of parameters are those of the call", () => {
    const { steps } = NESTED.program;
    expect(steps["run:Twice/run:Remind"]).toMatchObject({
      args: { topic: { op: "get", root: "argument", path: ["run:Twice/topic"] } },
    });
    expect(steps["run:Twice/again/delay"]).toMatchObject({
      for: { op: "get", root: "argument", path: ["run:Twice/again/patience"] },
    });
    expect(steps["run:Twice/again/send:News"]).toMatchObject({
      args: { topic: { path: ["run:Twice/again/topic"] } },
    });
  });

  test("that a fragment remembers are its own, and its answers are read under the names that arrive", () => {
    const { program } = of(
      'call webhook Score(reason: "journey") as crm otherwise { exit } run Rate later: run Rate',
    );
    expect(Object.values(program.steps).flatMap((step) => (step.kind === "call" ? [step.as] : []))).toEqual([
      "crm",
      "run:Rate/crm",
      "later/crm",
    ]);
    expect(program.steps["later/update:points"]).toMatchObject({
      changes: [{ value: { root: "remembered", path: ["later/crm", "pts"] } }],
    });
  });

  test("of answers and codes are forgotten on each turn of the loop around, those of fragments too", () => {
    const { program } = of(`repeat up to 3 times {
      delay 1 day
      call webhook Score(reason: "x") as crm
      repeat up to 2 times { delay 1 hour  run Rate }
      remember kept = contact.points
    }`);
    expect(program.steps.repeat).toMatchObject({ clears: ["crm", "run:Rate/crm", "run:Rate/code"] });
    expect(program.steps["repeat#2"]).toMatchObject({ clears: ["run:Rate/crm", "run:Rate/code"] });
  });

  test("a program says the types of what it is given", () => {
    const { program } = of('run Rate run Remind(topic: "a", patience: 1 day) remember plan = contact.plan');
    expect(program.fragments?.Remind?.parameters).toEqual({
      topic: { type: "text" },
      patience: { type: "duration" },
    });
    expect(program.webhooks?.Score?.receive).toEqual({ type: "record", fields: { pts: { type: "number" } } });
    expect(program.steps["remember:plan"]).toMatchObject({ type: { type: "enum", values: ["free", "pro"] } });
  });
});

test("a loop in a fragment leads back to itself, and a break behind it", () => {
  const steps = stepsOf(
    'run Loop tag "vip"',
    "fragment Loop for Newsletter { repeat up to 3 times { delay 1 day if contact.points > 1 { break } } }",
  );
  expect(steps["run:Loop/repeat"]).toMatchObject({ body: "run:Loop/delay", next: "tag:vip" });
  expect(steps["run:Loop/if"]).toMatchObject({ else: "run:Loop/repeat" });
  expect(steps["run:Loop/break"]).toMatchObject({ loop: "run:Loop/repeat", next: "tag:vip" });
});

test("fragments that run each other have no program, and end", () => {
  const circle = "fragment A for Newsletter { run B }\nfragment B for Newsletter { run A }";
  const journey = "journey J for Newsletter { start manually run A }";
  const config = '{ "name": "test", "severity": { "TJ4050": "off" } }';
  const { project, leftOut } = compiled({ "a.journey": `${DECLARATIONS}${circle}\n${journey}` }, {}, config);
  expect(project.journeys).toEqual([]);
  expect(leftOut).toMatchObject([{ name: "J", reason: expect.stringMatching(/fragment A runs itself/) }]);
});

test("programs with fragments are loaded again under their hash", () => {
  for (const lines of ['run Twice(topic: "a")', "run Rate", 'if contact.points > 1 { run Rate } tag "vip"']) {
    const { program, hash } = of(lines);
    expect(loadProgram(canonicalJson(program), hash)).toEqual(program);
  }
});
