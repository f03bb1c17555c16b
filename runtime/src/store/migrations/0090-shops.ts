import { type Kysely, sql } from "kysely";

/** What shops tell by their webhooks: calls that were taken, their customers, and what is where on which shelf. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table orders add column updated_at timestamptz`,
  `create table shop_call (
    store text not null,
    id text not null,
    at timestamptz not null default trajet_now(),
    primary key (store, id)
  )`,
  `create index shop_call_by_age on shop_call (at)`,
  `create table shop_customer (
    store text not null,
    id text not null,
    contact text not null,
    updated_at timestamptz not null,
    consent_at timestamptz,
    primary key (store, id)
  )`,
  `create index shop_customer_by_contact on shop_customer (contact)`,
  `create table shop_item (
    store text not null,
    id text not null,
    product jsonb,
    endless boolean not null default false,
    levels jsonb not null default '{}',
    primary key (store, id)
  )`,
];
