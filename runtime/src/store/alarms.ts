import { sql } from "kysely";
import type { Database } from "./database.ts";
import type { Ingest } from "./ingest.ts";
import { makeDueList } from "./lists.ts";

/** How long a poller keeps the alarms that it took, in seconds of real time: longer than a page of them takes. */
const TAKEN_SECONDS = 60;
const DOZE_MS = 1_000;
/** A clock that is sped up and runs by itself is asked more often: a second of it may be a day. */
const SHORT_DOZE_MS = 100;

/** What the poller of alarms asks of the store. */
export interface AlarmHost {
  /** Contacts with alarms that are due, longest overdue first, taken for a while so that no two pollers take one. */
  readonly takeAlarms: (limit: number) => Promise<readonly string[]>;
  /** Lets happen what time alone has changed about a contact: one transaction under its lock. */
  readonly ring: (contact: string) => Promise<void>;
  /** How long to doze, in milliseconds of real time. */
  readonly nextAlarmMs: () => Promise<number>;
  /** Makes a list of a loyalty query that is due, if any is. Answers whether it did. */
  readonly makeList: () => Promise<boolean>;
  /** Contacts whose place in a new or changed condition is to be set down next; empty when all are. */
  readonly takeUnfilled: (limit: number) => Promise<readonly string[]>;
}

/** @param onWake told where a list was made, as a scan tells of it */
export function createAlarms(ingest: Ingest, onWake: () => void): AlarmHost {
  const { db } = ingest;
  return {
    takeAlarms: (limit) => takeAlarms(db, limit),
    // Each transaction about a contact first brings it up to date, so that nothing is left to do inside of it.
    async ring(contact) {
      await ingest.onContact(contact, () => undefined);
    },
    nextAlarmMs: () => nextAlarmMs(db),
    makeList: () => makeDueList(db, onWake),
    takeUnfilled: (limit) => takeUnfilled(db, limit),
  };
}

async function takeAlarms(db: Database, limit: number): Promise<string[]> {
  const { rows } = await sql<{ contact: string; due: number }>`
    update alarm set taken_until = clock_timestamp() + make_interval(secs => ${TAKEN_SECONDS})
    where (contact, watch) in (
      select contact, watch from alarm
      where due_at <= (select trajet_now()) and (taken_until is null or taken_until < clock_timestamp())
      order by due_at limit ${limit} for update skip locked
    )
    returning contact, due_at as due
  `.execute(db);
  return [...new Set(rows.toSorted((one, other) => one.due - other.due).map((row) => row.contact))];
}

async function nextAlarmMs(db: Database): Promise<number> {
  const { rows } = await sql<{ ms: number | null; isFast: boolean }>`
    select (extract(epoch from (select min(due_at) from alarm
        where taken_until is null or taken_until < clock_timestamp()) - trajet_now()) * 1000
      / nullif(factor, 0))::float8 as ms, factor <> 1 and not frozen as "isFast" from clock
  `.execute(db);
  const [row] = rows;
  const longest = row?.isFast === true ? SHORT_DOZE_MS : DOZE_MS;
  return Math.max(0, Math.min(longest, Math.ceil(row?.ms ?? longest)));
}

/**
 * Rounds of a scan. Whom none of them could fill is one about whom nothing can be decided, and who is filled, as anybody, by
 * the next thing that happens to them once something can.
 */
const MOST_ROUNDS = 5;

/**
 * The next page of a scan. How far it came is noted before the page is done: whoever is left out of it when the process
 * ends is filled by the next thing that happens to them, or by the next round of the scan.
 */
async function takeUnfilled(db: Database, limit: number): Promise<string[]> {
  const open = await db
    .selectFrom("watch")
    .select(["id", "audience", "filled_to"])
    .where("filled_at", "is", null)
    .orderBy("id")
    .executeTakeFirst();
  if (open === undefined) return [];
  const { rows } = await sql<{ id: string }>`
    select id from contact where audience = ${open.audience} and id > ${open.filled_to}
      and not jsonb_exists(watches, ${String(open.id)})
    order by id limit ${limit}
  `.execute(db);
  const last = rows.at(-1);
  // A page that was begun is only passed over once all of it is filled: the next round finds who was left.
  if (last === undefined) {
    await sql`
      update watch set filled_to = '', fill_rounds = fill_rounds + 1,
        filled_at = case when filled_to = '' or fill_rounds + 1 >= ${MOST_ROUNDS} then trajet_now() end
      where id = ${open.id}`.execute(db);
    return takeUnfilled(db, limit);
  }
  await db.updateTable("watch").set({ filled_to: last.id }).where("id", "=", open.id).execute();
  return rows.map((row) => row.id);
}
