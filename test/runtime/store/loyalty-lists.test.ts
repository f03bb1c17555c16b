import type { Expr, LoyaltyProgram, Trigger } from "@trajet/compiler/program";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inARow, program, tag } from "./programs.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, type World } from "./world.ts";

/** The customer with the most orders is gold, the next two are silver. */
const TOP: LoyaltyProgram = {
  name: "Top",
  audience: "Newsletter",
  stores: null,
  currency: "EUR",
  timezone: "UTC",
  weekStart: 1,
  measure: "orders",
  period: { period: "rolling", duration: { days: 10 } },
  atLeast: 1,
  top: { count: 3 },
  tiers: [
    { name: "gold", size: { count: 1 } },
    { name: "silver", size: "rest" },
  ],
  orders: null,
  people: null,
  fields: {},
};
const enters = (tier: string | null): Trigger => ({ on: "enters people", people: "Top", tier, where: null });
/** 3:00 of the night behind T0. */
const NIGHT = T0 + 17 * HOUR;

describe.each(DATABASES)("loyalty lists, on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(async () => {
    await world.clear();
    await world.store.clock.freeze(T0 - HOUR);
  });
  afterAll(() => world.close());

  const onGold = program({
    journey: "Gold",
    starts: [enters("gold")],
    reenter: { policy: "always" },
    steps: inARow({ "tag:gold": tag("gold") }),
  });
  const begin = async (...published: Parameters<World["lists"]>) => {
    await world.lists(...published);
    await world.store.clock.freeze(T0);
  };
  const shop = async (...orders: readonly (readonly [string, number])[]) => {
    for (const [index, [who, at]] of orders.entries()) await world.buy(who, `${who}-${at}-${index}`, at);
  };
  const events = async () => {
    const { rows } = await sql<{ contact: string; key: string; at: number }>`
      select contact, key, at from event where key like 'people%' order by at, contact, seq`.execute(
      world.store.db,
    );
    return rows.map(({ contact, key, at }) => [contact, key, (at - NIGHT) / DAY]);
  };

  test("who is in the first list has not entered; who rises in the next one has, as of its fixed time", async () => {
    await begin([TOP], onGold);
    for (const one of ["ada", "ben"]) await world.signUp(one);
    await shop(["ada", T0 - HOUR], ["ada", T0 - HOUR], ["ben", T0 - HOUR]);
    await world.until(T0 + HOUR);
    expect(await events()).toEqual([]);
    await shop(["ben", T0], ["ben", T0]);
    await world.until(NIGHT + 2 * HOUR);
    expect(await events()).toEqual([
      ["ada", "people-:Top.gold", 0],
      ["ada", "people+:Top.silver", 0],
      ["ben", "people-:Top.silver", 0],
      ["ben", "people+:Top.gold", 0],
    ]);
    expect((await world.contact("ben")).tags).toEqual(["gold"]);
    expect((await world.contact("ada")).tags).toEqual([]);
  });

  test("a wait goes on when its contact enters a tier, and a run ends when its contact leaves the list", async () => {
    const climbing = program({
      journey: "Climbing",
      exits: [{ id: "exit#1", when: { on: "leaves people", people: "Top", tier: null, where: null } }],
      steps: inARow({
        wait: {
          kind: "wait",
          limit: { for: { days: 30 } },
          arms: [{ triggers: [enters("gold")], next: "tag:rose" }],
          timeout: null,
        },
        "tag:rose": tag("rose"),
        delay: { kind: "delay", for: { days: 20 } },
        "tag:late": tag("late"),
      }),
    });
    await begin([TOP], climbing);
    for (const one of ["ada", "ben"]) await world.signUp(one);
    await shop(["ada", T0], ["ada", T0], ["ben", T0]);
    await world.until(NIGHT + HOUR);
    const tagsOf = async (who: string) => (await world.contact(who)).tags;
    expect([await tagsOf("ada"), await tagsOf("ben")]).toEqual([["rose"], []]);
    await world.until(NIGHT + 40 * DAY);
    expect([await tagsOf("ada"), await tagsOf("ben")]).toEqual([["rose"], []]);
  });

  test("who falls out of the period leaves at the next fixed time, and not before", async () => {
    await begin([TOP], onGold);
    await world.signUp("ada");
    await shop(["ada", T0]);
    await world.until(T0 + 9 * DAY);
    await world.until(T0 + 20 * DAY);
    expect(await events()).toEqual([
      ["ada", "people+:Top", 0],
      ["ada", "people+:Top.gold", 0],
      ["ada", "people-:Top.gold", 10],
      ["ada", "people-:Top", 10],
    ]);
  });

  test("of several that are due at one moment the first by name is told first, wherever their rows lie", async () => {
    const { tiers: _, ...plain } = TOP;
    const names = ["Able", "Zest"];
    await begin(
      names.map((name) => ({ ...plain, name })),
      program({
        journey: "Both",
        starts: names.map((people) => ({ ...enters(null), people })),
        steps: inARow({ "tag:in": tag("in") }),
      }),
    );
    await world.signUp("ada");
    await world.until(T0 + HOUR);
    await shop(["ada", T0]);
    await sql`update loyalty_list set made = made where query = 'Able'`.execute(world.store.db);
    await world.until(NIGHT + HOUR);
    expect(await events()).toEqual([
      ["ada", "people+:Able", 0],
      ["ada", "people+:Zest", 0],
    ]);
  });

  test("`stay` keeps who got in", async () => {
    await begin([{ ...TOP, stay: { days: 15 } }], onGold);
    await world.signUp("ada");
    await shop(["ada", T0]);
    await world.until(T0 + 30 * DAY);
    expect((await events()).at(-1)).toEqual(["ada", "people-:Top", 15]);
  });

  test("conditions go by the latest list", async () => {
    const inGold: Expr = { op: "in loyalty", query: "Top", tier: "gold" };
    const inTop: Expr = { op: "in loyalty", query: "Top", tier: null };
    const branches = [
      { test: inGold, next: "tag:gold" },
      { test: inTop, next: "tag:in" },
    ];
    await begin(
      [TOP],
      program({
        journey: "Asks",
        starts: [{ on: "does", event: "Booked", where: null }],
        reenter: { policy: "always" },
        steps: {
          ...inARow({ if: { kind: "if", branches, else: "tag:out" } as never }),
          ...inARow({ "tag:gold": tag("gold") }),
          ...inARow({ "tag:in": tag("in") }),
          ...inARow({ "tag:out": tag("out") }),
        },
      }),
    );
    for (const one of ["ada", "ben", "cyd"]) await world.signUp(one);
    await shop(["ada", T0], ["ada", T0], ["ben", T0]);
    const book = async (id: string) => {
      for (const one of ["ada", "ben", "cyd"]) {
        const at = await world.store.clock.now();
        await world.store.gateway.putEvent({
          id: `${id}-${one}`,
          contact: one,
          name: "Booked",
          at,
          properties: {},
        });
      }
      await world.serveWakes();
    };
    await book("before");
    await world.until(NIGHT + HOUR);
    await book("after");
    const tags = await Promise.all(["ada", "ben", "cyd"].map(async (one) => (await world.contact(one)).tags));
    expect(tags).toEqual([["out", "gold"], ["out", "in"], ["out"]]);
  });

  test("a query that says something else is made at once and tells nobody; the same one is left as it is", async () => {
    await begin([TOP], onGold);
    await world.signUp("ada");
    await shop(["ada", T0]);
    await world.until(NIGHT + HOUR);
    const before = await events();
    await world.lists([TOP], onGold);
    await world.until(NIGHT + 2 * HOUR);
    await world.lists([{ ...TOP, atLeast: 2 }], onGold);
    await world.until(NIGHT + 3 * HOUR);
    expect(await events()).toEqual(before);
    const { rows } = await sql<{ lists: object }>`select lists from contact`.execute(world.store.db);
    expect(rows).toEqual([{ lists: {} }]);
    await shop(["ada", NIGHT + 2 * HOUR]);
    await world.until(NIGHT + DAY + HOUR);
    expect((await events()).slice(before.length)).toEqual([
      ["ada", "people+:Top", 1],
      ["ada", "people+:Top.gold", 1],
    ]);
  });

  test("a list is made by one process, and again where that one ended", async () => {
    await begin([TOP], onGold);
    await sql`update loyalty_list set taken_until = clock_timestamp() + interval '1 minute'`.execute(
      world.store.db,
    );
    expect(await world.store.alarms.makeList()).toBe(false);
    await sql`update loyalty_list set taken_until = clock_timestamp() - interval '1 second'`.execute(
      world.store.db,
    );
    expect(await world.store.alarms.makeList()).toBe(true);
    expect(await world.store.alarms.makeList()).toBe(false);
  });
});
