import type { LoyaltyProgram } from "@trajet/compiler/program";
import { type CompiledQuery, sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { periodBounds } from "../../../runtime/src/engine/periods.ts";
import { rankCustomers, startsOf } from "../../../runtime/src/loyalty/rank-customers.ts";
import { planFor } from "../../../runtime/src/loyalty/rollups/plan.ts";
import { RebuildUnderWay, rebuildRollups } from "../../../runtime/src/loyalty/rollups/rebuild.ts";
import { rollupsView } from "../../../runtime/src/loyalty/rollups/view.ts";
import type { Database } from "../../../runtime/src/store/database.ts";
import { project } from "../store/programs.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, type World } from "../store/world.ts";
import { orderRow, QUERY as PARIS } from "./shop-database.ts";

const QUERY = { ...PARIS, timezone: "UTC" };
const ALL = { from: null, to: null };
const NOW = T0 + DAY;

describe.each(DATABASES)("roll-ups on %s", (kind) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(kind);
  });
  beforeEach(async () => {
    await world.clear();
    await world.run();
    for (const id of ["ada", "ben"]) await world.signUp(id);
  });
  afterAll(() => world.close());

  const plan = async (query = QUERY) => (await planFor(world.store.db, query, ALL, NOW)).from;
  const planOf = (query: LoyaltyProgram) =>
    planFor(world.store.db, query, periodBounds(query.period, NOW, query.timezone, startsOf(query)), NOW);
  const ranked = async (query = QUERY) =>
    (await rankCustomers(world.store.db, query, NOW)).rows.map(
      ({ contact, orders }) => `${contact} ${orders}`,
    );

  test("are there from the first order on, and each order that is told is in them", async () => {
    expect(await plan()).toBe("roll-ups");
    await world.buy("ada", "o1", T0);
    await world.buy("ada", "o2", T0 - 400 * DAY);
    await world.buy("ben", "o3", T0);
    expect(await ranked()).toEqual(["ada 2", "ben 1"]);
    const week = { ...QUERY, period: { period: "dates", from: "2026-03-02", to: "2026-03-08" } } as const;
    expect((await rankCustomers(world.store.db, week, NOW)).rows.map(({ contact }) => contact)).toEqual([
      "ada",
      "ben",
    ]);
  });

  test("of another calendar serve nobody, and are made anew where that is quick", async () => {
    await world.buy("ada", "o1", T0);
    expect(await plan(PARIS)).toBe("orders");
    expect(await ranked(PARIS)).toEqual(["ada 1"]);
    await world.open({ ...project(), timezone: PARIS.timezone }, NOW);
    expect(await plan(PARIS)).toBe("roll-ups");
    expect(await plan()).toBe("orders");
    expect(await ranked(PARIS)).toEqual(["ada 1"]);
  });

  test("an order of the year 9999 is taken apart, and the others come from the roll-ups", async () => {
    await world.buy("ada", "o1", Date.parse("9999-12-31T00:00:00Z"));
    await world.buy("ada", "o2", T0);
    await world.buy("ben", "o3", T0);
    expect(await planFor(world.store.db, QUERY, ALL, NOW)).toMatchObject({
      from: "roll-ups",
      apart: ["ada"],
    });
    expect(await ranked()).toEqual(["ada 1", "ben 1"]);
  });

  test("while they are rebuilt people read and write, and nothing is lost", async () => {
    await world.buy("ada", "o0", T0);
    const seen: string[][] = [];
    let told = 0;
    await rebuildRollups(world.store.db, project(), NOW, {
      async onProgress() {
        told += 1;
        await world.buy("ben", `b${told}`, T0 + told);
        seen.push(await ranked());
      },
    });
    expect(seen[0]).toEqual(["ada 1", "ben 1"]);
    expect(seen.at(-1)).toEqual([`ben ${told}`, "ada 1"]);
    expect(await plan()).toBe("roll-ups");
    expect(await ranked()).toEqual([`ben ${told}`, "ada 1"]);
    await world.buy("ada", "o1", T0);
    expect(await ranked()).toEqual([`ben ${told}`, "ada 2"]);
    const { rows } = await sql`select from rollup_touched`.execute(world.store.db);
    expect(rows).toEqual([]);
  });

  test("a rebuild that fails leaves the old ones in use; two at once are one", async () => {
    await world.buy("ada", "o0", T0);
    const failing = rebuildRollups(world.store.db, project(), NOW, {
      async onProgress({ done }) {
        if (done !== 3) return;
        await expect(rebuildRollups(world.store.db, project(), NOW)).rejects.toThrow(RebuildUnderWay);
        throw new Error("killed");
      },
    });
    await expect(failing).rejects.toThrow("killed");
    await world.buy("ben", "o1", T0 - HOUR);
    expect(await plan()).toBe("roll-ups");
    expect(await ranked()).toEqual(["ben 1", "ada 1"]);
    await rebuildRollups(world.store.db, project(), NOW);
    expect(await ranked()).toEqual(["ben 1", "ada 1"]);
  });

  test.each([
    ["in coins", "12.30"],
    ["too many coins for four bytes", "30000000.05"],
    ["too many for eight", "99999999999999999999.99"],
    ["with more digits than are added up as whole numbers", "0.000000000001"],
  ])("a rebuild gives what the triggers gave, of amounts %s", async (_, total) => {
    const { db } = world.store;
    const order = (id: string, at: number, total: string) =>
      orderRow({
        id,
        contact: "ada",
        store: "Boutique",
        total,
        refunded: "0",
        currency: "EUR",
        status: "paid",
        placedAt: at,
      });
    await db
      .insertInto("orders")
      .values([order("o1", T0, total), order("o2", T0, "0.1"), order("o3", T0 - 40 * DAY, total)])
      .execute();
    const contents = async () =>
      (
        await sql`select bucket, orders, trim_scale(spent) as spent, trim_scale(average) as average,
          trim_scale(largest) as largest, first, last from rollup order by 1`.execute(db)
      ).rows;
    const before = await contents();
    expect(before.length).toBeGreaterThan(5);
    await rebuildRollups(db, project(), NOW);
    expect(await contents()).toEqual(before);
  });

  test("a ranking that looked its buckets up before a rebuild finds them after it", async () => {
    await world.buy("ada", "o0", T0);
    await rebuildRollups(world.store.db, project(), NOW, {
      async onProgress({ done, of }) {
        if (done !== of) return;
        await world.store.gateway.putContact({ id: "cleo", audience: "Trade", imported: false, fields: {} });
        await world.buy("cleo", "o1", T0);
      },
    });
    const before = await planFor(world.store.db, QUERY, ALL, NOW);
    const trade = await planFor(world.store.db, { ...QUERY, audience: "Trade" }, ALL, NOW);
    await rebuildRollups(world.store.db, project(), NOW);
    expect(before).toMatchObject({ from: "roll-ups", buckets: [expect.any(Number)] });
    expect(await planFor(world.store.db, QUERY, ALL, NOW)).toEqual(before);
    expect(await planFor(world.store.db, { ...QUERY, audience: "Trade" }, ALL, NOW)).toEqual(trade);
    expect(await ranked()).toEqual(["ada 1"]);
  });

  test("a ranking is right although a rebuild drops the days that it goes by before it has read them", async () => {
    await world.buy("ada", "o0", Date.parse("2025-11-26T12:00:00Z"));
    const { db } = world.store;
    const days = { ...QUERY, period: { period: "dates", from: "2025-11-25", to: "2025-11-27" } } as const;
    expect(await planOf(days)).toMatchObject({ from: "roll-ups", grain: "several" });
    const meanwhile = betweenPlanAndReading(db, () => rebuildRollups(db, project(), NOW + 60 * DAY));
    expect((await rankCustomers(meanwhile.db, days, NOW)).rows).toMatchObject([
      { contact: "ada", orders: 1 },
    ]);
    expect(meanwhile.happened()).toBe(true);
    expect(await planOf(days)).toMatchObject({ from: "orders" });
  });

  test.each(["orders", "total spent", "average order value"] as const)(
    "who bought as much at the same moment stands before by id, listed or not: by %s",
    async (measure) => {
      for (const id of ["cleo", "dora", "eve"]) await world.signUp(id);
      const before = T0 - 12 * DAY;
      for (const id of ["ada", "ben", "cleo"]) await world.buy(id, `${id}-1`, before);
      for (const nth of [1, 2]) await world.buy("dora", `dora-${nth}`, before - nth * HOUR);
      await world.buy("eve", "eve-1", before + HOUR);
      for (const id of ["ben", "cleo", "eve"]) await world.buy(id, `${id}-2`, T0 - 5 * DAY);
      const weekBefore = {
        ...QUERY,
        measure,
        period: { period: "dates", from: "2026-02-16", to: "2026-02-22" },
      } as const;
      expect(await planOf(weekBefore)).toMatchObject({ grain: "week" });
      const lastWeek = { ...weekBefore, period: { period: "last", unit: "week" } } as const;
      const { rows } = await rankCustomers(world.store.db, lastWeek, NOW, { before: true });
      expect(rows.map((row) => [row.contact, row.before?.rank])).toEqual([
        ["ben", 3],
        ["cleo", 4],
        ["eve", 5],
      ]);
    },
  );

  test.each([
    ["orders", [2, 3, 1, null]],
    ["total spent", [2, 3, 1, null]],
    ["average order value", [1, 2, 3, null]],
  ] as const)(
    "what came behind this day of the month before is counted off its bucket: by %s",
    async (measure, ranks) => {
      const { db } = world.store;
      const at = (day: string) => Date.parse(`2026-${day}T10:00:00Z`);
      for (const id of ["cleo", "dora"]) await world.signUp(id);
      // To the 20th of February cleo has two, and ada, who was first, and ben one each; what follows turns it around.
      await world.buy("ada", "a1", at("02-03"));
      await world.buy("ben", "b1", at("02-04"));
      for (const nth of [1, 2]) await world.buy("cleo", `c${nth}`, at(`02-1${nth}`));
      for (const nth of [2, 3, 4]) await world.buy("ben", `b${nth}`, at(`02-2${nth}`));
      await world.buy("cleo", "c3", at("02-25"));
      for (const nth of [1, 2, 3]) await world.buy("dora", `d${nth}`, at(`02-2${nth}`));
      for (const id of ["ada", "ben", "cleo", "dora"]) await world.buy(id, `${id}-march`, at("03-02"));
      const query = { ...QUERY, measure, period: { period: "to date", unit: "month" } } as const;
      const asOf = Date.parse("2026-03-20T12:00:00Z");
      const placesBefore = async () => {
        const { rows } = await rankCustomers(db, query, asOf, { before: true });
        const places = new Map(rows.map((row) => [row.contact, row.before]));
        return ["ada", "ben", "cleo", "dora"].map((id) => places.get(id));
      };
      const found = await placesBefore();
      expect(found.map((place) => place?.rank ?? null)).toEqual(ranks);
      await sql`update rollup_state set ready = false`.execute(db);
      expect(await placesBefore()).toEqual(found);
    },
  );

  test("it is told whether a rebuild is under way, and whether the last one came to its end", async () => {
    const { db } = world.store;
    const failing = rebuildRollups(db, project(), NOW, {
      async onProgress({ done }) {
        if (done !== 3) return;
        expect(await rollupsView(db)).toMatchObject({
          rebuilding: { done: expect.any(Number) },
          rebuilt: false,
        });
        throw new Error("killed");
      },
    });
    await expect(failing).rejects.toThrow("killed");
    expect(await rollupsView(db)).toEqual({ version: 1, ready: true, rebuilding: null, rebuilt: false });
    await sql`update rollup_state set logging = true, beat_at = clock_timestamp() - interval '1 hour'`.execute(
      db,
    );
    expect(await rollupsView(db), "one that has died").toMatchObject({ rebuilding: null, rebuilt: false });
    await rebuildRollups(db, project(), NOW);
    expect(await rollupsView(db)).toEqual({ version: 1, ready: true, rebuilding: null, rebuilt: true });
  });

  // The embedded database has one connection.
  if (kind === "postgres")
    test("a rebuild waits for who is being archived while it begins", async () => {
      const { db } = world.store;
      await world.buy("ada", "o0", T0);
      await world.buy("ben", "o1", T0);
      const archived = Promise.withResolvers<void>();
      const mayCommit = Promise.withResolvers<void>();
      const archiving = db.transaction().execute(async (tx) => {
        await sql`update contact set archived = true where id = 'ben'`.execute(tx);
        archived.resolve();
        await mayCommit.promise;
      });
      await archived.promise;
      const rebuilding = rebuildRollups(db, project(), NOW, {
        onProgress: ({ done, of }) => (done === of ? mayCommit.resolve() : undefined),
      });
      let over = false;
      const ended = rebuilding.finally(() => {
        over = true;
      });
      const waiting = sql`select from pg_locks join pg_database d on d.oid = database
      where datname = current_database() and relation = 'orders'::regclass and not granted`;
      while (!over && (await waiting.execute(db)).rows.length === 0);
      mayCommit.resolve();
      await Promise.all([archiving, ended]);
      const { rows } = await sql`select distinct customer from rollup`.execute(db);
      expect(rows).toEqual([{ customer: "ada" }]);
    });
});

/** A database on which something happens once, when a ranking is planned and has not been read yet. */
function betweenPlanAndReading(db: Database, work: () => Promise<unknown>) {
  let happened = false;
  const executor = db.getExecutor();
  const executeQuery = async <Row>(query: CompiledQuery<Row>) => {
    const result = await executor.executeQuery<Row>(query);
    // The last that a plan of several buckets asks.
    if (!happened && query.sql.includes("join rollup_bucket b on b.grain = p.grain")) {
      happened = true;
      await work();
    }
    return result;
  };
  const watched = new Proxy(executor, {
    get: (of, name) => (name === "executeQuery" ? executeQuery : Reflect.get(of, name).bind(of)),
  });
  return {
    db: new Proxy(db, {
      get: (of, name) => (name === "getExecutor" ? () => watched : Reflect.get(of, name).bind(of)),
    }),
    happened: () => happened,
  };
}
