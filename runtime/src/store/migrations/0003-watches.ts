import { type Kysely, sql } from "kysely";

/**
 * Conditions that are kept true of each contact: who is in a segment, and who has not done something for a time. Where a
 * contact stands is in its row, which each transaction about it reads anyway; when to ask again is its alarm.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table watch (
    id integer generated always as identity primary key,
    kind text not null check (kind in ('segment', 'absence')),
    name text not null,
    audience text not null,
    hash text not null,
    body jsonb not null,
    since timestamptz not null,
    filled_to text not null default '',
    filled_at timestamptz,
    unique (kind, name)
  )`,
  `alter table contact add column watches jsonb not null default '{}'`,
  `create table alarm (
    contact text not null references contact (id) on delete cascade,
    watch integer not null references watch (id) on delete cascade,
    due_at timestamptz not null,
    taken_until timestamptz,
    primary key (contact, watch)
  )`,
  `create index alarm_due on alarm (due_at)`,
  `create index alarm_by_watch on alarm (watch)`,
];
