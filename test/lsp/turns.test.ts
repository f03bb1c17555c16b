import { expect, test } from "vitest";
import { createTurns } from "../../lsp/src/turns.ts";

/** An event loop that goes on by hand: `turn` runs all that stands in line now. */
function loop() {
  let line: (() => void)[] = [];
  const turns = createTurns((action) => void line.push(action));
  /** What a promise leads to is a part of the turn. */
  const turn = async (): Promise<void> => {
    const now = line;
    line = [];
    for (const action of now) {
      action();
      await Promise.resolve();
    }
  };
  return { turns, turn };
}

test("tells two turns after the last change, and once", async () => {
  const { turns, turn } = loop();
  const told: string[] = [];
  turns.whenQuiet(() => told.push("first"));
  await turn();
  turns.whenQuiet(() => told.push("second"));
  await turn();
  expect(told).toEqual([]);
  await turn();
  expect(told).toEqual(["second"]);
  await turn();
  expect(told).toEqual(["second"]);
});

test("answers what was asked behind a change before it tells of the change", async () => {
  const { turns, turn } = loop();
  const done: string[] = [];
  const ask = async (name: string): Promise<void> => {
    await turns.nextTurn();
    done.push(name);
  };
  turns.whenQuiet(() => done.push("told"));
  await turn();
  ask("hover");
  await turn();
  ask("definition");
  await turn();
  await turn();
  expect(done).toEqual(["hover", "definition", "told"]);
});

test("tells in the end however much is asked and changed", async () => {
  const { turns, turn } = loop();
  let told = 0;
  for (let i = 0; i < 1_000; i++) {
    if (i % 2 === 0) turns.whenQuiet(() => told++);
    void turns.nextTurn();
    await turn();
  }
  expect(told).toBeGreaterThan(1);
});

test("tells of each turn that it is asked for", async () => {
  let turns = 0;
  const { nextTurn, whenQuiet } = createTurns(
    (action) => action(),
    () => {
      turns += 1;
    },
  );
  await nextTurn();
  expect(turns).toBe(1);
  whenQuiet(() => {});
  expect(turns).toBeGreaterThan(1);
});
