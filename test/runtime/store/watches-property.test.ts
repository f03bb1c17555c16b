import type { Expr, Program, Trigger } from "@trajet/compiler/program";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fillPage } from "../../../runtime/src/alarms/alarm-poller.ts";
import { buys, delay, getsTag, inARow, program, tag } from "./programs.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, type World } from "./world.ts";

/*
 * Whatever happens, in whichever order and however late: what is kept of each contact, event by event and alarm by alarm, is
 * what its conditions come to when all is computed anew.
 */

const get = (name: string): Expr => ({ op: "get", root: "contact", path: [name] });
const days = (count: number): Expr => ({ op: "constant", value: { duration: { days: count } } });
const history = (trigger: Trigger, more: object): Expr => ({
  op: "history",
  history: {
    trigger,
    times: { bound: "at least", count: 1 },
    in: null,
    within: null,
    since: null,
    before: null,
    ...more,
  },
});
const recent = (within: number): Expr => history(buys, { within: { days: within } });
const orders: Expr = {
  op: "measure",
  measure: "orders",
  store: null,
  period: { period: "rolling", duration: { days: 10 } },
};

const segments = (within: number): Record<string, Expr> => ({
  Recent: recent(within),
  Lapsed: {
    op: "and",
    all: [
      history(buys, { before: { op: "ago", duration: { days: 6 } } }),
      { op: "not", of: recent(6) },
      { op: "not", of: { op: "in segment", segment: "Vip" } },
    ],
  },
  Often: { op: ">=", left: orders, right: { op: "constant", value: 2 } },
  Soon: {
    op: "<",
    left: { op: "-", left: get("renewal"), right: { op: "now" } },
    right: days(3),
  },
  Vip: {
    op: "and",
    all: [
      { op: "has tag", tag: "vip" },
      { op: "subscribed", channel: "email" },
    ],
  },
  New: history(getsTag("vip"), { in: { period: "to date", unit: "week" } }),
  Inside: { op: "in journey", journey: "Buying" },
});

function journeys(within: number): Program[] {
  const people = segments(within);
  const enters = Object.keys(people).flatMap((name): Trigger[] => [
    { on: "enters people", people: name, tier: null, where: null },
    { on: "leaves people", people: name, tier: null, where: null },
  ]);
  const quiet: Trigger = { ...buys, absentFor: { days: 4 } };
  const fields = { renewal: { type: "moment", optional: true } } as const;
  return [
    program({
      journey: "All",
      starts: [...enters, quiet],
      people,
      fields,
      reenter: { policy: "always" },
      steps: {},
    }),
    program({
      journey: "Buying",
      starts: [buys],
      exits: [{ id: "x", when: getsTag("vip") }],
      reenter: { policy: "always" },
      steps: inARow({ delay: delay(2), "tag:vip": tag("vip") }),
    }),
  ];
}

type Contact = "ada" | "ben" | "cyd";
type Deed =
  | { readonly do: "sign up"; readonly who: Contact; readonly imported: boolean; readonly zone: string }
  | { readonly do: "buy"; readonly who: Contact; readonly order: number; readonly ago: number }
  | { readonly do: "cancel"; readonly who: Contact; readonly order: number }
  | { readonly do: "tag" | "untag" | "unsubscribe" | "erase"; readonly who: Contact }
  | { readonly do: "merge"; readonly who: Contact; readonly into: Contact }
  | { readonly do: "renew"; readonly who: Contact; readonly ahead: number }
  | { readonly do: "pass"; readonly hours: number; readonly heard: boolean }
  | { readonly do: "publish"; readonly within: number }
  | { readonly do: "fill" };

const who = fc.constantFrom<Contact>("ada", "ben", "cyd");
const order = fc.integer({ min: 1, max: 6 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("sign up"),
      who,
      imported: fc.boolean(),
      zone: fc.constantFrom("", "America/New_York"),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant("buy"), who, order, ago: fc.integer({ min: -5, max: 15 * 24 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("cancel"), who, order }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("tag", "untag", "unsubscribe"), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("erase"), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("merge"), who, into: who }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("renew"), who, ahead: fc.integer({ min: -100, max: 300 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("pass"),
      hours: fc.integer({ min: 1, max: 200 }),
      heard: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("publish"), within: fc.constantFrom(3, 7) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("fill") }) },
) as fc.Arbitrary<Deed>;

