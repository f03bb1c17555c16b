// The benchmark of loyalty: rankings from roll-ups beside the plain aggregate and DuckDB, orders that come in, a rebuild. JSON.
//   node bench/loyalty/run.ts [--part 0.1] [--database postgres] [--contacts N] [--orders N] [--seed 1] [--repeat 5] [--url postgres://…]
import { parseArgs } from "node:util";
import { sql } from "kysely";
import { rebuildRollups } from "../../runtime/src/loyalty/rollups/rebuild.ts";
import type { Database } from "../../runtime/src/store/database.ts";
import { machine } from "../machine.ts";
import { fillShop } from "../shops/fill.ts";
import { SHOP } from "../shops/project.ts";
import { type BenchStore, type DatabaseName, databases, openBenchStore } from "../store.ts";
import { besideDuckDb } from "./duckdb/beside.ts";
import { removeTaken, timeGateway, timeStatements } from "./ingest.ts";
import { bestIndex } from "./queries.ts";
import { rounded, timeBoard, timeOthers } from "./rankings.ts";

const { values } = parseArgs({
  options: {
    /** `postgres` or `pglite`; both where PostgreSQL is installed. */
    database: { type: "string" },
    /** Of the sizes that are the goal: 1,000,000 contacts and 10,000,000 orders, a tenth of it on PGlite. */
    part: { type: "string", default: "1" },
    contacts: { type: "string" },
    orders: { type: "string" },
    /** An empty database of PostgreSQL, or one that this has filled before: a run on it goes on from there. */
    url: { type: "string" },
    seed: { type: "string", default: "1" },
    /** Runs of each ranking, after one that warms up. */
    repeat: { type: "string", default: "5" },
    /** Memory for a step of a rebuild on PostgreSQL. */
    memory: { type: "string", default: "512MB" },
  },
});
const GOAL = { postgres: 10_000_000, pglite: 1_000_000 } as const;
const now = Date.parse("2026-11-20T10:00:00Z");
const say = (text: string) => {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
};

const results = [];
for (const database of databases(values.url === undefined ? values.database : "postgres"))
  results.push(await measure(database));
process.stdout.write(
  `${JSON.stringify({ version: 1, bench: "loyalty", machine: machine(), results }, null, 2)}\n`,
);

async function measure(database: DatabaseName) {
  say(database);
  const bench = await openBenchStore(database, SHOP, { url: values.url });
  // The folder of a database of this size is not left behind by who loses patience.
  const leave = () => void bench.close().finally(() => process.exit(130));
  process.once("SIGINT", leave).once("SIGTERM", leave);
  try {
    return await measured(database, bench);
  } finally {
    process.off("SIGINT", leave).off("SIGTERM", leave);
    await bench.close();
  }
}

async function measured(database: DatabaseName, { store }: BenchStore) {
  const { db } = store;
  const orders = Number(values.orders ?? GOAL[database] * Number(values.part));
  const contacts = Number(values.contacts ?? Math.ceil(orders / 10));
  await store.clock.freeze(now);
  if (!(await isFilled(db, orders)))
    await fillShop(db, { contacts, orders, seed: Number(values.seed), now }, (rows) => say(`${rows} orders`));
  await store.deploy(SHOP);
  say("index and statistics");
  await bestIndex(db);
  await sql`vacuum analyze contact`.execute(db);
  const rebuilt = await rebuildRollups(db, SHOP, now, {
    memory: database === "postgres" ? values.memory : "64MB",
    onProgress: ({ step }) => say(`rebuild: ${step}`),
  });
  await sql`vacuum analyze rollup`.execute(db);
  say("DuckDB");
  const duck = await besideDuckDb(db);
  const timing = { now, repeat: Number(values.repeat), say };
  const rankings = await timeBoard(db, duck, timing);
  const otherPeriods = await timeOthers(db, timing);
  say("orders that come in");
  const gateway = await timeGateway(store, now, 1_000, 3);
  const statements = await timeStatements(store, now, 1_000, 5);
  await removeTaken(db);
  const { rows: sizes } = await sql<{ rows: number; megabytes: number }>`
    select count(*)::int as rows, pg_total_relation_size('rollup') / 1048576 as megabytes from rollup`.execute(
    db,
  );
  return {
    database,
    contacts,
    orders,
    slowestMs: Math.max(...rankings.map(({ ms }) => ms)),
    leastTimesFaster: Math.min(...rankings.map(({ timesFaster }) => timesFaster)),
    rankings,
    otherPeriods,
    ingestion: { gateway, statements },
    rebuild: {
      seconds: rounded(rebuilt.milliseconds / 1000),
      ordersPerSecond: Math.round(orders / (rebuilt.milliseconds / 1000)),
      rollups: sizes[0],
    },
  };
}

/** @throws {Error} there are orders, and not those of the shop that is asked for */
async function isFilled(db: Database, orders: number): Promise<boolean> {
  const { rows } = await sql<{ orders: number }>`select count(*)::int as orders from orders`.execute(db);
  const found = rows[0]?.orders ?? 0;
  if (found !== 0 && found !== orders) throw new Error(`There are ${found} orders already, not ${orders}.`);
  return found === orders;
}
