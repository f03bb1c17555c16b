import { readFile } from "node:fs/promises";
import { sql } from "kysely";
import type { Store } from "../runtime/src/store/open.ts";

/** Processor time of this process since it began, in milliseconds; that of PGlite's thread is among it. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Linux counts in hundredths of a second. */
const TICK_MS = 10;

/** Processor time of another process with all its threads, in milliseconds; 0 where the system does not tell. */
export async function otherMs(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // Behind the name, which may hold anything: state, then eleven fields, then the times in user mode and in the system's.
  const [user, system] = text
    .slice(text.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13)
    .map(Number);
  return ((user ?? 0) + (system ?? 0)) * TICK_MS;
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