describe.each(DATABASES)("on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  afterAll(() => world.close());

  const change = (id: Contact, more: object) =>
    world.store.gateway.putContact({ id, imported: false, fields: {}, ...more });

  async function perform(one: Deed): Promise<void> {
    const { gateway, clock, alarms } = world.store;
    const now = await clock.now();
    const exists = "who" in one && (await gateway.contact(one.who)) !== undefined;
    if ("who" in one && one.do !== "sign up" && !exists) return;
    switch (one.do) {
      case "sign up": {
        const zone = one.zone === "" ? {} : { timezone: one.zone };
        await change(one.who, {
          fields: { email: `${one.who}@shop.example`, ...zone },
          imported: one.imported,
        });
        return;
      }
      case "buy":
        await world.buy(one.who, `${one.who}-${one.order}`, now - one.ago * HOUR);
        return;
      case "cancel":
        await gateway.putOrder({
          id: `${one.who}-${one.order}`,
          contact: one.who,
          store: "Boutique",
          total: "60.00",
          currency: "EUR",
          status: "cancelled",
          placedAt: now - DAY,
        });
        return;
      case "tag":
        await change(one.who, { addTags: ["vip"] });
        return;
      case "untag":
        await change(one.who, { removeTags: ["vip"] });
        return;
      case "unsubscribe":
        // Pending is no event.
        await change(one.who, { consent: { email: "pending" } });
        return;
      case "erase":
        await gateway.eraseContact(one.who);
        return;
      case "merge":
        await gateway.mergeContacts({ from: one.who, into: one.into });
        return;
      case "renew":
        await change(one.who, { fields: { renewal: new Date(now + one.ahead * HOUR).toISOString() } });
        return;
      case "pass":
        if (one.heard) await world.until(now + one.hours * HOUR);
        else await clock.freeze(now + one.hours * HOUR);
        return;
      case "publish":
        await world.publish(...journeys(one.within));
        return;
      case "fill":
        await fillPage(
          { host: alarms, logger: console as never, fillBatch: 2 },
          new AbortController().signal,
        );
        return;
      default:
        one satisfies never;
    }
  }

  /** Of each contact and segment the events say in turn that it enters and leaves. */
  async function turns(): Promise<string[]> {
    const { rows } = await sql<{ contact: string; people: string; keys: string }>`
      select contact, body->>'people' as people, string_agg(left(key, 7), '' order by seq) as keys from event
      where key like 'people%' group by contact, body->>'people'`.execute(world.store.db);
    return rows.filter(({ keys }) => /people\+people\+|people-people-/.test(keys)).map((row) => row.contact);
  }

  test("what is kept step by step is what is computed at once", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 30 }), async (deeds) => {
        await world.clear();
        await world.run(...journeys(7));
        for (const one of deeds) {
          await perform(one);
          expect((await world.store.checkWatches()).differences).toEqual([]);
        }
        await world.until((await world.store.clock.now()) + 20 * DAY);
        const after = await world.store.checkWatches();
        expect(after.differences).toEqual([]);
        // What two did who became one stands side by side.
        const inTurn = !deeds.some((one) => one.do === "publish" || one.do === "merge");
        if (inTurn) expect(await turns()).toEqual([]);
      }),
      { numRuns: Number(process.env.TRAJET_TEST_RUNS ?? 5) },
    );
  }, 600_000);

  test("rows that say something else are found, with what is kept and what is computed", async () => {
    await world.clear();
    await world.run(...journeys(7));
    await world.signUp("ada");
    await world.buy("ada", "o1", T0);
    await sql`update contact set watches = jsonb_set(watches,
      array[(select id::text from watch where name = 'Recent'), 'in'], 'false')`.execute(world.store.db);
    await sql`delete from alarm where watch = (select id from watch where kind = 'absence')`.execute(
      world.store.db,
    );
    const { differences, contacts } = await world.store.checkWatches();
    expect(contacts).toBe(1);
    expect(differences.map(({ contact, why }) => [contact, why])).toEqual([
      [
        "ada",
        expect.stringContaining("kept as out since 2026-03-02T10:00:00.000Z, but its condition is true"),
      ],
      ["ada", expect.stringContaining("should stand at 2026-03-06T10:00:00.000Z")],
    ]);
    await world.store.checkWatches({ repair: true });
    expect((await world.store.checkWatches()).differences).toEqual([]);
    expect(await turns()).toEqual([]);
  });
});
