import { sql } from "kysely";
import type { Database } from "./database.ts";
import { insertWakes } from "./save-draft.ts";
import { isTransient } from "./transact.ts";

/** Attempts in a row that fail before a run is stuck: what is wrong is not wrong for a moment. */
export const MAX_FAILURES = 5;
/** Characters of an error that are kept as a reason. */
const LONGEST_REASON = 500;

/** A run that no attempt can decide about. It rests, and everything around it goes on, until it is retried. */
export interface StuckRun {
  readonly run: string;
  readonly contact: string;
  readonly journey: string;
  readonly step: string | null;
  readonly reason: string;
}

/**
 * Counts an attempt that failed, and after so many in a row leaves the run stuck, with the reason in the timeline. Nothing
 * is loaded for it, since loading may be what fails. What is the database's own trouble is not counted: it will pass.
 *
 * @returns whether the run is stuck now
 */
export async function countFailure(db: Database, runId: string, error: unknown): Promise<boolean> {
  if (isTransient(error)) return false;
  const reason = reasonOf(error);
  return db.transaction().execute(async (tx) => {
    await sql`select from contact where id = (select contact from run where id = ${runId}) for no key update`.execute(
      tx,
    );
    const { rows } = await sql<{ stuck: boolean }>`
      update run set failures = failures + 1, epoch = epoch + 1,
        stuck = case when failures + 1 >= ${MAX_FAILURES} then ${reason} end,
        due_at = case when failures + 1 >= ${MAX_FAILURES} then null else due_at end
      where id = ${runId} and state = 'alive' and stuck is null
      returning stuck is not null as stuck
    `.execute(tx);
    if (rows[0]?.stuck !== true) return false;
    await sql`
      insert into journal (contact, journey, run, program, at, kind, step, data)
      select contact, journey, id, program, trajet_now(), 'failed', step, ${JSON.stringify({ reason, stuck: true })}::jsonb
      from run where id = ${runId}
    `.execute(tx);
    return true;
  });
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return text.slice(0, LONGEST_REASON);
}

/** A stuck run has no timer, whatever woke it. Answers whether it is one. */
export async function rest(db: Database, runId: string): Promise<boolean> {
  const { rows } = await sql`
    update run set due_at = null where id = ${runId} and state = 'alive' and stuck is not null returning id
  `.execute(db);
  return rows.length > 0;
}

/** The stuck runs, those of one journey or all, in the order of their entry. */
export async function listStuck(db: Database, journey?: string): Promise<StuckRun[]> {
  const { rows } = await sql<StuckRun>`
    select id as run, contact, journey, step, stuck as reason from run
    where stuck is not null and state = 'alive' and (${journey ?? null}::text is null or journey = ${journey ?? null})
    order by entered_at, id
  `.execute(db);
  return rows;
}

/** Lets stuck runs be attempted again: one, those of a journey, or all. Answers how many there were. */
export async function retryStuck(
  db: Database,
  which: { readonly journey?: string; readonly run?: string },
): Promise<number> {
  const { journey = null, run = null } = which;
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string; journey: string }>`
      update run set stuck = null, failures = 0, due_at = trajet_now()
      where stuck is not null and state = 'alive'
        and (${journey}::text is null or journey = ${journey}) and (${run}::text is null or id = ${run})
      returning id, journey
    `.execute(tx);
    if (rows.length > 0) await insertWakes(tx, rows);
    return rows.length;
  });
}
