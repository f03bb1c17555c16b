import { type Kysely, sql } from "kysely";

/** Messages to the people of a list: whom it listed when it was asked for, and what came of each. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table loyalty_sending (
    id text primary key,
    query text not null,
    message text not null,
    args jsonb not null,
    as_of timestamptz not null,
    begun_at timestamptz,
    finished_at timestamptz
  )`,
  `create unique index loyalty_sending_open on loyalty_sending (query, message, args) where finished_at is null`,
  `create table loyalty_recipient (
    sending text not null references loyalty_sending (id) on delete cascade,
    place integer not null,
    contact text not null,
    outcome text check (outcome in ('sent', 'refused')),
    reason text,
    primary key (sending, place)
  )`,
  `create index loyalty_recipient_left on loyalty_recipient (sending, place) where outcome is null`,
  `create index loyalty_recipient_by_contact on loyalty_recipient (contact)`,
];
