import { type Kysely, sql } from "kysely";

/**
 * The first tables. Only SQL that PostgreSQL 15 and PGlite share. Moments are `timestamptz`, cut to milliseconds, since
 * the engine counts in them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table clock (
    one boolean primary key default true check (one),
    at timestamptz not null,
    real_at timestamptz not null,
    factor double precision not null default 1,
    frozen boolean not null default false
  )`,
  `insert into clock (at, real_at) select t, t from (select date_trunc('milliseconds', clock_timestamp()) as t) now`,
  `create function trajet_now() returns timestamptz language sql volatile as $$
    select date_trunc('milliseconds',
      case when frozen then at else at + (clock_timestamp() - real_at) * factor end) from clock
  $$`,
  `create table contact (
    id text primary key,
    audience text not null,
    fields jsonb not null,
    tags jsonb not null default '[]',
    groups jsonb not null default '[]',
    consent jsonb not null default '{}',
    archived boolean not null default false,
    seq integer not null default 0,
    created_at timestamptz not null
  )`,
  `create unique index contact_email on contact (audience, lower(fields->>'email'))`,
  `create table event (
    contact text not null references contact (id),
    seq integer not null,
    id text not null unique,
    key text not null,
    at timestamptz not null,
    received_at timestamptz not null,
    cause text,
    depth integer not null default 0,
    body jsonb not null,
    primary key (contact, seq)
  )`,
  `create index event_by_key on event (contact, key, at, seq)`,
  `create table orders (
    store text not null,
    id text not null,
    contact text not null references contact (id),
    total numeric not null,
    refunded numeric not null default 0,
    currency text not null,
    status text not null,
    placed_at timestamptz not null,
    items jsonb not null default '[]',
    primary key (store, id)
  )`,
  `create index orders_by_time on orders (store, placed_at)`,
  `create index orders_by_contact on orders (contact, placed_at)`,
  `create table program (
    hash text primary key,
    journey text not null,
    body jsonb not null,
    source jsonb not null,
    created_at timestamptz not null
  )`,
  `create table journey (
    name text primary key,
    status text not null check (status in ('draft', 'active', 'paused', 'archived')),
    program text not null references program (hash),
    activated_at timestamptz
  )`,
  `create table run (
    id text primary key,
    contact text not null references contact (id),
    journey text not null,
    key text not null,
    program text not null references program (hash),
    state text not null check (state in ('alive', 'finished', 'exited')),
    step text,
    entered boolean not null,
    visits jsonb not null,
    at timestamptz not null,
    cursor_at timestamptz not null,
    cursor_seq integer not null,
    due_at timestamptz,
    epoch integer not null,
    entered_at timestamptz not null,
    entry jsonb not null,
    occurrence text not null,
    cause_depth integer not null,
    held boolean not null default false,
    ended_at timestamptz,
    reason text,
    unique (journey, contact, occurrence)
  )`,
  `create unique index run_alive_key on run (journey, contact, key) where state = 'alive'`,
  `create index run_alive_contact on run (contact) where state = 'alive'`,
  `create index run_alive_due on run (due_at) where state = 'alive'`,
  `create index run_by_journey on run (journey, state, step)`,
  `create index run_by_contact on run (contact, journey)`,
  `create table wait (
    run text not null references run (id),
    step text not null,
    visit integer not null,
    from_at timestamptz not null,
    from_seq integer not null,
    deadline timestamptz,
    state text not null check (state in ('open', 'matched', 'timed out', 'left')),
    arm integer,
    event_at timestamptz,
    event_seq integer,
    primary key (run, step, visit)
  )`,
  `create table effect (
    run text not null references run (id),
    step text not null,
    visit integer not null,
    contact text not null references contact (id),
    journey text not null,
    channel text not null,
    message text not null,
    labels jsonb not null default '[]',
    state text not null check (state in ('intent', 'retry', 'done', 'refused', 'unknown')),
    lease_until timestamptz,
    attempt integer not null,
    request jsonb not null,
    provider_ref text,
    at timestamptz not null,
    primary key (run, step, visit)
  )`,
  `create table outbox (
    id bigint generated always as identity primary key,
    run text not null,
    journey text not null,
    taken_until timestamptz
  )`,
  `create table journal (
    id bigint generated always as identity primary key,
    contact text not null,
    journey text not null,
    run text not null,
    program text not null,
    at timestamptz not null,
    kind text not null,
    step text,
    data jsonb not null default '{}'
  )`,
  `create index journal_by_contact on journal (contact, id)`,
  `create index journal_by_journey on journal (journey, kind)`,
  `create table counter (name text primary key, value bigint not null)`,
  `create table api_key (hash text primary key, name text not null, created_at timestamptz not null)`,
  `create table setting (name text primary key, value jsonb not null)`,
];
