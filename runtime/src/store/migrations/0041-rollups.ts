import { type Kysely, sql } from "kysely";

/**
 * Roll-ups: what each customer came to in a week, month, quarter, year and in all time, in each store, so that a ranking is
 * a walk along an index. Triggers keep them, in the transaction that writes an order and by statement: a batch is one step.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const functions = [...STARTS, ...keepingFunctions({ byDay: false, byKey: false }), ...TOUCHING];
  for (const statement of [...TABLES, ...functions, ...TRIGGERS]) await sql.raw(statement).execute(db);
}

const TABLES = [
  // One row, once a project is deployed: where weeks, months, quarters and years begin, from the first that is kept to the
  // end of the last that is known. `logging`: a rebuild is under way, and wants to know what changes.
  `create table rollup_state (
    one boolean primary key default true check (one),
    calendar text not null,
    week timestamptz[] not null,
    month timestamptz[] not null,
    quarter timestamptz[] not null,
    year timestamptz[] not null,
    ready boolean not null,
    logging boolean not null default false,
    step text,
    done double precision not null default 0,
    beat_at timestamptz
  )`,
  // A trigger reads the lists for each row: they are neither compressed nor kept elsewhere.
  `alter table rollup_state alter week set storage plain, alter month set storage plain,
    alter quarter set storage plain, alter year set storage plain`,
  `create table rollup_bucket (
    id serial primary key,
    audience text not null,
    store text not null,
    currency text not null,
    grain text not null,
    start timestamptz not null,
    unique (store, currency, grain, start, audience)
  )`,
  `create table rollup (
    bucket integer not null,
    customer text collate "C" not null,
    orders integer not null,
    spent numeric not null,
    average numeric not null,
    largest numeric not null,
    first timestamptz not null,
    last timestamptz not null,
    primary key (bucket, customer)
  )`,
  `create index rollup_by_orders on rollup (bucket, orders desc, first, customer)`,
  `create index rollup_by_spent on rollup (bucket, spent desc, first, customer)`,
  `create index rollup_by_average on rollup (bucket, average desc, first, customer)`,
  // How many customers a bucket has, in shards, so that writers do not wait for each other.
  `create table rollup_count (
    bucket integer not null,
    shard integer not null,
    contacts integer not null,
    primary key (bucket, shard)
  )`,
  `create type rollup_touch as (contact text, store text, currency text, placed_at timestamptz)`,
  `create table rollup_touched (customer text not null, store text not null, currency text not null, placed_at timestamptz not null)`,
];

/** The buckets of a moment, for a `rollup_state` s. Those by day came later (0092). */
const grainsOf = (byDay: boolean) => (at: string) =>
  `(values
  ('all', '-infinity'::timestamptz), ('week', rollup_start(${at}, s.week)), ('month', rollup_start(${at}, s.month)),
  ('quarter', rollup_start(${at}, s.quarter)), ('year', rollup_start(${at}, s.year))${byDay ? `, ('day', rollup_day(${at}, s))` : ""})`;

/** Looked up for each row, whatever the planner thinks of how many there are. */
const BUCKET = (of: string, more = "") => `(select b.id from rollup_bucket b where b.store = ${of}.store
  and b.currency = ${of}.currency and b.grain = g.grain and b.start = g.start ${more} offset 0)`;

const AVERAGE = (spent: string, orders: string) => `round((${spent})::numeric(100, 30) / (${orders}), 30)`;

const SUMS = `count(*), sum(o.total - o.refunded), ${AVERAGE("sum(o.total - o.refunded)", "count(*)")},
  max(o.total - o.refunded), min(o.placed_at), max(o.placed_at)`;

/** An order counts as in `countedOrders`. */
const COUNTS = `o.status = 'paid' and (o.refunded = 0 or o.refunded < o.total)`;

