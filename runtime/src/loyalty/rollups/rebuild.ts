import type { CompiledProject } from "@trajet/compiler/program";
import { type RawBuilder, sql } from "kysely";
import type { Millis } from "../../engine/facts.ts";
import type { Database } from "../../store/database.ts";
import { calendarName, calendarOf, type Grain, startsInSql } from "./calendar.ts";

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

/** A rebuild that has not been heard of for so long has died. */
const SILENT_SECONDS = 90;
const BEAT_MS = 15_000;
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
    await build(db, stepsFor(starts), memory, onProgress);
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
    select not ready and (select count(*) from (select from orders limit ${FEW + 1}) few) <= ${FEW} as few
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
  steps: readonly Step[],
  memory: string,
  onProgress: NonNullable<RebuildOptions["onProgress"]>,
): Promise<void> {
  for (const [index, { step, statements }] of steps.entries()) {
    await onProgress({ step, done: index, of: steps.length });
    await db.transaction().execute(async (tx) => {
      // All orders meet all customers: looked up one by one they would be read in no order, again and again.
      await sql`select set_config('work_mem', ${memory}, true), set_config('maintenance_work_mem', ${memory}, true),
        set_config('enable_nestloop', 'off', true)`.execute(tx);
      for (const statement of statements) await statement.execute(tx);
      await sql`update rollup_state set step = ${step}, done = ${(index + 1) / steps.length},
        beat_at = clock_timestamp()`.execute(tx);
    });
  }
  await onProgress({ step: "catching up", done: steps.length, of: steps.length });
}

type Starts = ReturnType<typeof startsInSql>;

/** From here on what is written is taken down. The lock waits for those who write, and began before they could know. */
async function begin(db: Database, calendar: string, { week, month, quarter, year }: Starts): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`lock table orders in share row exclusive mode`.execute(tx);
    const { rows } = await sql<{ busy: boolean }>`
      select logging and beat_at > clock_timestamp() - make_interval(secs => ${SILENT_SECONDS}) as busy
      from rollup_state for update`.execute(tx);
    if (rows[0]?.busy === true)
      throw new RebuildUnderWay("the roll-ups are being rebuilt by another process");
    await sql`
      insert into rollup_state (calendar, week, month, quarter, year, ready, logging, beat_at)
      values (${calendar}, ${week}, ${month}, ${quarter}, ${year}, false, true, clock_timestamp())
      on conflict (one) do update set logging = true, beat_at = clock_timestamp(), step = null, done = 0`.execute(
      tx,
    );
    await sql`delete from rollup_touched`.execute(tx);
    for (const table of NEXT) await sql`drop table if exists ${sql.table(table)}`.execute(tx);
    for (const table of TABLES) {
      const like = table === "rollup_bucket" ? sql`including defaults including indexes` : sql``;
      await sql`create table ${sql.table(`${table}_next`)} (like ${sql.table(table)} ${like})`.execute(tx);
    }
  });
}

const TABLES = ["rollup", "rollup_bucket", "rollup_count"] as const;
const NEXT = TABLES.map((table) => `${table}_next`);

interface Step {
  readonly step: string;
  readonly statements: readonly RawBuilder<unknown>[];
}

function stepsFor(starts: Starts): readonly Step[] {
  const grains = (["all", "year", "quarter", "month", "week"] as const).map((grain) => ({
    step: grain === "all" ? "all time" : `${grain}s`,
    statements: [bucketsOf(grain, starts), rowsOf(grain, starts)],
  }));
  const mark = Date.now().toString(36);
  return [
    ...grains,
    { step: "customers", statements: [index(mark, "pk", sql`unique`, sql`bucket, customer`)] },
    {
      step: "by orders",
      statements: [index(mark, "orders", sql``, sql`bucket, orders desc, first, customer`)],
    },
    {
      step: "by total spent",
      statements: [index(mark, "spent", sql``, sql`bucket, spent desc, first, customer`)],
    },
    {
      step: "by average",
      statements: [index(mark, "average", sql``, sql`bucket, average desc, first, customer`)],
    },
    {
      step: "numbers of customers",
      statements: [
        sql`insert into rollup_count_next select bucket, rollup_shard(customer), count(*) from rollup_next group by 1, 2`,
        sql`alter table rollup_count_next add primary key (bucket, shard)`,
      ],
    },
  ];
}

