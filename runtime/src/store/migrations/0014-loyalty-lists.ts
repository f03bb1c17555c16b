import { type Kysely, sql } from "kysely";

/** The latest lists of loyalty queries, and in each contact's row where it stands in them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table loyalty_list (
    query text primary key,
    audience text not null,
    hash text not null,
    body jsonb not null,
    made integer not null default 0,
    first integer not null default 1,
    made_at timestamptz,
    due_at timestamptz,
    taken_until timestamptz
  )`,
  `create table loyalty_member (
    query text not null references loyalty_list (query) on delete cascade,
    contact text not null references contact (id) on delete cascade,
    rank integer not null,
    tier text,
    primary key (query, contact)
  )`,
  `create index loyalty_member_by_contact on loyalty_member (contact)`,
  `alter table contact add column lists jsonb not null default '{}'`,
];
