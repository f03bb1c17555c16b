import { spawnSync } from "node:child_process";
import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import type { Database } from "../../../runtime/src/store/database.ts";
import { median } from "../../machine.ts";
import { type MEASURES, VALUES } from "../queries.ts";

/** What of DuckDB is used here. */
interface Connection {
  readonly run: (text: string) => Promise<{ readonly getRows: () => Promise<readonly unknown[]> }>;
}
interface DuckDb {
  readonly DuckDBInstance: {
    readonly create: (path: string) => Promise<{ readonly connect: () => Promise<Connection> }>;
  };
}

export interface Beside {
  readonly time: (
    measure: (typeof MEASURES)[number],
    from: string,
    to: string,
    runs: number,
  ) => Promise<number>;
}

/** The orders in DuckDB, in memory; `undefined` where it cannot be installed. */
export async function besideDuckDb(db: Database): Promise<Beside | undefined> {
  const duck = (await load()) ?? (install() ? await load() : undefined);
  if (duck === undefined) return undefined;
  const connection = await (await duck.DuckDBInstance.create(":memory:")).connect();
  await connection.run(
    "create table orders (contact integer, placed_at timestamp, total decimal(18, 2), refunded decimal(18, 2))",
  );
  await copy(db, connection);
  return {
    async time(measure, from, to, runs) {
      const text = `select contact, ${VALUES[measure]} as value, min(placed_at) as first from orders
        where placed_at >= '${utc(from)}' and placed_at < '${utc(to)}' and (refunded = 0 or refunded < total)
        group by contact order by value desc, first, contact limit 100`;
      const taken: number[] = [];
      for (let run = 0; run <= runs; run += 1) {
        const began = performance.now();
        await (await connection.run(text)).getRows();
        if (run > 0) taken.push(performance.now() - began);
      }
      return median(taken);
    },
  };
}

const load = (): Promise<DuckDb | undefined> => {
  const name = "@duckdb/node-api";
  return import(name).then(
    (module: DuckDb) => module,
    () => undefined,
  );
};

/** 70 MB for one benchmark are in no other install: they come when they are first wanted. */
function install(): boolean {
  const args = ["install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"];
  return spawnSync("npm", args, { cwd: import.meta.dirname, stdio: ["ignore", 2, 2] }).status === 0;
}

const utc = (moment: string): string => new Date(moment).toISOString().slice(0, -1);
/** Pages of the table `orders` at once: some 70 orders lie on one. */
const AT_ONCE = 2_048;

/** Through a file, which DuckDB reads in a hundredth of the time that it takes to parse ten million rows of a statement. */
async function copy(db: Database, connection: Connection): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "trajet-duckdb-"));
  const file = join(folder, "orders.csv");
  try {
    await writeOrders(db, file);
    await connection.run(`copy orders from '${file}' (format csv, header false)`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeOrders(db: Database, file: string): Promise<void> {
  const { rows } = await sql<{ pages: number }>`
    select (pg_relation_size('orders') / current_setting('block_size')::integer)::int as pages`.execute(db);
  for (let page = 0; page < (rows[0]?.pages ?? 0); page += AT_ONCE) {
    const found = await sql<{ lines: string | null }>`
      select string_agg(concat_ws(',', substr(contact, 2)::int, placed_at at time zone 'UTC', total, refunded) || chr(10), '') as lines
      from orders where ctid >= ${`(${page},0)`}::tid and ctid < ${`(${page + AT_ONCE},0)`}::tid
        and store = 'Boutique' and status = 'paid'`.execute(db);
    await appendFile(file, found.rows[0]?.lines ?? "");
  }
}
