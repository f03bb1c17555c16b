import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { LoyaltyProgram } from "@trajet/compiler/program";
import { sql } from "kysely";
import { Migrator } from "kysely/migration";
import { afterEach, describe, expect, test } from "vitest";
import { periodBounds } from "../../../runtime/src/engine/periods.ts";
import { rankCustomers, startsOf } from "../../../runtime/src/loyalty/rank-customers.ts";
import { calendarName, calendarOf, startsInSql } from "../../../runtime/src/loyalty/rollups/calendar.ts";
import { planFor } from "../../../runtime/src/loyalty/rollups/plan.ts";
import { rebuildFew } from "../../../runtime/src/loyalty/rollups/rebuild.ts";
import { type Database, openDatabase } from "../../../runtime/src/store/database.ts";
import { MIGRATIONS, migrate } from "../../../runtime/src/store/migrate.ts";
import { dropDatabase, freshDatabase } from "../../server-database.ts";
import { project } from "../store/programs.ts";
import { DATABASES, DAY, T0 } from "../store/world.ts";
import { type Customer, fill, type Order, orderRow, QUERY as PARIS } from "./shop-database.ts";

/** The last version that kept no days. */
const BEFORE = "0091-audit-ways";
const NOW = T0 + DAY;
const WEEK = {
  ...PARIS,
  timezone: "UTC",
  period: { period: "dates", from: "2026-03-02", to: "2026-03-08" },
} as const;
const DAYS = { ...WEEK, period: { period: "dates", from: "2026-02-25", to: "2026-03-02" } } as const;
const CUSTOMERS = ["ada", "ben"].map(
  (id): Customer => ({ id, audience: "Newsletter", archived: false, fields: {}, tags: [] }),
);

/** What an earlier version left behind is read, kept and rebuilt by this one. */
describe.each(DATABASES)("roll-ups of a version that kept no days, on %s", (kind) => {
  let close: () => Promise<void>;
  afterEach(() => close());

  async function databaseBefore(): Promise<Database> {
    const url = kind === "postgres" ? await freshDatabase(process.env.TRAJET_TEST_POSTGRES ?? "") : undefined;
    const folder = url === undefined ? await folderWithoutTables() : undefined;
    const db = await openDatabase(url === undefined ? { kind: "pglite", folder } : { kind: "postgres", url });
    close = async () => {
      await db.destroy();
      if (url !== undefined) await dropDatabase(url);
      if (folder !== undefined) await rm(folder, { recursive: true });
    };
    const { error } = await new Migrator({
      db,
      provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
    }).migrateTo(BEFORE);
    if (error !== undefined) throw error;
    const { week, month, quarter, year } = startsInSql(calendarOf(project()), NOW);
    await sql`insert into rollup_state (calendar, week, month, quarter, year, ready)
      values (${calendarName(calendarOf(project()))}, ${week}, ${month}, ${quarter}, ${year}, true)`.execute(
      db,
    );
    await fill(db, CUSTOMERS, [
      order("ada", "1", T0),
      order("ada", "2", T0),
      order("ben", "3", T0 - 5 * DAY),
    ]);
    return db;
  }

  const ranked = async (db: Database, query: LoyaltyProgram) =>
    (await rankCustomers(db, query, NOW)).rows.map(({ contact, orders }) => `${contact} ${orders}`);
  const planOf = (db: Database, query: LoyaltyProgram) =>
    planFor(db, query, periodBounds(query.period, NOW, query.timezone, startsOf(query)), NOW);

  test.each([
    ["as they were first made", async () => undefined],
    ["after it rebuilt them", rebuiltBefore],
  ])("%s: each index is there once, and nothing is lost", async (_, rebuilt) => {
    const db = await databaseBefore();
    await rebuilt(db);
    await migrate(db);
    expect(await indexesOf(db)).toEqual(INDEXES);

    expect(await planOf(db, WEEK)).toMatchObject({ grain: "week" });
    expect(await ranked(db, WEEK)).toEqual(["ada 2"]);
    expect(await planOf(db, DAYS)).toMatchObject({ from: "orders" });
    expect(await ranked(db, DAYS)).toEqual(["ada 2", "ben 1"]);
    await db
      .insertInto("orders")
      .values(orderRow(order("ben", "4", T0)))
      .execute();
    expect(await ranked(db, WEEK)).toEqual(["ada 2", "ben 1"]);

    await rebuildFew(db, project(), NOW);
    expect(await indexesOf(db)).toEqual(INDEXES);
    expect(await planOf(db, DAYS)).toMatchObject({ from: "roll-ups", grain: "several", ragged: [] });
    await db
      .insertInto("orders")
      .values(orderRow(order("ben", "5", T0)))
      .execute();
    expect(await ranked(db, DAYS)).toEqual(["ben 3", "ada 2"]);
    expect(await ranked(db, WEEK)).toEqual(["ada 2", "ben 2"]);
  });
});

/** A database as no version of ours made it: a new one is a copy of one that has all tables. */
async function folderWithoutTables(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "trajet-before-"));
  await (await PGlite.create({ dataDir: folder })).close();
  return folder;
}

const order = (contact: string, id: string, placedAt: number): Order => ({
  id,
  contact,
  store: "Boutique",
  total: "60.00",
  refunded: "0",
  currency: "EUR",
  status: "paid",
  placedAt,
});

/** What a rebuild of that version came to: tables put in the place of the first ones, with indexes that bear its mark. */
async function rebuiltBefore(db: Database): Promise<void> {
  for (const statement of [
    "create table rollup_next (like rollup)",
    "insert into rollup_next select * from rollup",
    "create unique index rollup_mf3k_pk on rollup_next (bucket, customer)",
    "create index rollup_mf3k_orders on rollup_next (bucket, orders desc, first, customer)",
    "create index rollup_mf3k_spent on rollup_next (bucket, spent desc, first, customer)",
    "create index rollup_mf3k_average on rollup_next (bucket, average desc, first, customer)",
    "drop table rollup",
    "alter table rollup_next rename to rollup",
  ])
    await sql.raw(statement).execute(db);
}

const INDEXES = [
  "(rollup_key(bucket, customer), customer)",
  "(rollup_place(bucket, average) DESC, average DESC, first) INCLUDE (bucket) WHERE (bucket > 0)",
  "(rollup_place(bucket, orders, first) DESC, orders DESC, first) INCLUDE (bucket) WHERE (bucket > 0)",
  "(rollup_place(bucket, spent) DESC, spent DESC, first) INCLUDE (bucket) WHERE (bucket > 0)",
];

/** What the indexes of the roll-ups are over, whatever they are called. */
async function indexesOf(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ over: string }>`
    select substring(pg_get_indexdef(indexrelid) from 'btree (.*)') as over
    from pg_index where indrelid = 'rollup'::regclass`.execute(db);
  return rows.map(({ over }) => over).toSorted();
}
