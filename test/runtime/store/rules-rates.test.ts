import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createPacer } from "../../../runtime/src/store/pacer.ts";
import { createDying, Died } from "./dying.ts";
import { delay, hours, inARow, program, send, WELCOME } from "./programs.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, type World } from "./world.ts";

const MINUTE = 60_000;
const RECEIPT = { ...WELCOME, kind: "transactional" } as const;

/** Rule 7, the part of the provider's rate: one mail a minute. `T0` is 10:00 UTC. */
describe.each(DATABASES)("the provider's rate on %s", (database) => {
  const dying = createDying();
  let world: World;
  /** Wakes of each run: attempts that its workflow made. */
  const wakes = new Map<string, number>();
  beforeAll(async () => {
    world = await openWorld(database, [dying.plugin], { email: { max: 1, per: "minute" } });
    const { advance } = world.engine;
    world.engine.advance = (run, options) => {
      wakes.set(run, (wakes.get(run) ?? 0) + 1);
      return advance(run, options);
    };
  });
  beforeEach(async () => {
    wakes.clear();
    await world.clear();
    await world.store.clock.freeze(T0);
  });
  afterAll(() => world.close());

  const people = async (count: number, prefix = "p"): Promise<void> => {
    for (let n = 0; n < count; n++) await world.signUp(`${prefix}${n}`);
  };
  /** Minutes since `T0` at which mails left. */
  const minutes = async (journey = "J"): Promise<number[]> =>
    (
      await world.store.db
        .selectFrom("effect")
        .select("at")
        .where("journey", "=", journey)
        .orderBy("at")
        .execute()
    ).map(({ at }) => (at - T0) / MINUTE);
  const upTo = (count: number, from = 0): number[] => Array.from({ length: count }, (_, n) => from + n);
  const simple = (more: object = {}) =>
    program({ journey: "J", ...more, steps: inARow({ delay: delay(1), "send:Welcome": send() }) });

  describe("rule 7: a run reserves its own future slot and sleeps until it", () => {
    test("a wave at a low rate costs at most three wakes a run, and leaves at the rate", async () => {
      await world.run(simple());
      await people(40);
      await world.until(T0 + 2 * DAY);
      expect(await minutes()).toEqual(upTo(40, 24 * 60));
      // The start, the end of the delay, and the slot; for the first its slot is at once.
      expect([...wakes.values()].sort()).toEqual([2, ...Array.from({ length: 39 }, () => 3)]);
    }, 60_000);

    test("what waits says so, and what follows counts from its slot", async () => {
      await world.run(
        program({
          journey: "J",
          steps: inARow({ "send:Welcome": send(), delay: delay(1), "send:again": send() }),
        }),
      );
      await people(3);
      await world.serveWakes();
      const rows = await world.store.db.selectFrom("run").select("hold").orderBy("due_at").execute();
      expect(rows.map(({ hold }) => hold)).toMatchObject([
        { by: "rate", until: new Date(T0 + MINUTE).toISOString() },
        { by: "rate", until: new Date(T0 + 2 * MINUTE).toISOString() },
        null,
      ]);
      await world.until(T0 + 2 * DAY);
      expect(await minutes()).toEqual([0, 1, 2, 1440, 1441, 1442]);
    });

    test("what a stopped server let pass does not leave all at once", async () => {
      await world.run(simple());
      await people(10);
      await world.until(T0 + DAY + 2 * MINUTE);
      expect(await minutes()).toEqual(upTo(3, 24 * 60));
      await world.store.clock.freeze(T0 + DAY + 5 * HOUR);
      await world.until(T0 + 2 * DAY);
      expect(await minutes()).toEqual([...upTo(3, 24 * 60), ...upTo(7, 29 * 60)]);
    });

    test("no slot is taken that lies behind the end of the hours", async () => {
      await world.run(simple({ sendWindow: hours("09:00", "10:05") }));
      await people(12);
      await world.until(T0 + 10 * DAY);
      // Five before the hours end, the rest from 9:00 on.
      expect(await minutes()).toEqual([...upTo(5, 1440), ...upTo(7, 2 * 1440 - 60)]);
      expect(Math.max(...wakes.values()), "one more for the night").toBeLessThanOrEqual(4);
      const timeline = (await world.store.gateway.contact("p11"))?.timeline ?? [];
      expect(timeline.filter(({ kind }) => kind === "held")).toMatchObject([
        { by: "window", until: new Date(T0 + 2 * DAY - HOUR).toISOString() },
        { by: "rate" },
      ]);
    });

    test("a slot is kept as long as a timer may be late, however fast the clock goes", async () => {
      await world.run(simple());
      await people(3);
      await world.until(T0 + DAY);
      // A minute passes in a hundredth of a second: the timers of two were some of them late.
      await world.store.clock.start(6_000);
      await world.store.clock.freeze(T0 + DAY + 6 * MINUTE);
      for (const { id } of await world.runs()) await world.advance(id);
      await world.store.clock.start(1);
      expect(await minutes()).toEqual([1440, 1446, 1446]);
    });

    test("hours that drop drop what finds no slot in them", async () => {
      await world.run(simple({ sendWindow: hours("09:00", "10:02", { otherwise: "skip" }) }));
      await people(4);
      await world.until(T0 + 3 * DAY);
      expect(await minutes()).toEqual(upTo(2, 1440));
      expect((await world.journal("p3")).filter((line) => line.startsWith("skipped"))).toHaveLength(1);
    });

    test("a receipt does not wait behind the newsletters", async () => {
      await world.run(
        program({ journey: "J", steps: inARow({ "send:Welcome": send() }) }),
        program({
          journey: "R",
          starts: [{ on: "gets tag", tag: "paid", where: null }],
          messages: { Welcome: RECEIPT },
          steps: inARow({ "send:Welcome": send() }),
        }),
      );
      await people(20);
      await world.serveWakes();
      await world.store.gateway.putContact({ id: "p3", imported: false, fields: {}, addTags: ["paid"] });
      await world.serveWakes();
      expect(await minutes("R")).toEqual([0]);
    });

    test("each try is a call, and has a slot of its own", async () => {
      await world.run(simple());
      await people(2);
      world.answer = async () => ({ kind: "not-sent", reason: "connection refused" });
      await world.until(T0 + DAY);
      expect(world.calls).toHaveLength(1);
      world.answer = async () => ({ kind: "done", providerRef: "250" });
      await world.store.db
        .updateTable("effect")
        .set({ lease_until: new Date(0).toISOString() })
        .execute();
      await world.until(T0 + 2 * DAY);
      expect(world.calls).toHaveLength(3);
      // The second had reserved its slot before; the repeated one comes behind it.
      expect(await minutes()).toEqual([1441, 1442]);
    });

    test("consent is asked at the slot, not when it was reserved", async () => {
      await world.run(simple());
      await people(3);
      await world.until(T0 + DAY);
      for (const id of ["p0", "p1", "p2"])
        await world.store.gateway.setConsent(id, "email", "unsubscribed", id);
      await world.until(T0 + 2 * DAY);
      expect(await minutes()).toEqual([1440]);
    });
  });

  describe("rule 7: processes share a bucket", () => {
    test("and no slot is given twice, or left out", async () => {
      const rate = { max: 40, per: "second" } as const;
      const wish = { kind: "slot", channel: "email", line: "email", before: null } as const;
      const pacers = [createPacer(world.store.db), createPacer(world.store.db), createPacer(world.store.db)];
      const slots = await Promise.all(upTo(60).map((n) => pacers[n % 3]?.reserve(wish, rate)));
      expect(slots.map((slot) => (slot ?? 0) - T0).sort((a, b) => a - b)).toEqual(
        upTo(60).map((n) => n * 25),
      );
    });

    test("a wish that no slot can serve in time takes none", async () => {
      const rate = { max: 1, per: "second" } as const;
      const pacer = createPacer(world.store.db);
      const ask = (before: number | null) =>
        pacer.reserve({ kind: "slot", channel: "email", line: "email", before }, rate);
      expect(
        await Promise.all([ask(null), ask(T0 + 1), ask(T0 + 1_000), ask(T0 + 1_001), ask(null)]),
      ).toEqual([T0, null, null, T0 + 1_000, T0 + 2_000]);
    });

    test("more than a thousand a second are spread over fractions of milliseconds", async () => {
      const pacer = createPacer(world.store.db);
      const wish = { kind: "slot", channel: "email", line: "email", before: null } as const;
      const slots = await Promise.all(
        upTo(3_000).map(() => pacer.reserve(wish, { max: 3_000, per: "second" })),
      );
      expect(Math.max(...slots.map((slot) => slot ?? 0)) - T0).toBe(1_000);
    });
  });

  test("a death before any statement costs a slot at the most, and no message", async () => {
    const two = program({ journey: "J", steps: inARow({ "send:Welcome": send() }) });
    for (let statement = 0; ; statement++) {
      await world.clear();
      await world.run(two);
      await people(2);
      dying.arm(statement);
      await world.until(T0 + HOUR).catch((error) => expect(error).toBeInstanceOf(Died));
      const died = dying.disarm();
      await world.store.db.updateTable("outbox").set({ taken_until: null }).execute();
      await world.store.db
        .updateTable("effect")
        .set({ lease_until: new Date(0).toISOString() })
        .where("state", "=", "intent")
        .execute();
      for (const { id, state } of await world.runs()) if (state === "alive") await world.advance(id);
      await world.until(T0 + DAY);
      const at = await minutes();
      expect(at, `statement ${statement}`).toHaveLength(2);
      expect((at[1] ?? 0) - (at[0] ?? 0), `statement ${statement}`).toBeGreaterThanOrEqual(1);
      expect((await world.runs()).map(({ state }) => state)).toEqual(["finished", "finished"]);
      if (!died) break;
    }
  }, 240_000);
});