const STARTS = [
  // The last of the starts that is not after a moment; null before the first and from the last on.
  `create function rollup_start(at timestamptz, starts timestamptz[]) returns timestamptz language sql immutable as
    'select starts[nullif(nullif(width_bucket(at, starts), 0), cardinality(starts))]'`,
  `create function rollup_shard(customer text) returns integer language sql immutable as
    'select hashtext(customer) & 63'`,
];

/** The functions that write roll-ups. Days came later (0092), and so did the key that begins with a hash (0093). */
export function keepingFunctions({
  byDay,
  byKey,
}: {
  readonly byDay: boolean;
  readonly byKey: boolean;
}): readonly string[] {
  const grains = grainsOf(byDay);
  const key = byKey ? "rollup_key(bucket, customer), customer" : "bucket, customer";
  const isOf = byKey
    ? `rollup_key(r.bucket, r.customer) = rollup_key(k.bucket, k.contact collate "C")`
    : "r.bucket = k.bucket";
  return [
    `create or replace function rollup_make_buckets(s rollup_state, touched rollup_touch[]) returns void language sql as $$
    insert into rollup_bucket (${byDay ? "id, " : ""}audience, store, currency, grain, start)
    select ${byDay ? "rollup_bucket_id(grain), *" : "*"} from (select distinct c.audience, t.store, t.currency, g.grain, g.start
    from unnest(touched) t join contact c on c.id = t.contact cross join lateral ${grains("t.placed_at")} g (grain, start)
    where g.start is not null and not exists (select from rollup_bucket b where b.audience = c.audience
      and b.store = t.store and b.currency = t.currency and b.grain = g.grain and b.start = g.start)
    order by 1, 2, 3, 4, 5) b (audience, store, currency, grain, start)
    on conflict do nothing
  $$`,
    // Computes anew what is touched, from the orders as they are now.
    `create or replace function rollup_recompute(touched rollup_touch[]) returns void language plpgsql as $$
    declare
      s rollup_state;
    begin
      select * into s from rollup_state;
      perform rollup_make_buckets(s, touched);
      with keys as (
        select distinct b.id as bucket, t.contact
        from unnest(touched) t cross join lateral ${grains("t.placed_at")} g (grain, start)
        cross join lateral ${BUCKET("t")} b
      ), gone as (
        delete from rollup r using keys k where ${isOf} and r.customer = k.contact collate "C"
        returning r.bucket, r.customer
      )
      insert into rollup_count as n select bucket, rollup_shard(customer), -count(*) from gone group by 1, 2 order by 1, 2
      on conflict (bucket, shard) do update set contacts = n.contacts + excluded.contacts;
      with keys as (
        select distinct b.id as bucket, t.contact, t.store, t.currency, g.grain, g.start
        from unnest(touched) t join contact c on c.id = t.contact and not c.archived
        cross join lateral ${grains("t.placed_at")} g (grain, start)
        cross join lateral ${BUCKET("t", "and b.audience = c.audience")} b
      ), came as (
        insert into rollup (bucket, customer, orders, spent, average, largest, first, last)
        select k.bucket, k.contact, ${SUMS}
        from keys k join orders o on o.contact = k.contact and o.store = k.store and o.currency = k.currency
          and case k.grain when 'all' then true when 'week' then rollup_start(o.placed_at, s.week) = k.start
            when 'month' then rollup_start(o.placed_at, s.month) = k.start
            when 'quarter' then rollup_start(o.placed_at, s.quarter) = k.start
            ${byDay ? "when 'day' then rollup_day(o.placed_at, s) = k.start" : ""}
            else rollup_start(o.placed_at, s.year) = k.start end
        where ${COUNTS}
        group by k.bucket, k.contact order by k.bucket, k.contact
        returning bucket, customer
      )
      insert into rollup_count as n select bucket, rollup_shard(customer), count(*) from came group by 1, 2 order by 1, 2
      on conflict (bucket, shard) do update set contacts = n.contacts + excluded.contacts;
    end
  $$`,
    `create or replace function rollup_on_insert() returns trigger language plpgsql as $$
    declare
      s rollup_state;
    begin
      select * into s from rollup_state;
      if not found then return null; end if;
      if s.logging then
        insert into rollup_touched select contact, store, currency, placed_at from came;
      end if;
      if not s.ready then return null; end if;
      perform rollup_make_buckets(s,
        (select array_agg((o.contact, o.store, o.currency, o.placed_at)::rollup_touch) from came o where ${COUNTS}));
      with added as (
        insert into rollup as r (bucket, customer, orders, spent, average, largest, first, last)
        select b.id, o.contact, ${SUMS}
        from came o join contact c on c.id = o.contact and not c.archived
        cross join lateral ${grains("o.placed_at")} g (grain, start)
        cross join lateral ${BUCKET("o", "and b.audience = c.audience")} b
        where ${COUNTS}
        group by b.id, o.contact order by b.id, o.contact
        on conflict (${key}) do update set
          orders = r.orders + excluded.orders, spent = r.spent + excluded.spent,
          average = ${AVERAGE("r.spent + excluded.spent", "r.orders + excluded.orders")},
          largest = greatest(r.largest, excluded.largest),
          first = least(r.first, excluded.first), last = greatest(r.last, excluded.last)
        returning bucket, customer, xmax = 0 as is_new
      )
      insert into rollup_count as n select bucket, rollup_shard(customer), count(*) from added where is_new
        group by 1, 2 order by 1, 2
      on conflict (bucket, shard) do update set contacts = n.contacts + excluded.contacts;
      return null;
    end
  $$`,
  ];
}

