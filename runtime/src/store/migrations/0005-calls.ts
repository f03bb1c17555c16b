import { type Kysely, sql } from "kysely";

/**
 * What actions that are no messages leave behind: codes and who was given them, who is in which custom audience. And what
 * could not be done: attempts that failed, and payloads that did not fit.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table run
    add column failures integer not null default 0,
    add column stuck text`,
  `create index run_stuck on run (journey, id) where stuck is not null`,
  `create table coupon_code (
    coupon text not null,
    code text not null,
    id bigint generated always as identity,
    added_at timestamptz not null,
    contact text,
    run text,
    step text,
    visit integer,
    given_at timestamptz,
    primary key (coupon, code)
  )`,
  `create index coupon_code_free on coupon_code (coupon, id) where run is null`,
  `create unique index coupon_code_given on coupon_code (run, step, visit) where run is not null`,
  `create table custom_audience_member (
    contact text not null references contact (id),
    audience text not null,
    since timestamptz not null,
    primary key (contact, audience)
  )`,
  `create table dead_letter (
    id bigint generated always as identity primary key,
    kind text not null,
    hash text not null,
    body jsonb not null,
    reason text not null,
    tries integer not null default 1,
    received_at timestamptz not null,
    tried_at timestamptz not null,
    unique (kind, hash)
  )`,
];
