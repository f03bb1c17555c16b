import type { Duration, Expr, Program, Trigger } from "@trajet/compiler/program";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fillPage, NOTHING_TO_FILL_MS, ringDue } from "../../../runtime/src/alarms/alarm-poller.ts";
import { buys, delay, inARow, program, tag } from "./programs.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, theRun, type World } from "./world.ts";

const bought = (within: Duration): Expr => ({
  op: "history",
  history: {
    trigger: buys,
    times: { bound: "at least", count: 1 },
    in: null,
    within,
    since: null,
    before: null,
  },
});
/** Who has bought in the last seven days. */
const people = { Recent: bought({ days: 7 }) };
const enters: Trigger = { on: "enters people", people: "Recent", tier: null, where: null };
const leaves: Trigger = { on: "leaves people", people: "Recent", tier: null, where: null };
const quiet = (days: number): Trigger => ({ ...buys, absentFor: { days } });
const steps = inARow({ "tag:in": tag("in"), delay: delay(30), "tag:end": tag("end") });

describe.each(DATABASES)("what time alone changes, on %s", (database) => {
  let world: World;

  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  const events = async (contact: string) => {
    const { rows } = await sql<{ key: string; at: number }>`
      select key, at from event where contact = ${contact} and (key like 'people%' or key like 'absence%')
      order by seq`.execute(world.store.db);
    return rows.map(({ key, at }) => [key, (at - T0) / HOUR]);
  };
  const alarms = async () => {
    const { rows } = await sql<{ contact: string; due: number }>`
      select contact, due_at as due from alarm order by contact, watch`.execute(world.store.db);
    return rows.map(({ contact, due }) => [contact, due - T0]);
  };
  const onEntering = (more: Partial<Omit<Program, "starts">> = {}) =>
    program({ journey: "J", starts: [enters], people, steps, ...more });

  describe("rule 12: segments", () => {
    test("an event makes the contact enter, time alone makes it leave, at that very moment", async () => {
      await world.run(
        program({ journey: "J", starts: [enters], exits: [{ id: "x", when: leaves }], people, steps }),
      );
      await world.signUp("ada");
      await world.buy("ada", "o1", T0);
      expect(await alarms()).toEqual([["ada", 7 * DAY + 1]]);
      await world.until(T0 + 10 * DAY);
      expect(await events("ada")).toEqual([
        ["people+:Recent", 0],
        ["people-:Recent", 7 * 24 + 1 / HOUR],
      ]);
      const { rows } = await sql<{ state: string; ended: number }>`
        select state, ended_at as ended from run`.execute(world.store.db);
      expect(rows).toEqual([{ state: "exited", ended: T0 + 7 * DAY + 1 }]);
      expect(await alarms()).toEqual([]);
    });

    test("each purchase moves the one alarm along", async () => {
      await world.run(onEntering());
      await world.signUp("ada");
      for (const day of [0, 2, 5]) {
        await world.store.clock.freeze(T0 + day * DAY);
        await world.buy("ada", `o${day}`, T0 + day * DAY);
      }
      expect(await alarms()).toEqual([["ada", 12 * DAY + 1]]);
      await world.until(T0 + 13 * DAY);
      expect(await events("ada")).toHaveLength(2);
    });

    test("a poller that is late changes nothing: whoever loads the contact decides first what is overdue", async () => {
      await world.run(onEntering());
      await world.signUp("ada");
      await world.buy("ada", "o1", T0);
      await world.store.clock.freeze(T0 + 20 * DAY);
      await world.buy("ada", "o2", T0 + 20 * DAY);
      expect((await events("ada")).map(([key, at]) => [key, Math.floor(Number(at))])).toEqual([
        ["people+:Recent", 0],
        ["people-:Recent", 7 * 24],
        ["people+:Recent", 20 * 24],
      ]);
    });

    test("a late event counts before what was due after it, as long as nobody has decided that", async () => {
      await world.run(onEntering());
      await world.signUp("ada");
      await world.buy("ada", "o1", T0);
      await world.store.clock.freeze(T0 + 8 * DAY);
      await world.buy("ada", "o2", T0 + 6 * DAY);
      expect(await events("ada")).toEqual([["people+:Recent", 0]]);
      expect(await alarms()).toEqual([["ada", 13 * DAY + 1]]);
    });

    test("a late event that comes after the decision enters again at the time of the decision", async () => {
      await world.run(onEntering());
      await world.signUp("ada");
      await world.buy("ada", "o1", T0);
      await world.until(T0 + 8 * DAY);
      await world.buy("ada", "o2", T0 + 6 * DAY);
      expect((await events("ada")).at(-1)).toEqual(["people+:Recent", 7 * 24 + 1 / HOUR]);
    });

    test("whoever is in when it begins to be kept has not entered, and leaves like anybody", async () => {
      await world.run();
      await world.signUp("ada");
      await world.buy("ada", "o1", T0 - 3 * DAY);
      await world.run(onEntering());
      expect(
        await fillPage({ host: world.store.alarms, logger: console as never }, new AbortController().signal),
      ).toBe(5);
      expect(await events("ada")).toEqual([]);
      expect(await alarms()).toEqual([["ada", 4 * DAY + 1]]);
      await world.until(T0 + 5 * DAY);
      expect(await events("ada")).toEqual([["people-:Recent", 4 * 24 + 1 / HOUR]]);
      expect(await world.runs()).toEqual([]);
    });

    test("what changed by time alone before the scan came by happens all the same", async () => {
      await world.run();
      await world.signUp("ada");
      await world.buy("ada", "o1", T0 - 3 * DAY);
      await world.run(onEntering());
      await world.store.clock.freeze(T0 + 6 * DAY);
      await fillPage({ host: world.store.alarms, logger: console as never }, new AbortController().signal);
      expect(await events("ada")).toEqual([["people-:Recent", 4 * 24 + 1 / HOUR]]);
    });

    test("the scan goes on where it was, and ends", async () => {
      await world.run();
      for (const one of ["a", "b", "c", "d", "e"]) await world.signUp(one);
      await world.run(onEntering());
      const { alarms: host } = world.store;
      const pages: string[][] = [];
      for (let page = await host.takeUnfilled(2); page.length > 0; page = await host.takeUnfilled(2)) {
        pages.push([...page]);
        // A process that ends in the middle of a page leaves the rest of it undone.
        for (const one of pages.length === 2 ? page.slice(0, 1) : page) await host.ring(one);
      }
      expect(pages).toEqual([["a", "b"], ["c", "d"], ["e"], ["d"]]);
    });

    test("the scan ends, although somebody can never be filled, and the others are", async () => {
      await world.run();
      for (const one of ["a", "b", "c"]) await world.signUp(one);
      await world.run(onEntering());
      const { alarms: host } = world.store;
      const tries = new Map<string, number>();
      const ring = async (contact: string): Promise<void> => {
        tries.set(contact, (tries.get(contact) ?? 0) + 1);
        if (contact === "b") throw new Error("nothing can be decided about b");
        await host.ring(contact);
      };
      const said: object[] = [];
      const logger = { warn: (about: object) => void said.push(about) } as never;
      const parts = { host: { ...host, ring }, logger };
      const stop = new AbortController().signal;
      while ((await fillPage(parts, stop)) !== NOTHING_TO_FILL_MS);
      expect([...tries]).toEqual([
        ["a", 1],
        ["b", 5],
        ["c", 1],
      ]);
      expect(said).toHaveLength(5);
      await world.buy("b", "o1", T0);
      expect(await events("b"), "once something can be decided, it is").toEqual([["people+:Recent", 0]]);
    });

    test("an edit of its text makes nobody enter or leave", async () => {
      await world.run(onEntering());
      await world.signUp("ada");
      await world.buy("ada", "o1", T0 - 10 * DAY);
      await world.run(onEntering({ people: { Recent: bought({ days: 30 }) } }));
      await fillPage({ host: world.store.alarms, logger: console as never }, new AbortController().signal);
      expect(await events("ada")).toEqual([]);
      expect(await alarms()).toEqual([["ada", 20 * DAY + 1]]);
    });

    test("an edit elsewhere leaves it as it is", async () => {
      await world.run(onEntering());
      await world.signUp("ada");
      await world.buy("ada", "o1", T0);
      const before = await sql`select id from watch`.execute(world.store.db);
      await world.run(onEntering({ title: "Another", steps: inARow({ "tag:else": tag("else") }) }));
      expect((await sql`select id from watch`.execute(world.store.db)).rows).toEqual(before.rows);
    });

    test("a contact that is created inside enters", async () => {
      const vip: Expr = { op: "has tag", tag: "vip" };
      await world.run(onEntering({ people: { Recent: vip } }));
      await world.store.gateway.putContact({
        id: "ada",
        imported: false,
        fields: { email: "ada@shop.example" },
        addTags: ["vip"],
      });
      expect(await events("ada")).toEqual([["people+:Recent", 0]]);
      expect((await theRun(world)).state).toBe("alive");
    });

    test("a step's own effect makes enter and leave, and exits before the next step", async () => {
      const vip: Expr = { op: "has tag", tag: "in" };
      await world.run(
        program({
          journey: "J",
          exits: [{ id: "x", when: enters }],
          people: { Recent: vip },
          steps: inARow({ "tag:in": tag("in"), "tag:never": tag("never") }),
        }),
      );
      await world.signUp("ada");
      await world.until(T0 + HOUR);
      expect((await world.contact("ada")).tags).toEqual(["in"]);
    });

    test("what changes without an event is seen: a refund, and the end of a run", async () => {
      const spent: Expr = {
        op: ">=",
        left: { op: "measure", measure: "orders", store: null, period: null },
        right: { op: "constant", value: 1 },
      };
      const inside: Expr = { op: "in journey", journey: "J" };
      await world.run(
        program({ journey: "J", starts: [buys], steps: inARow({ delay: delay(1) }) }),
        program({ journey: "K", starts: [enters], people: { Recent: spent }, steps }),
        program({
          journey: "L",
          starts: [{ ...leaves, people: "Inside" }],
          people: { Inside: inside },
          steps,
        }),
      );
      await world.signUp("ada");
      await world.buy("ada", "o1", T0);
      await world.until(T0 + 2 * DAY);
      await world.store.gateway.putOrder({
        id: "o1",
        contact: "ada",
        store: "Boutique",
        total: "60.00",
        currency: "EUR",
        status: "cancelled",
        placedAt: T0,
      });
      const keys = (await events("ada")).map(([key]) => key);
      expect(keys).toEqual(["people+:Recent", "people+:Inside", "people-:Inside", "people-:Recent"]);
    });

    test("a circle of segment and journey ends after sixteen, and it is said", async () => {
      const outside: Expr = { op: "not", of: { op: "in journey", journey: "J" } };
      await world.run(
        program({
          journey: "J",
          starts: [enters],
          exits: [{ id: "x", when: leaves }],
          reenter: { policy: "always" },
          people: { Recent: outside },
          steps,
        }),
      );
      await world.signUp("ada");
      const { rows } = await sql`select from journal where kind = 'refused'
        and data->>'reason' like 'journeys cause each other%'`.execute(world.store.db);
      expect(rows.length).toBeGreaterThan(0);
    });
  });

  describe("rule 12: what does not happen", () => {
    const onQuiet = (more: Partial<Omit<Program, "starts">> = {}) =>
      program({ journey: "J", starts: [quiet(60)], reenter: { policy: "always" }, steps, ...more });

    test("starts when the time is over since the last purchase, once, until it is done again", async () => {
      await world.run(onQuiet({ steps: inARow({ "tag:x": tag("x") }) }));
      await world.signUp("ada");
      await world.buy("ada", "o1", T0);
      await world.store.clock.freeze(T0 + 10 * DAY);
      await world.buy("ada", "o2", T0 + 10 * DAY);
      expect(await alarms()).toEqual([["ada", 70 * DAY]]);
      await world.until(T0 + 200 * DAY);
      expect(await events("ada")).toEqual([["absence:order", 70 * 24]]);
      await world.buy("ada", "o3", T0 + 200 * DAY);
      await world.until(T0 + 300 * DAY);
      expect(await events("ada")).toEqual([
        ["absence:order", 70 * 24],
        ["absence:order", 260 * 24],
      ]);
      expect(await world.runs()).toHaveLength(2);
    });

    test("counts from when the contact was created, if it was never done", async () => {
      await world.run(onQuiet());
      await world.signUp("ada");
      await world.until(T0 + 61 * DAY);
      expect(await theRun(world)).toMatchObject({ state: "alive", at: T0 + 60 * DAY });
    });

    test("what was over before does not start, what is over later does", async () => {
      await world.run();
      await world.signUp("ada");
      await world.signUp("ben");
      await world.buy("ada", "o1", T0 - 80 * DAY);
      await world.buy("ben", "o2", T0 - 50 * DAY);
      await world.run(onQuiet());
      await fillPage({ host: world.store.alarms, logger: console as never }, new AbortController().signal);
      await world.until(T0 + 30 * DAY);
      expect(await events("ada")).toEqual([]);
      expect(await events("ben")).toEqual([["absence:order", 10 * 24]]);
      expect(await world.runs()).toHaveLength(1);
    });

    test("exits a run and ends a wait", async () => {
      const arm = { triggers: [quiet(3)], next: "tag:quiet" };
      const wait = { kind: "wait", limit: { for: { days: 9 } }, arms: [arm], timeout: null } as const;
      await world.run(
        program({
          journey: "J",
          exits: [{ id: "x", when: quiet(5) }],
          steps: { ...inARow({ wait }), ...inARow({ "tag:quiet": tag("quiet"), delay: delay(9) }) },
        }),
      );
      await world.signUp("ada");
      await world.buy("ada", "o1", T0);
      await world.until(T0 + 20 * DAY);
      expect((await world.contact("ada")).tags).toEqual(["quiet"]);
      expect(await theRun(world)).toMatchObject({ state: "exited", at: T0 + 3 * DAY });
    });
  });

  test("rule 12: pollers share the alarms, longest overdue first, and one that fails is tried again", async () => {
    await world.run(onEntering());
    for (const [index, one] of ["a", "b", "c"].entries()) {
      await world.signUp(one);
      await world.buy(one, `o-${one}`, T0 - index * HOUR);
    }
    await world.store.clock.freeze(T0 + 9 * DAY);
    const { alarms: host } = world.store;
    expect(await host.takeAlarms(2)).toEqual(["c", "b"]);
    expect(await host.takeAlarms(2)).toEqual(["a"]);
    expect(await host.takeAlarms(2)).toEqual([]);
    await sql`update alarm set taken_until = clock_timestamp() - interval '1 second'`.execute(world.store.db);
    const rung: string[] = [];
    const failing = {
      ...host,
      async ring(contact: string) {
        rung.push(contact);
        if (contact === "c") throw new Error("no");
        await host.ring(contact);
      },
    };
    const logger = { warn: () => undefined } as never;
    await ringDue({ host: failing, logger }, new AbortController().signal);
    expect(rung).toEqual(["c", "b", "a"]);
    expect((await alarms()).map(([contact]) => contact)).toEqual(["c"]);
  });
});
