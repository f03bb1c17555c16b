import type { CompiledProject } from "@trajet/compiler/program";
import { sql } from "kysely";
import type { Millis } from "../../engine/facts.ts";
import type { Database } from "../../store/database.ts";
import { BRIEF_ORDERS } from "./brief-orders.ts";
import {
  calendarName,
  calendarOf,
  STATE_COLUMNS,
  type StartLists,
  startsInSql,
  stateValues,
} from "./calendar.ts";
import { readNumbered, readTurns } from "./numbered.ts";
import { bucketsStep, numberOfSteps, type Stage, type Step, stagesFor } from "./rebuild-steps.ts";
import { readTraded } from "./traded.ts";
import { IS_REBUILT } from "./view.ts";

type Calendared = Pick<CompiledProject, "timezone" | "weekStart" | "yearStart">;

/** How far a rebuild is: steps done, of all. */
export interface Progress {
  readonly step: string;
  readonly done: number;
  readonly of: number;
}

export interface Rebuilt {
  readonly orders: number;
  readonly milliseconds: number;
}

/** Another process rebuilds. */
export class RebuildUnderWay extends Error {}

export interface RebuildOptions {
  /** Memory for a step, as PostgreSQL writes it. */
  readonly memory?: string;
  readonly onProgress?: (progress: Progress) => void | Promise<void>;
}

const BEAT_MS = 15_000;
/** Steps at once: on a server each has a connection and a processor of its own, if there are so many. */
const AT_ONCE = 4;
/** For an index. More is slower: small sorts stay in the processor's caches, which saves more than it costs to merge them. */
const INDEX_MEMORY = "8MB";
/** A project with so many orders at most has its roll-ups made when it is published. */
const FEW = 20_000;

/**
 * Makes the roll-ups anew beside those that are there, while people go on reading and writing, and then puts them in their
 * place. What is written meanwhile is taken down, and computed again at the end. One that is killed leaves the old ones in
 * use; the next rebuild begins from the beginning.
 *
 * @throws RebuildUnderWay
 */
export async function rebuildRollups(
  db: Database,
  project: Calendared,
  now: Millis,
  { memory = "64MB", onProgress = () => undefined }: RebuildOptions = {},
): Promise<Rebuilt> {
  const began = performance.now();
  const calendar = calendarOf(project);
  const starts = startsInSql(calendar, now);
  await begin(db, calendarName(calendar), starts);
  const heart = setInterval(() => void beat(db), BEAT_MS);
  try {
    await build(db, starts, memory, onProgress);
    await finish(db, calendarName(calendar), starts);
  } catch (error) {
    await sql`update rollup_state set logging = false, step = null, beat_at = null`.execute(db);
    throw error;
  } finally {
    clearInterval(heart);
  }
  const { rows } = await sql<{ orders: number }>`select coalesce(sum(r.orders), 0)::float8 as orders
    from rollup r join rollup_bucket b on b.id = r.bucket where b.grain = 'all'`.execute(db);
  return { orders: rows[0]?.orders ?? 0, milliseconds: performance.now() - began };
}

/** Makes the roll-ups of a project that has none, or has those of another calendar, if that takes no time to speak of. */
export async function rebuildFew(db: Database, project: Calendared, now: Millis): Promise<void> {
  const { rows } = await sql<{ few: boolean }>`
    select (not ready or day_from is null) and (select count(*) from (select from orders limit ${FEW + 1}) few) <= ${FEW} as few
    from rollup_state`.execute(db);
  if (rows[0]?.few !== true) return;
  try {
    await rebuildRollups(db, project, now);
  } catch (error) {
    // Another process has published the same project, and is making them.
    if (!(error instanceof RebuildUnderWay)) throw error;
  }
}

/** Tells others that this rebuild lives. A beat that cannot be written is missed, and the rebuild itself will say why. */
async function beat(db: Database): Promise<void> {
  await sql`update rollup_state set beat_at = clock_timestamp() where logging`
    .execute(db)
    .catch(() => undefined);
}

