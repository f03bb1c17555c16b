import { readFile } from "node:fs/promises";
import { sql } from "kysely";
import type { Store } from "../runtime/src/store/open.ts";

/** Processor time of this process since it began, in milliseconds; that of PGlite's thread is among it. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * Processor time of the processes that serve a PostgreSQL's connections to this database, in milliseconds; 0 where there
 * are none, or where the system does not tell.
 */
export async function serverMs({ db }: Pick<Store, "db">): Promise<number> {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity where datname = current_database() and backend_type = 'client backend'
  `.execute(db);
  const times = await Promise.all(rows.map(({ pid }) => nanosecondsOf(pid)));
  return times.reduce((sum, one) => sum + one, 0) / 1e6;
}

/** The first number of `schedstat` is the time that the process had on a processor. */
async function nanosecondsOf(pid: number): Promise<number> {
  try {
    return Number((await readFile(`/proc/${pid}/schedstat`, "utf8")).split(" ", 1)[0]);
  } catch {
    return 0;
  }
}
