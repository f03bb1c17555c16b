import { type Kysely, sql } from "kysely";

/** What shops tell besides purchases, and what starts many people at once: the calendar. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table orders
    add column fulfilled_at timestamptz,
    add column shipped_at timestamptz,
    add column cancelled_at timestamptz,
    add column refunded_at timestamptz`,
  `alter table watch drop constraint watch_kind_check`,
  `alter table watch add constraint watch_kind_check check (kind in ('segment', 'absence', 'abandonment'))`,
  `create table product (
    store text not null,
    sku text not null,
    in_stock boolean not null,
    at timestamptz not null,
    body jsonb not null,
    primary key (store, sku)
  )`,
  // A start by the calendar of an active journey. All occasions up to \`handled\` are dealt with.
  `create table schedule (
    id text primary key,
    journey text not null references journey (name),
    start text not null,
    handled timestamptz not null,
    due_at timestamptz
  )`,
  `create index schedule_due on schedule (due_at)`,
  // A walk through the contacts whom something concerns, in the order of their ids; \`cursor\` is the last one visited.
  `create table scan (
    id text primary key,
    kind text not null,
    body jsonb not null,
    at timestamptz not null,
    cursor text not null default '',
    visited integer not null default 0,
    started integer not null default 0,
    total integer not null,
    done boolean not null default false,
    due_at timestamptz
  )`,
  `create index scan_due on scan (due_at) where not done`,
  `create index contact_zone on contact (audience, coalesce(fields->>'timezone', ''), id)`,
];
