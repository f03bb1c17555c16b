import { sql } from "kysely";
import type { Store } from "../runtime/src/store/open.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Days after which those come due of whom nothing else is said. */
const LONG = 365;

export interface Waiting {
  readonly journey: string;
  /** The step at which they stand: a delay or a wait. */
  readonly step: string;
  /** What the contacts' ids begin with, before their number from 1. */
  readonly prefix: string;
  readonly count: number;
  /** The journeys' clock; they entered a day before. */
  readonly now: number;
  /** For the first ones, an hour before so many days from now they come due; the others wait for a year. */
  readonly days?: readonly number[];
}

/** Contacts, runs and what they wait for, in three statements. The journey is published. */
export async function fillWaiting({ db }: Store, waiting: Waiting): Promise<void> {
  const { journey, step, prefix, count, now, days = [] } = waiting;
  const entered = new Date(now - DAY_MS).toISOString();
  const { program: hash } = await db
    .selectFrom("journey")
    .select("program")
    .where("name", "=", journey)
    .executeTakeFirstOrThrow();
  await sql`insert into contact (id, audience, fields, consent, created_at)
    select ${prefix}::text || n, 'Newsletter', jsonb_build_object('email', ${prefix}::text || n || '@bench.example', 'points', 0),
      '{"email": "subscribed"}', ${entered}::timestamptz
    from generate_series(1, ${count}::int) n`.execute(db);
  await sql`insert into run (id, contact, journey, key, program, state, step, entered, visits, at, cursor_at, cursor_seq,
      due_at, epoch, entered_at, entry, occurrence, cause_depth, remembered)
    select 'run-' || ${prefix}::text || n, ${prefix}::text || n, ${journey}, '', ${hash}, 'alive', ${step}, true,
      jsonb_build_object(${step}::text, 1), ${entered}::timestamptz, ${entered}::timestamptz, 0,
      ${new Date(now).toISOString()}::timestamptz
        + make_interval(days => coalesce((${JSON.stringify(days)}::jsonb->>(n - 1))::int, ${LONG}::int), hours => -1),
      1, ${entered}::timestamptz, '{"kind": "signup", "at": 0}', 'o-' || ${prefix}::text || n, 0, '{}'
    from generate_series(1, ${count}::int) n`.execute(db);
  await sql`insert into wait (run, step, visit, from_at, from_seq, deadline, state)
    select id, step, 1, at, 0, due_at, 'open' from run where starts_with(id, 'run-' || ${prefix}::text)`.execute(
    db,
  );
  await sql`analyze`.execute(db);
}
