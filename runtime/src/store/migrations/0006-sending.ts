import { type Kysely, sql } from "kysely";

/** Why a run is held, and which messages the limits count. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table run add column hold jsonb`,
  `update run set hold = jsonb_build_object('by', 'pause', 'since', at, 'until', null, 'reason', 'the journey is paused')
    where held`,
  `alter table run drop column held`,
  // Those of a journey by what holds them, who has waited longest first.
  `create index run_held on run (journey, (hold->>'by'), (hold->>'since'), id) where state = 'alive' and hold is not null`,
  `alter table effect add column marketing boolean not null default false`,
  // Mail that was sent so far was marketing where it had a link to unsubscribe.
  `update effect set marketing = coalesce(jsonb_typeof(request->'unsubscribeUrl') = 'string', false)`,
  // Of providers whose rate is limited: messages a second, and when the next one may leave (milliseconds since 1970).
  `create table bucket (name text primary key, rate double precision not null, tat double precision not null)`,
  `alter table journey add column paused_at timestamptz`,
  `update journey set paused_at = trajet_now() where status = 'paused'`,
  // The people of a journey on their way out of a pause, or out of a journey that was archived; the last of each journey.
  `create table release (
    journey text primary key references journey (name),
    kind text not null check (kind in ('resume', 'archive')),
    policy text not null,
    older_than jsonb,
    paused_at timestamptz not null,
    at timestamptz not null,
    until timestamptz,
    total integer not null,
    released integer not null,
    cursor text not null,
    finished_at timestamptz
  )`,
  `create index effect_marketing on effect (contact, at) where marketing`,
];
