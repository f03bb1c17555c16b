import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buys, delay, inARow, program, signsUp, tag } from "./programs.ts";
import { DATABASES, DAY, enterAt, HOUR, openWorld, T0, theRun, type World } from "./world.ts";

/** Each numbered rule of the engine (docs/runtime.md) that a construct of today touches, and a breach that it would catch. */
describe.each(DATABASES)("the engine's rules on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  describe("rule 13: whatever wakes a run writes it down in the same transaction", () => {
    test("a start, a match and an exit each leave a wake and a due moment", async () => {
      const wait = {
        kind: "wait",
        limit: null,
        timeout: null,
        arms: [{ triggers: [buys], next: null }],
      } as const;
      await enterAt(world, { wait });
      expect((await theRun(world)).due_at).toBe(T0);
      expect(await world.engine.takeWakes(10)).toMatchObject([{ journey: "J", fresh: true }]);
      expect(await world.engine.takeWakes(10), "no two relays take one").toEqual([]);
      const { id } = await theRun(world);
      expect(await world.advance(id)).toEqual({ kind: "held" });
      await world.store.clock.freeze(T0 + HOUR);
      await world.buy("ada", "o1", T0 + HOUR);
      expect((await theRun(world)).due_at).toBe(T0 + HOUR);
      expect(await world.engine.takeWakes(10)).toMatchObject([{ runId: id, fresh: false }]);
    });

    test("a match long before its limit is due at once", async () => {
      const wait = {
        kind: "wait",
        limit: { for: { days: 3 } },
        timeout: null,
        arms: [{ triggers: [buys], next: null }],
      } as const;
      const run = await enterAt(world, { wait });
      await world.serveWakes();
      expect((await theRun(world)).due_at).toBe(T0 + 3 * DAY);
      await world.store.clock.freeze(T0 + HOUR);
      await world.buy("ada", "o1", T0 + HOUR);
      expect((await theRun(world)).due_at).toBe(T0 + HOUR);
      expect(await world.engine.takeWakes(10)).toMatchObject([{ runId: run.id }]);
    });

    test("the sweep finds what is overdue and not about to be woken", async () => {
      const run = await enterAt(world, { delay: delay(1) });
      await world.store.clock.freeze(T0 + HOUR);
      expect((await world.engine.sweep(10)).overdue, "its wake is in the outbox").toEqual([]);
      await world.serveWakes();
      expect((await world.engine.sweep(10)).overdue).toEqual([]);
      await world.store.clock.freeze(T0 + 2 * DAY);
      expect((await world.engine.sweep(10)).overdue).toEqual([{ runId: run.id, journey: "J" }]);
    });

    test("a rescue is counted once for each due moment, however many sweepers find it", async () => {
      const run = await enterAt(world, { delay: delay(1), again: delay(1) });
      await world.serveWakes();
      expect(await world.engine.recordRescue(run.id), "it is not due").toBe(false);
      await world.store.clock.freeze(T0 + DAY + HOUR);
      const all = await Promise.all([1, 2, 3].map(() => world.engine.recordRescue(run.id)));
      expect(all.filter((counted) => counted)).toHaveLength(1);
      await world.advance(run.id);
      expect(await world.engine.recordRescue(run.id), "it was served").toBe(false);
      await world.store.clock.freeze(T0 + 2 * DAY + HOUR);
      expect(await world.engine.recordRescue(run.id), "it is lost once more").toBe(true);
      await world.advance(run.id);
      expect((await theRun(world)).state).toBe("finished");
      expect(await world.engine.recordRescue(run.id), "it has ended").toBe(false);
      expect(await world.store.counter("rescued")).toBe(2);
    });
  });

  test("rule 15: a paused journey lets nobody in and moves nobody; resuming wakes who was held", async () => {
    const run = await enterAt(world, { delay: delay(1), "tag:x": tag("x") });
    await world.serveWakes();
    await world.store.gateway.setStatus("J", "paused");
    await world.signUp("ben");
    expect(await world.runs()).toHaveLength(1);
    await world.store.clock.freeze(T0 + 2 * DAY);
    expect(await world.advance(run.id)).toEqual({ kind: "held" });
    expect((await world.contact("ada")).tags).toEqual([]);
    expect((await theRun(world)).due_at).toBeNull();
    await world.store.gateway.setStatus("J", "active");
    await world.serveWakes();
    expect((await world.contact("ada")).tags).toEqual(["x"]);
    expect(await world.journal("ada")).toEqual([
      "entered",
      "delayed delay",
      "held delay",
      "tagged tag:x",
      "finished",
    ]);
  });

  test("rule 16: who is inside stays on the version of the entry; who enters later takes the new one", async () => {
    await enterAt(world, { delay: delay(1), "tag:old": tag("old") });
    await world.serveWakes();
    await world.store.clock.freeze(T0 + HOUR);
    const changed = program({
      journey: "J",
      starts: [signsUp],
      steps: inARow({ delay: delay(1), "tag:new": tag("new") }),
    });
    await world.store.deploy((await import("./programs.ts")).project(changed));
    await world.signUp("ben");
    await world.until(T0 + 2 * DAY);
    expect((await world.contact("ada")).tags).toEqual(["old"]);
    expect((await world.contact("ben")).tags).toEqual(["new"]);
  });
});
