import { type Kysely, sql } from "kysely";

/**
 * As whom a contact was known before others were merged into it: their ids, and the addresses that it did not take over, so
 * that what is told of them later finds it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table contact_alias (
    id text primary key,
    contact text not null references contact (id) on delete cascade,
    email text,
    phone text,
    merged_at timestamptz not null
  )`,
  "create index contact_alias_by_contact on contact_alias (contact)",
  "create index contact_alias_by_email on contact_alias (lower(email)) where email is not null",
  // Customers whose contact was merged into this one: their addresses do not take the place of its own.
  "alter table shop_customer add column former boolean not null default false",
  "create index contact_alias_by_phone on contact_alias (phone) where phone is not null",
];
