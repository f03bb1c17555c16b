import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { delay, inARow, program, send, tag } from "./programs.ts";
import { DATABASES, DAY, openWorld, T0, type World } from "./world.ts";

const MINUTE = 60_000;
type Ids = readonly string[];

/** What may become of wakes between the outbox and the runs, where Temporal has forgotten every timer as well. */
const FATES: readonly (readonly [string, (runs: Ids) => Ids])[] = [
  ["all are dropped", () => []],
  ["every other one is dropped", (runs) => runs.filter((_, index) => index % 2 === 0)],
  ["all come twice", (runs) => [...runs, ...runs]],
  ["all come in the wrong order", (runs) => runs.toReversed()],
];

describe.each(DATABASES)("wakes that go astray, on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  /** Brings the wakes of the outbox to the runs as fate has it, and then those that the sweeper finds. */
  async function serve(fate: (runs: Ids) => Ids): Promise<void> {
    const wakes = await world.engine.takeWakes(100);
    await world.engine.woken(wakes.map(({ outboxId }) => outboxId));
    for (const run of fate(wakes.map(({ runId }) => runId))) await world.advance(run);
    for (const { runId } of (await world.engine.sweep(100)).overdue) await world.advance(runId);
  }

  test.each(FATES)(
    "%s: the sweeper finds the rest, and everything happens once at its own time",
    async (_, fate) => {
      const steps = inARow({ "send:one": send(), wait: delay(1), "tag:x": tag("x"), "send:two": send() });
      await world.run(program({ journey: "J", steps }));
      for (const name of ["a", "b", "c", "d"]) await world.signUp(name);
      for (const at of [MINUTE, 2 * MINUTE, DAY + MINUTE, DAY + 2 * MINUTE]) {
        await world.store.clock.freeze(T0 + at);
        await serve(fate);
      }
      const runs = await world.runs();
      expect(runs.map(({ state, at }) => [state, at])).toEqual(Array(4).fill(["finished", T0 + DAY]));
      expect(world.mails).toHaveLength(8);
      expect(new Set(world.calls.map(({ key }) => key)).size, "each under its own name").toBe(8);
      for (const name of ["a", "b", "c", "d"]) expect((await world.contact(name)).tags).toEqual(["x"]);
    },
  );
});