function index(mark: string, name: string, kind: RawBuilder<unknown>, columns: RawBuilder<unknown>) {
  return sql`create ${kind} index ${sql.ref(`rollup_${mark}_${name}`)} on rollup_next (${columns})`;
}

/** Of each store and audience those up to the last order: later ones are made when something is written to them. */
function bucketsOf(grain: Grain | "all", starts: Starts): RawBuilder<unknown> {
  const values = sql`audience, store, currency, grain, start`;
  if (grain === "all") {
    return sql`insert into rollup_bucket_next (${values})
      select a.audience, o.store, o.currency, 'all', '-infinity'
      from (select distinct audience from contact where audience <> '') a
      cross join (select distinct store, currency from orders) o`;
  }
  return sql`insert into rollup_bucket_next (${values})
    select b.audience, b.store, b.currency, ${grain}, g.start
    from rollup_bucket_next b cross join unnest(${starts[grain]}) g (start)
    where b.grain = 'all' and g.start <= (select max(changed_at) from orders)`;
}

/** The orders of a grain by customer and bucket; those of one store and currency at once. */
function rowsOf(grain: Grain | "all", starts: Starts): RawBuilder<unknown> {
  const first = grain === "all" ? sql`` : sql`and o.placed_at >= (${starts[grain]})[1]`;
  const start =
    grain === "all" ? sql`'-infinity'::timestamptz` : sql`rollup_start(o.placed_at, ${starts[grain]})`;
  return sql`
    insert into rollup_next (bucket, customer, orders, spent, average, largest, first, last)
    select b.id, o.contact, o.orders, o.spent, round(o.spent::numeric(100, 30) / o.orders, 30), o.largest, o.first, o.last
    from (
      select o.contact, o.store, o.currency, ${start} as start, count(*)::int as orders, sum(o.total - o.refunded) as spent,
        max(o.total - o.refunded) as largest, min(o.placed_at) as first, max(o.placed_at) as last
      from orders o where o.status = 'paid' and (o.refunded = 0 or o.refunded < o.total) ${first}
      group by 1, 2, 3, 4
    ) o
    join contact c on c.id = o.contact and not c.archived
    join rollup_bucket_next b on b.audience = c.audience and b.store = o.store and b.currency = o.currency
      and b.grain = ${grain} and b.start = o.start`;
}

/** Puts the new tables in the place of the old ones; who writes waits for as long as it takes to catch up. */
async function finish(db: Database, calendar: string, { week, month, quarter, year }: Starts): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`lock table orders in share row exclusive mode`.execute(tx);
    await sql`alter sequence rollup_bucket_id_seq owned by none`.execute(tx);
    for (const table of TABLES) {
      await sql`drop table ${sql.table(table)}`.execute(tx);
      await sql`alter table ${sql.table(`${table}_next`)} rename to ${sql.table(table)}`.execute(tx);
    }
    await sql`alter sequence rollup_bucket_id_seq owned by rollup_bucket.id`.execute(tx);
    await sql`update rollup_state set calendar = ${calendar}, week = ${week}, month = ${month}, quarter = ${quarter},
      year = ${year}, ready = true, logging = false, step = null, done = 1, beat_at = null`.execute(tx);
    await sql`select rollup_recompute(coalesce((select array_agg(distinct
      (customer, store, currency, placed_at)::rollup_touch) from rollup_touched), '{}'))`.execute(tx);
    await sql`delete from rollup_touched`.execute(tx);
  });
  await sql`analyze rollup`.execute(db);
}
