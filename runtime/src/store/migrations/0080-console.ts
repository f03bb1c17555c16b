import { type Kysely, sql } from "kysely";

/** Who is signed in to the console, and what was changed from there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Of the token that the browser has, only the hash. Who came in by a key may what the key may, and goes with it.
  `create table console_session (
    hash text primary key,
    name text not null,
    key_hash text,
    scopes jsonb not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
  )`,
  `create index console_session_by_end on console_session (expires_at)`,
  // The status is null while the change is under way, and stays so where the process died meanwhile.
  `create table audit (
    id bigserial primary key,
    at timestamptz not null,
    who text not null,
    what text not null,
    subject text,
    contact text,
    status integer
  )`,
  `create index audit_by_contact on audit (contact) where contact is not null`,
];