async function build(
  db: Database,
  starts: StartLists,
  memory: string,
  onProgress: NonNullable<RebuildOptions["onProgress"]>,
): Promise<void> {
  const [traded, turns] = await Promise.all([readTraded(db), readTurns(db, starts)]);
  const of = numberOfSteps(traded);
  let done = 0;
  const work = async (one: Step) => {
    await onProgress({ step: one.step, done, of });
    await take(db, one, memory, of);
    done += 1;
  };
  await work(bucketsStep(starts, turns, traded));
  const numbered = await readNumbered(db, starts, turns, traded);
  for (const stage of stagesFor(numbered, traded)) await severalAtOnce(stage, work);
  await onProgress({ step: "catching up", done: of, of });
}

/** All of them, `AT_ONCE` at a time. After one that fails no other is begun, and the failure waits for those under way. */
async function severalAtOnce(stage: Stage, work: (step: Step) => Promise<void>): Promise<void> {
  const waiting = [...stage];
  const lane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      await work(step).catch((error) => {
        waiting.length = 0;
        throw error;
      });
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, lane));
  for (const one of ended) if (one.status === "rejected") throw one.reason;
}

async function take(db: Database, { step, statements }: Step, memory: string, of: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // All orders meet all customers: looked up one by one they would be read in no order, again and again. Compiling such
    // statements takes longer than they do.
    await sql`select set_config('work_mem', ${memory}, true), set_config('maintenance_work_mem', ${INDEX_MEMORY}, true),
      set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true),
      set_config('max_parallel_maintenance_workers', '0', true)`.execute(tx);
    for (const statement of statements) await statement.execute(tx);
    await sql`update rollup_state set step = ${step}, done = done + ${1 / of}::float8, beat_at = clock_timestamp()`.execute(
      tx,
    );
  });
}

/** From here on what is written is taken down. The lock waits for those who write, and began before they could know. */
async function begin(db: Database, calendar: string, starts: StartLists): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`lock table orders in share row exclusive mode`.execute(tx);
    const { rows } = await sql<{ busy: boolean }>`
      select ${IS_REBUILT} as busy from rollup_state for update`.execute(tx);
    if (rows[0]?.busy === true)
      throw new RebuildUnderWay("the roll-ups are being rebuilt by another process");
    await sql`
      insert into rollup_state (${STATE_COLUMNS}, ready, logging, beat_at)
      values (${stateValues(calendar, starts)}, false, true, clock_timestamp())
      on conflict (one) do update set logging = true, beat_at = clock_timestamp(), step = null, done = 0`.execute(
      tx,
    );
    await sql`delete from rollup_touched`.execute(tx);
    for (const table of NEXT) await sql`drop table if exists ${sql.table(table)}`.execute(tx);
    for (const table of TABLES) {
      await sql`create table ${sql.table(`${table}_next`)} (like ${sql.table(table)})`.execute(tx);
    }
  });
}

const TABLES = ["rollup", "rollup_count"] as const;
const NEXT = [...TABLES.map((table) => `${table}_next`), BRIEF_ORDERS];

/** Puts the new tables in the place of the old ones; who writes waits for as long as it takes to catch up. */
async function finish(db: Database, calendar: string, starts: StartLists): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`lock table orders in share row exclusive mode`.execute(tx);
    for (const table of TABLES) {
      await sql`drop table ${sql.table(table)}`.execute(tx);
      await sql`alter table ${sql.table(`${table}_next`)} rename to ${sql.table(table)}`.execute(tx);
    }
    await sql`update rollup_state set (${STATE_COLUMNS}) = row(${stateValues(calendar, starts)}),
      ready = true, logging = false, step = null, done = 1, beat_at = null`.execute(tx);
    await sql`select rollup_recompute(coalesce((select array_agg(distinct
      (customer, store, currency, placed_at)::rollup_touch) from rollup_touched), '{}'))`.execute(tx);
    await sql`delete from rollup_touched`.execute(tx);
  });
  await sql`analyze rollup`.execute(db);
}
