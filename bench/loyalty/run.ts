// The benchmark of loyalty: rankings from roll-ups beside the plain aggregate and DuckDB, orders that come in, a rebuild. JSON.
//   node bench/loyalty/run.ts [--database postgres] [--contacts 100000] [--orders 1000000] [--seed 1] [--repeat 5]
import { parseArgs } from "node:util";
import { sql } from "kysely";
import { rankCustomers } from "../../runtime/src/loyalty/rank-customers.ts";
import { rebuildRollups } from "../../runtime/src/loyalty/rollups/rebuild.ts";
import { machine, median } from "../machine.ts";
import { fillShop } from "../shops/fill.ts";
import { SHOP } from "../shops/project.ts";
import { databases, openBenchStore } from "../store.ts";
import { besideDuckDb } from "./duckdb.ts";
import { timeGateway, timeStatements } from "./ingest.ts";
import { bestIndex, MEASURES, PERIODS, plainly, queryOf } from "./queries.ts";

const { values } = parseArgs({
  options: {
    /** `postgres` or `pglite`; PostgreSQL where it is installed. */
    database: { type: "string" },
    contacts: { type: "string", default: "100000" },
    orders: { type: "string", default: "1000000" },
    seed: { type: "string", default: "1" },
    /** Runs of each ranking, after one that warms up. */
    repeat: { type: "string", default: "5" },
    /** Memory for a step of a rebuild. */
    memory: { type: "string", default: "512MB" },
  },
});
const database = databases().findLast((one) => values.database === undefined || one === values.database);
if (database === undefined) throw new Error(`There is no database ${values.database} here.`);
const [repeat, now] = [Number(values.repeat), Date.parse("2026-11-20T10:00:00Z")];
const say = (text: string) => {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
};

const { store, close } = await openBenchStore(database, SHOP);
const { db } = store;
await store.clock.freeze(now);
await sql`alter table orders disable trigger user`.execute(db);
await fillShop(
  db,
  { contacts: Number(values.contacts), orders: Number(values.orders), seed: Number(values.seed), now },
  (rows) => say(`${rows} orders`),
);
await sql`alter table orders enable trigger user`.execute(db);
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

async function time(work: () => Promise<unknown>, runs: number): Promise<number> {
  const taken: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const began = performance.now();
    await work();
    if (run > 0) taken.push(performance.now() - began);
  }
  return median(taken);
}

const rounded = (value: number): number => Math.round(value * 100) / 100;
const rankings = [];
for (const measure of MEASURES) {
  for (const [over, period] of Object.entries(PERIODS)) {
    const query = queryOf(measure, period);
    const result = await rankCustomers(db, query, now);
    const [from, to] = [result.period.from ?? "", result.period.to ?? ""];
    const plain = (await plainly(db, measure, from, to)) as readonly { readonly contact: string }[];
    if (String(plain.map((row) => row.contact)) !== String(result.rows.map((row) => row.contact)))
      throw new Error(`the roll-ups and the orders tell two lists by ${measure} over ${over}`);
    const ms = await time(() => rankCustomers(db, query, now), repeat);
    const plainMs = await time(() => plainly(db, measure, from, to), Math.min(repeat, 3));
    rankings.push({
      measure,
      over,
      ranked: result.total,
      ms: rounded(ms),
      plainMs: rounded(plainMs),
      timesFaster: rounded(plainMs / ms),
      ...(duck !== undefined && { duckDbMs: rounded(await duck.time(measure, from, to, repeat)) }),
      withBeforeMs: rounded(await time(() => rankCustomers(db, query, now, { before: true }), 1)),
    });
    say(`${measure}, ${over}: ${rounded(ms)} ms, plainly ${rounded(plainMs)} ms`);
  }
}
const gateway = await timeGateway(store, now, 1_000, 3);
const statements = await timeStatements(store, now, 1_000, 5);
const { rows: sizes } = await sql<{ rows: number; megabytes: number }>`
  select count(*)::int as rows, pg_total_relation_size('rollup') / 1048576 as megabytes from rollup`.execute(
  db,
);
await close();
process.stdout.write(
  `${JSON.stringify(
    {
      version: 1,
      bench: "loyalty",
      machine: machine(),
      database,
      contacts: Number(values.contacts),
      orders: Number(values.orders),
      slowestMs: Math.max(...rankings.map(({ ms }) => ms)),
      leastTimesFaster: Math.min(...rankings.map(({ timesFaster }) => timesFaster)),
      rankings,
      ingestion: { gateway, statements },
      rebuild: {
        seconds: rounded(rebuilt.milliseconds / 1000),
        ordersPerSecond: Math.round(Number(values.orders) / (rebuilt.milliseconds / 1000)),
        rollups: sizes[0],
      },
    },
    null,
    2,
  )}\n`,
);
