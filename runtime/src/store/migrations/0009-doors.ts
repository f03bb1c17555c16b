import { randomBytes } from "node:crypto";
import { type Kysely, sql } from "kysely";

/** Keys of the doors with what they may do; when a wake was asked for; addresses that stay suppressed after their person was erased. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  // Made once, for the life of the database: every process signs links with it, and a backup that is restored honours them.
  const secret = JSON.stringify(randomBytes(32).toString("base64url"));
  await sql`insert into setting (name, value) values ('secret', ${secret}::jsonb) on conflict do nothing`.execute(
    db,
  );
}

const STATEMENTS = [
  `alter table api_key
    add column prefix text not null default '',
    add column scopes jsonb not null default '["read", "write"]',
    add column revoked_at timestamptz`,
  `alter table outbox add column asked_at timestamptz not null default clock_timestamp()`,
  `create unique index api_key_name on api_key (name) where revoked_at is null`,
  `create table suppression (
    channel text not null,
    hash text not null,
    status text not null check (status in ('unsubscribed', 'cleaned')),
    at timestamptz not null,
    primary key (channel, hash)
  )`,
];
