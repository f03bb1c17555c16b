import { sql } from "kysely";
import type { Database } from "../../runtime/src/store/database.ts";
import { median } from "../machine.ts";
import { type MEASURES, VALUES } from "./queries.ts";

/** What of DuckDB is used here; it is no dependency of ours: `npm install --no-save @duckdb/node-api` brings it. */
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

/** The orders in DuckDB, in memory; `undefined` where it is not installed. */
export async function besideDuckDb(db: Database): Promise<Beside | undefined> {
  const name = "@duckdb/node-api";
  const duck = await import(name).then(
    (module: DuckDb) => module,
    () => undefined,
  );
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

const utc = (moment: string): string => new Date(moment).toISOString().slice(0, -1);
const AT_ONCE = 50_000;

async function copy(db: Database, connection: Connection): Promise<void> {
  let after = "";
  for (;;) {
    const { rows } = await sql<{ id: string; line: string }>`
      select id, format('(%s,''%s'',%s,%s)', substr(contact, 2)::int, placed_at at time zone 'UTC', total, refunded) as line
      from orders where store = 'Boutique' and id > ${after} and status = 'paid' order by id limit ${AT_ONCE}`.execute(
      db,
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    await connection.run(`insert into orders values ${rows.map(({ line }) => line).join(",")}`);
    after = last.id;
  }
}
