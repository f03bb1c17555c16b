import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { rankCustomers } from "../../../runtime/src/loyalty/rank-customers.ts";
import { planFor } from "../../../runtime/src/loyalty/rollups/plan.ts";
import { RebuildUnderWay, rebuildRollups } from "../../../runtime/src/loyalty/rollups/rebuild.ts";
import { rollupsView } from "../../../runtime/src/loyalty/rollups/view.ts";
import { project } from "../store/programs.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, type World } from "../store/world.ts";
import { QUERY as PARIS } from "./shop-database.ts";

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
    expect(seen[1]).toEqual(["ben 2", "ada 1"]);
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

  test("it is told whether a rebuild is under way, and whether the last one came to its end", async () => {
    const { db } = world.store;
    const failing = rebuildRollups(db, project(), NOW, {
      async onProgress({ done }) {
        if (done !== 2) return;
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