const TOUCHING = [
  // Takes down what is touched, and computes it anew.
  `create function rollup_touch_all(touched rollup_touch[]) returns void language plpgsql as $$
    declare
      s rollup_state;
    begin
      if touched is null then return; end if;
      select * into s from rollup_state;
      if not found then return; end if;
      if s.logging then
        insert into rollup_touched select t.contact, t.store, t.currency, t.placed_at from unnest(touched) t;
      end if;
      if s.ready then perform rollup_recompute(touched); end if;
    end
  $$`,
  `create function rollup_on_update() returns trigger language plpgsql as $$
    begin
      perform rollup_touch_all((
        select array_agg(distinct t.touch) from gone g join came o on (o.store, o.id) = (g.store, g.id)
        cross join lateral (values ((g.contact, g.store, g.currency, g.placed_at)::rollup_touch),
          ((o.contact, o.store, o.currency, o.placed_at)::rollup_touch)) t (touch)
        where (g.contact, g.currency, g.placed_at, g.total, g.refunded, g.status)
          is distinct from (o.contact, o.currency, o.placed_at, o.total, o.refunded, o.status)));
      return null;
    end
  $$`,
  `create function rollup_on_delete() returns trigger language plpgsql as $$
    begin
      perform rollup_touch_all((
        select array_agg(distinct (g.contact, g.store, g.currency, g.placed_at)::rollup_touch) from gone g));
      return null;
    end
  $$`,
  // As those who write orders, it waits for a rebuild that begins or ends, and is waited for.
  `create function rollup_on_contact() returns trigger language plpgsql as $$
    begin
      lock table orders in row exclusive mode;
      perform rollup_touch_all((
        select array_agg(distinct (o.contact, o.store, o.currency, o.placed_at)::rollup_touch)
        from orders o where o.contact = new.id));
      return null;
    end
  $$`,
];

const TRIGGERS = [
  `create trigger rollup_on_insert after insert on orders referencing new table as came
    for each statement execute function rollup_on_insert()`,
  `create trigger rollup_on_update after update on orders referencing old table as gone new table as came
    for each statement execute function rollup_on_update()`,
  `create trigger rollup_on_delete after delete on orders referencing old table as gone
    for each statement execute function rollup_on_delete()`,
  // An archived contact is in no list.
  `create trigger rollup_on_contact after update of archived, audience on contact for each row
    when (old.archived <> new.archived or old.audience <> new.audience) execute function rollup_on_contact()`,
];
