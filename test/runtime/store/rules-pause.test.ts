import type { KyselyPlugin } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDying, Died } from "./dying.ts";
import { buys, delay, hours, inARow, program, send, tag } from "./programs.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, theRun, type World } from "./world.ts";

const MINUTE = 60_000;
/** A day, a mail, a day, a mail. */
const SERIES = { a: delay(1), "send:one": send(), b: delay(1), "send:two": send() };
const journey = (more: object = {}, steps: Parameters<typeof inARow>[0] = SERIES) =>
  program({ journey: "J", ...more, steps: inARow(steps) });

/** Rule 15: pause is one row, and what came due in it is decided when it ends. `T0` is a Monday, 10:00 UTC. */
describe.each(DATABASES)("pause and resume on %s", (database) => {
  const dying = createDying();
  /** Lets a test do something between what a transaction has read and what it writes. */
  let between: (() => Promise<unknown>) | undefined;
  const meddling: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      const [row] = result.rows as { around?: object | null }[];
      const meddle = row?.around == null ? undefined : between;
      if (meddle !== undefined) {
        between = undefined;
        await meddle();
      }
      return result;
    },
  };
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database, [dying.plugin, meddling]);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  const pause = () => world.store.gateway.setStatus("J", "paused");
  const resume = () => world.store.gateway.setStatus("J", "active");
  const row = async () => {
    const [journeyRow] = await world.store.gateway.journeys();
    if (journeyRow === undefined) throw new Error("no journey");
    return journeyRow;
  };
  const people = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n++) await world.signUp(`p${n}`);
  };
  const states = async () => (await world.runs()).map(({ state }) => state);
  const sent = async () =>
    (await world.store.db.selectFrom("effect").select(["step", "at"]).orderBy("at").execute()).map(
      ({ step, at }) => [step, (at - T0) / DAY],
    );
  const why = async (kind: string) =>
    ((await world.store.gateway.contact("p0"))?.timeline ?? [])
      .filter((entry) => entry.kind === kind)
      .map(({ reason }) => reason);

  describe("rule 15: who comes due in a pause is held, and can be listed", () => {
    test("with since when and why; who is not due yet is left alone", async () => {
      await world.run(journey());
      await people(2);
      await world.serveWakes();
      await world.store.clock.freeze(T0 + HOUR);
      await world.signUp("late");
      await world.serveWakes();
      await pause();
      await world.until(T0 + DAY + 30 * MINUTE);
      expect((await row()).held).toEqual({ pause: 2 });
      const held = await world.store.gateway.held("J", { limit: 10 });
      expect(held).toHaveLength(2);
      expect(held[0]).toEqual({
        run: expect.any(String),
        contact: expect.stringMatching(/^p[01]$/),
        step: "a",
        by: "pause",
        since: new Date(T0 + DAY).toISOString(),
        until: null,
        reason: "the journey is paused",
      });
      const [first, second] = held;
      expect(await world.store.gateway.held("J", { limit: 1 })).toEqual([first]);
      expect(await world.store.gateway.held("J", { limit: 1, after: first?.run ?? "" })).toEqual([second]);
      expect(await world.store.gateway.held("J", { limit: 9, by: "window" })).toEqual([]);
    });

    test("a poke that nobody needed holds nobody", async () => {
      const wait = {
        kind: "wait",
        limit: null,
        timeout: null,
        arms: [{ triggers: [buys], next: null }],
      } as const;
      await world.run(journey({}, { wait }));
      await world.signUp("p0");
      await world.serveWakes();
      await pause();
      expect(await world.advance((await theRun(world)).id)).toEqual({ kind: "held" });
      expect((await row()).held).toEqual({});
    });

    test("whoever resumes the journey while a run is about to be held does not lose it", async () => {
      if (database === "pglite") return; // One connection: nothing comes in between.
      await world.run(journey());
      await people(1);
      await world.serveWakes();
      await pause();
      await world.store.clock.freeze(T0 + DAY);
      between = resume;
      await world.advance((await theRun(world)).id);
      expect((await row()).held, "it saw the end of the pause, and went on").toEqual({});
      expect(await sent()).toEqual([["send:one", 1]]);
    });
  });

  describe("rule 15: resuming wakes those who are held, page by page", () => {
    test("who came due goes on, with the time at which it was due; nobody else is touched", async () => {
      await world.run(journey());
      await people(3);
      await world.serveWakes();
      await pause();
      await world.until(T0 + DAY + 6 * HOUR);
      await world.store.clock.freeze(T0 + DAY + 7 * HOUR);
      await resume();
      const page = await world.engine.release();
      expect(page.released).toBe(3);
      expect((await row()).releasing).toMatchObject({ total: 3, released: 3, until: null });
      expect((await world.engine.release()).released).toBe(0);
      expect((await row()).releasing, "that was all").toBeNull();
      await world.until(T0 + 3 * DAY);
      // The second mail counts from when the first was due, not from when the pause ended.
      expect(await sent()).toEqual([
        ...Array(3).fill(["send:one", 1 + 7 / 24]),
        ...Array(3).fill(["send:two", 2]),
      ]);
    });

    test("a page waits until the relay has worked off the one before", async () => {
      await world.run(journey());
      await people(3);
      await world.serveWakes();
      await pause();
      await world.until(T0 + DAY);
      await resume();
      const wakes = Array.from({ length: 199 }, () => ({ run: "x", journey: "X", taken_until: null }));
      await world.store.db.insertInto("outbox").values(wakes).execute();
      expect((await world.engine.release()).released).toBe(1);
      expect((await world.engine.release()).released).toBe(0);
      expect((await row()).releasing).toMatchObject({ total: 3, released: 1 });
      await world.store.db.deleteFrom("outbox").where("run", "=", "x").execute();
      await world.serveWakes();
      expect(await sent()).toHaveLength(3);
    });

    test("`over` spreads them evenly, who has waited longest first", async () => {
      await world.run(journey({ resume: { policy: "continue", over: { hours: 1 } } }));
      for (let n = 0; n < 4; n++) {
        await world.store.clock.freeze(T0 + n * MINUTE);
        await world.signUp(`p${n}`);
      }
      await world.serveWakes();
      await pause();
      await world.until(T0 + DAY + HOUR);
      await world.store.clock.freeze(T0 + 2 * DAY);
      await resume();
      expect((await row()).releasing).toMatchObject({
        total: 4,
        released: 0,
        until: new Date(T0 + 2 * DAY + HOUR).toISOString(),
      });
      const gone: string[][] = [];
      for (const minute of [0, 10, 15, 20, 40, 59, 60]) {
        await world.store.clock.freeze(T0 + 2 * DAY + minute * MINUTE);
        await world.serveWakes();
        const rows = await world.store.db
          .selectFrom("effect")
          .select("contact")
          .distinct()
          .orderBy("contact")
          .execute();
        gone.push(rows.map(({ contact }) => contact));
      }
      expect(gone.map((names) => names.length)).toEqual([0, 1, 1, 2, 3, 4, 4]);
      expect(gone[1]).toEqual(["p0"]);
      expect((await row()).releasing).toBeNull();
    });

    test("another journey does not wait for one whose people go over a week", async () => {
      const other = { ...journey({ journey: "Other" }, { a: delay(1), "tag:other": tag("other") }) };
      await world.run(journey({ resume: { policy: "continue", over: { days: 7 } } }), other);
      await people(3);
      await world.serveWakes();
      for (const each of ["J", "Other"]) await world.store.gateway.setStatus(each, "paused");
      await world.store.clock.freeze(T0 + 2 * DAY);
      for (const each of ["J", "Other"]) {
        await world.until(T0 + 2 * DAY);
        await world.store.gateway.setStatus(each, "active");
        await world.store.clock.freeze(T0 + 2 * DAY + HOUR);
      }
      await world.serveWakes();
      for (const each of ["p0", "p1", "p2"]) expect((await world.contact(each)).tags).toEqual(["other"]);
      expect(await sent(), "of one person").toHaveLength(2);
    });

    test("a second pause stops it: who is still held stays so", async () => {
      await world.run(journey({ resume: { policy: "continue", over: { hours: 1 } } }));
      await people(4);
      await world.serveWakes();
      await pause();
      await world.until(T0 + DAY);
      await resume();
      await world.store.clock.freeze(T0 + DAY + 30 * MINUTE);
      await world.serveWakes();
      await pause();
      await world.store.clock.freeze(T0 + DAY + 5 * HOUR);
      await world.serveWakes();
      expect(await sent()).toHaveLength(2);
      expect(await row()).toMatchObject({ held: { pause: 2 }, releasing: null });
    });

    test("what an event moves meanwhile does not wait for its page", async () => {
      await world.run(
        journey({
          resume: { policy: "continue", over: { hours: 1 } },
          exits: [{ id: "exit#1", when: buys }],
        }),
      );
      await people(2);
      await world.serveWakes();
      await pause();
      await world.until(T0 + DAY);
      await resume();
      await world.buy("p1", "o1", T0 + DAY);
      await world.serveOutbox();
      expect((await states()).sort()).toEqual(["alive", "exited"]);
    });

    test("a death before any statement loses nobody and repeats nothing", async () => {
      for (let statement = 0; ; statement++) {
        await world.clear();
        await world.run(journey({}, { a: delay(1), "tag:x": tag("x"), "send:one": send() }));
        await people(2);
        await world.serveWakes();
        await pause();
        await world.until(T0 + DAY);
        dying.arm(statement);
        const dead = (error: unknown) => expect(error).toBeInstanceOf(Died);
        await resume()
          .then(() => world.serveWakes())
          .catch(dead);
        const died = dying.disarm();
        await resume();
        await world.store.db.updateTable("outbox").set({ taken_until: null }).execute();
        await world.store.db
          .updateTable("effect")
          .set({ lease_until: new Date(0).toISOString() })
          .where("state", "=", "intent")
          .execute();
        await world.until(T0 + 2 * DAY);
        expect(await states(), `statement ${statement}`).toEqual(["finished", "finished"]);
        expect(world.calls.length, `statement ${statement}`).toBeLessThanOrEqual(2);
        expect(await world.store.db.selectFrom("effect").select("run").execute()).toHaveLength(2);
        if (!died) break;
      }
    }, 240_000);
  });

  describe("rule 15: the journey says what becomes of what came due", () => {
    test("`after pause exit`: who was due leaves, also one to whom no worker came", async () => {
      await world.run(journey({ resume: { policy: "exit" } }));
      await people(2);
      await world.serveWakes();
      await world.store.clock.freeze(T0 + HOUR);
      await world.signUp("late");
      await world.serveWakes();
      await pause();
      await world.store.clock.freeze(T0 + DAY);
      const [first, second] = await world.runs();
      expect(await world.advance(first?.id ?? "")).toEqual({ kind: "held" });
      await world.store.clock.freeze(T0 + DAY + 30 * MINUTE);
      await resume();
      await world.serveWakes();
      await world.advance(second?.id ?? "");
      expect(await states()).toEqual(["exited", "exited", "alive"]);
      expect(await why("exited")).toEqual(["it came due while the journey was paused"]);
      await world.until(T0 + 3 * DAY);
      expect(await states(), "who was not due goes on").toEqual(["exited", "exited", "finished"]);
    });

    test("`skip messages older than`: they are dropped, also those that the run catches up with", async () => {
      await world.run(journey({ resume: { policy: "skip", olderThan: { days: 2 } } }));
      await people(1);
      await world.serveWakes();
      await pause();
      // The first message is due after a day, the second after two; the pause ends after three and a half.
      await world.until(T0 + 3.5 * DAY);
      await resume();
      await world.until(T0 + 4 * DAY);
      expect(await sent()).toEqual([["send:two", 3.5]]);
      expect(await why("skipped")).toEqual(["it was due in the pause, more than 2 days ago"]);
    });

    test("how old is computed for each person, by the version that resumes the journey", async () => {
      await world.run(journey());
      for (const [name, points] of [
        ["p0", 1],
        ["p1", 9],
      ] as const)
        await world.store.gateway.putContact({
          id: name,
          imported: false,
          fields: { email: `${name}@shop.example`, points },
        });
      await world.serveWakes();
      await pause();
      await world.until(T0 + 3.5 * DAY);
      const { project } = await import("./programs.ts");
      const points = { op: "get", root: "contact", path: ["points"] } as const;
      const day = { op: "constant", value: { duration: { days: 1 } } } as const;
      const olderThan = { op: "*", left: points, right: day } as const;
      const fields = { points: { type: "number" } } as const;
      await world.store.deploy(project(journey({ fields, resume: { policy: "skip", olderThan } })));
      await resume();
      await world.store.deploy(project(journey()));
      await world.until(T0 + 4 * DAY);
      expect(await why("skipped")).toEqual([
        "it was due in the pause, more than 1 day ago",
        "it was due in the pause, more than 1 day ago",
      ]);
      expect(await sent()).toEqual([
        ["send:one", 3.5],
        ["send:two", 3.5],
      ]);
    });

    test("what was held for another reason, and was not due in the pause, is not older for it", async () => {
      await world.run(
        journey(
          { resume: { policy: "skip", olderThan: { hours: 1 } }, sendWindow: hours("12:00", "13:00") },
          { "send:one": send() },
        ),
      );
      await people(1);
      await world.serveWakes();
      await pause();
      await world.store.clock.freeze(T0 + HOUR);
      await resume();
      await world.until(T0 + DAY);
      expect(await sent()).toEqual([["send:one", 2 / 24]]);
    });

    test("what was held for its hours and came due in the pause is held by it, and asked about them again", async () => {
      await world.run(journey({ sendWindow: hours("12:00", "13:00") }, { "send:one": send() }));
      await people(1);
      await world.serveWakes();
      expect((await row()).held).toEqual({ window: 1 });
      await pause();
      await world.until(T0 + 2 * HOUR);
      expect((await row()).held).toEqual({ pause: 1 });
      await world.store.clock.freeze(T0 + 8 * HOUR);
      await resume();
      await world.serveWakes();
      expect((await row()).held, "the hours are over by now").toEqual({ window: 1 });
      await world.until(T0 + 2 * DAY);
      expect(await sent()).toEqual([["send:one", 1 + 2 / 24]]);
    });

    test("the version of today decides, also about those on an earlier one", async () => {
      await world.run(journey());
      await people(1);
      await world.serveWakes();
      await pause();
      await world.until(T0 + DAY);
      const { project } = await import("./programs.ts");
      await world.store.deploy(project(journey({ resume: { policy: "exit" } })));
      await resume();
      await world.serveWakes();
      expect(await states()).toEqual(["exited"]);
    });
  });
});
