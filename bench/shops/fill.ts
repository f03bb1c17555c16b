import { type RawBuilder, sql } from "kysely";
import type { Database } from "../../runtime/src/store/database.ts";

export interface ShopSize {
  readonly contacts: number;
  readonly orders: number;
  /** The same seed gives the same shop, on every database. */
  readonly seed: number;
  /** The last order is just before it; the first `YEARS` earlier. */
  readonly now: number;
}

const YEARS = 3;
/** Rows of one statement. */
const AT_ONCE = 500_000;

/** A number from 0 to 1 that a row and a purpose always get. */
const chance = (purpose: number, seed: number): RawBuilder<number> =>
  sql`((hashint8extended(i, ${seed * 100 + purpose}) & 9007199254740991)::float8 / 9007199254740992)`;

/**
 * A shop as shops are: few customers buy much and most once or twice, a quarter of a year's orders come in the six weeks
 * before Christmas, the shop grows, amounts are spread as prices are; some orders are pending, cancelled or refunded, in part
 * or as a whole. Made by the database, a few hundred thousand rows a statement, into empty tables, without triggers and with
 * the indexes made at the end.
 */
export async function fillShop(
  db: Database,
  size: ShopSize,
  onRows: (rows: number) => void = () => {},
): Promise<void> {
  for (let from = 0; from < size.contacts; from += AT_ONCE) {
    await contacts(size, from).execute(db);
  }
  const { rows: indexes } = await sql<{ name: string; definition: string }>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
    from pg_index where indrelid = 'orders'::regclass and not indisunique`.execute(db);
  for (const { name } of indexes) await sql`drop index ${sql.ref(name)}`.execute(db);
  await sql`alter table orders disable trigger all`.execute(db);
  for (let from = 0; from < size.orders; from += AT_ONCE) {
    await orders(size, from).execute(db);
    onRows(Math.min(from + AT_ONCE, size.orders));
  }
  await sql`alter table orders enable trigger all`.execute(db);
  for (const { definition } of indexes) await sql.raw(definition).execute(db);
}

function contacts({ contacts: count, seed, now }: ShopSize, from: number): RawBuilder<unknown> {
  const to = Math.min(from + AT_ONCE, count) - 1;
  return sql`
    insert into contact (id, audience, fields, consent, created_at)
    select 'c' || lpad(i::text, 8, '0'), 'Newsletter', jsonb_build_object(
        'email', 'c' || i || '@shop.example',
        'country', (array['FR', 'FR', 'FR', 'BE', 'DE', 'GB'])[1 + floor(${chance(1, seed)} * 6)::int]),
      '{"email": "subscribed"}', ${new Date(now).toISOString()}::timestamptz - ${chance(2, seed)} * interval '1500 days'
    from generate_series(${from}::bigint, ${to}::bigint) i`;
}

function orders({ contacts: count, orders: all, seed, now }: ShopSize, from: number): RawBuilder<unknown> {
  const to = Math.min(from + AT_ONCE, all) - 1;
  const end = sql`${new Date(now).toISOString()}::timestamptz`;
  // Sums of three even chances are nearly normal; amounts are log-normal around 33.
  const normal = sql`(2 * (${chance(13, seed)} + ${chance(14, seed)} + ${chance(15, seed)} - 1.5))`;
  return sql`
    insert into orders (store, id, contact, total, refunded, currency, status, placed_at, items, refunds, ended_at, refunded_at)
    select case when ${chance(19, seed)} < 0.9 then 'Boutique' else 'Atelier' end, 'o' || i, contact, total,
      case when part = 'refund' then round(total / 2, 2) else 0 end, 'EUR',
      case part when 'refund' then 'paid' else part end, at, '[]',
      case part when 'refund' then jsonb_build_array(jsonb_build_array(at + interval '1 day', round(total / 2, 2)::text))
        else '[]' end,
      case part when 'refunded' then at + interval '2 days' end,
      case when part in ('refund', 'refunded') then at + interval '1 day' end
    from (
      select i, 'c' || lpad(floor(${count} * power(${chance(11, seed)}, 2))::bigint::text, 8, '0') as contact,
        round(exp(3.5 + 0.7 * ${normal})::numeric, 2) as total,
        date_trunc('milliseconds', case when ${chance(16, seed)} < 0.15
          then least(${end} - interval '3 days', date_trunc('year', ${end} - floor(${chance(17, seed)} * ${YEARS}) * interval '1 year')
            - ${chance(12, seed)} * interval '42 days' - interval '7 days')
          else ${end} - interval '3 days' - (1 - power(${chance(12, seed)}, 0.8)) * interval '1095 days' end) as at,
        (case when ${chance(18, seed)} < 0.92 then 'paid' when ${chance(18, seed)} < 0.94 then 'pending'
          when ${chance(18, seed)} < 0.96 then 'cancelled' when ${chance(18, seed)} < 0.98 then 'refunded' else 'refund' end) as part
      from generate_series(${from}::bigint, ${to}::bigint) i
    ) drawn`;
}
