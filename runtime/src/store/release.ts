import type { DurationOf, Resume } from "@trajet/compiler/program";
import { type Kysely, sql } from "kysely";
import type { Millis } from "../engine/facts.ts";
import type { Resumption } from "../engine/pause.ts";
import type { Database } from "./database.ts";
import type { Schema } from "./schema.ts";
import { stamp } from "./wire-types.ts";

/** Runs woken by one page, and the most that may wait for the relay while another page goes. */
const PAGE = 200;
/** Real milliseconds between two looks while there is something to release, and while there is nothing. */
const BUSY_MS = 100;
const IDLE_MS = 1_000;

/** Notes, in the transaction that resumes a journey, what becomes of those who came due in the pause. Nobody is woken here. */
export async function beginResume(
  tx: Kysely<Schema>,
  journey: string,
  { policy, olderThan, program, pausedAt, at, until }: Resumption & { readonly until: Millis | null },
): Promise<void> {
  await sql`
    insert into release (journey, kind, policy, older_than, program, paused_at, at, until, total, released, cursor, finished_at)
    select ${journey}, 'resume', ${policy}, ${olderThan === null ? null : JSON.stringify(olderThan)}::jsonb, ${program},
      ${stamp(pausedAt)}::timestamptz, ${stamp(at)}::timestamptz, ${stamp(until)}::timestamptz, count(*), 0, '',
      case when count(*) = 0 then ${stamp(at)}::timestamptz end
    from run where journey = ${journey} and state = 'alive' and hold->>'by' = 'pause'
    on conflict (journey) do update set kind = excluded.kind, policy = excluded.policy, older_than = excluded.older_than,
      program = excluded.program, paused_at = excluded.paused_at, at = excluded.at, until = excluded.until, total = excluded.total, released = 0,
      cursor = '', finished_at = excluded.finished_at
  `.execute(tx);
}

/** Notes, in the transaction that archives a journey, that everybody in it is to leave. */
export async function beginArchive(tx: Kysely<Schema>, journey: string, at: Millis): Promise<void> {
  await sql`
    insert into release (journey, kind, policy, paused_at, at, total, released, cursor)
    select ${journey}, 'archive', 'exit', ${stamp(at)}::timestamptz, ${stamp(at)}::timestamptz, count(*), 0, ''
    from run where journey = ${journey} and state = 'alive'
    on conflict (journey) do update set kind = excluded.kind, policy = excluded.policy, older_than = null,
      program = null, paused_at = excluded.paused_at, at = excluded.at, until = null, total = excluded.total, released = 0,
      cursor = '', finished_at = null
  `.execute(tx);
}

/** A pause, while people are still on their way out of the last one: who is held stays so. */
export async function stopRelease(tx: Kysely<Schema>, journey: string): Promise<void> {
  await tx.deleteFrom("release").where("journey", "=", journey).execute();
}

interface Under {
  readonly journey: string;
  readonly kind: "resume" | "archive";
  readonly cursor: string;
  readonly wanted: number;
}

/**
 * Wakes the next page of those who are held, who has waited longest first. A page goes when the relay has worked off the one
 * before, so that nobody else's wake waits behind a hundred thousand; where the journey says `over`, as many go as the time
 * that has passed allows, and meanwhile other journeys have their turn. It is all in the database: whatever dies, another process goes on.
 *
 * @returns how many were woken, and when to look again
 */
export async function releasePage(
  db: Database,
): Promise<{ readonly released: number; readonly nextMs: number }> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<Under>`
      select r.journey, r.kind, r.cursor, may.wanted from release r cross join lateral (select least(
        ${PAGE} - (select count(*) from (select from outbox limit ${PAGE}) waiting),
        case when r.until is null or trajet_now() >= r.until then ${PAGE}
          else ceil(r.total * extract(epoch from trajet_now() - r.at) / extract(epoch from r.until - r.at)) - r.released
        end)::int as wanted) may
      where r.finished_at is null and may.wanted > 0 order by r.at limit 1 for update of r skip locked
    `.execute(tx);
    const [under] = rows;
    if (under === undefined) return { released: 0, nextMs: (await isUnderWay(tx)) ? BUSY_MS : IDLE_MS };
    const woken = await wakePage(tx, under);
    const last = woken.at(-1) ?? under.cursor;
    // A page may be smaller than asked for where somebody was woken by an event meanwhile: only an empty one is the last.
    const ended = woken.length === 0;
    await sql`update release set released = released + ${woken.length}, cursor = ${last},
      finished_at = case when ${ended}::boolean then trajet_now() end where journey = ${under.journey}`.execute(
      tx,
    );
    return { released: woken.length, nextMs: ended ? 0 : BUSY_MS };
  });
}

async function isUnderWay(tx: Kysely<Schema>): Promise<boolean> {
  const open = await tx
    .selectFrom("release")
    .select("journey")
    .where("finished_at", "is", null)
    .limit(1)
    .execute();
  return open.length > 0;
}

/**
 * The ids in the order of the page. One that is woken already has a due moment. That is asked in words that no index on it
 * answers: those of `run_held` stand in the order of the page, and a page must not sort all who are left.
 */
async function wakePage(tx: Kysely<Schema>, { journey, kind, cursor, wanted }: Under): Promise<string[]> {
  const page =
    kind === "resume"
      ? sql`hold->>'by' = 'pause' and coalesce(due_at, 'infinity') = 'infinity' order by hold->>'since', id`
      : sql`id > ${cursor} order by id`;
  const { rows } = await sql<{ id: string }>`
    with page as (
      select id, journey from run where journey = ${journey} and state = 'alive' and ${page} limit ${wanted} for update
    ), woken as (
      update run set due_at = trajet_now() from page where run.id = page.id
    )
    insert into outbox (run, journey) select id, journey from page returning run as id
  `.execute(tx);
  return rows.map(({ id }) => id).sort();
}

/** The row of a release, as a statement that collects JSON reads it. */
export interface ReleaseJson {
  readonly kind: string;
  readonly policy: string;
  readonly older_than: DurationOf | null;
  readonly program: string | null;
  readonly paused_at: string;
  readonly at: string;
}

/** @param current the version of today: a release that was noted before it said of which it is goes by it */
export function resumptionOf(row: ReleaseJson | null, current: string): Resumption | null {
  if (row?.kind !== "resume") return null;
  return {
    policy: row.policy as Resume["policy"],
    olderThan: row.older_than,
    program: row.program ?? current,
    pausedAt: Date.parse(row.paused_at),
    at: Date.parse(row.at),
  };
}
