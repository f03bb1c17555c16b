import type { LoyaltyProgram } from "@trajet/compiler/program";
import { type Kysely, type RawBuilder, sql } from "kysely";
import { minorDigits } from "../../engine/money.ts";
import type { Schema } from "../../store/schema.ts";
import { jsonb, texts } from "../json-sql.ts";
import { type RankedRow, shownOf } from "../ranked-rows.ts";
import { placeIn, type Walk } from "./walk.ts";

export type Place = Pick<RankedRow, "contact" | "rank" | "shown">;

/** The whole bucket is the period. */
const NOTHING = sql`select null::text as contact, 0 as orders, 0::numeric as spent where false`;

/**
 * Where some contacts stand in the ranking that a walk makes, or in that of its bucket less its end: each is looked up, and
 * who stands before it is counted along the index, from the one of them to the next. Whoever has orders in the end that is
 * left out stands elsewhere, and is counted off there and on here. Whoever is not ranked is left out.
 *
 * @param less rows `(contact, orders, spent)` of the end of the bucket, if it is not to count
 */
export async function placesAlong(
  db: Kysely<Schema>,
  query: LoyaltyProgram,
  way: Walk,
  contacts: readonly string[],
  less: RawBuilder<unknown> = NOTHING,
): Promise<readonly Place[]> {
  const value = sql.raw(`r.${way.column}`);
  const bucket = sql`${way.bucket}::integer`;
  const enough = sql`r.orders >= ${query.atLeast}`;
  const { rows } = await sql<Place>`
    with less as materialized (${less}), ${moved(way, value, bucket, contacts)},
    wanted as materialized (
      select customer, value, first from moved where is_wanted and orders >= ${Math.max(1, query.atLeast)}
      union all select r.customer, ${value}, r.first
      from (select customer collate "C" as customer from jsonb_array_elements_text(${jsonb(contacts)}) w (customer)) w
      join rollup r on rollup_key(r.bucket, r.customer) = rollup_key(${bucket}, w.customer) and r.customer = w.customer
      where ${enough} and w.customer not in (select customer from moved where is_wanted)
    ), placed as (
      select w.*, ${placeIn(way, bucket, sql`w.value`, sql`w.first`)} as place from wanted w
    ), told as (
      select p.*, lag(value) over ranking as value_before, lag(first) over ranking as first_before,
        coalesce(lag(place) over ranking, rollup_place(${bucket}, 'infinity'::numeric)) as place_before
      from placed p window ranking as (order by value desc, first, customer)
    ), counted as (
      select t.*, ${passed(way, value, query.atLeast)} as passed, (select count(*) from rollup r where r.bucket > 0
        and ${placeIn(way, sql`r.bucket`, value, sql`r.first`)} = t.place and ${value} = t.value and r.first = t.first
        and r.customer < t.customer and ${enough}) as tied
      from told t
    ), ${elsewhere(query.atLeast)}
    select customer as contact, ${shownOf(query, minorDigits(query.currency))} as shown,
      (1 + tied + sum(passed) over (order by value desc, first, customer) + e.ahead)::int as rank
    from counted join elsewhere e using (customer, value, first)`.execute(db);
  return rows;
}

/**
 * Those who have orders in the end that is left out, with what they had and what is left of it. Their first order stays, if
 * one is left.
 */
function moved(
  { column }: Walk,
  value: RawBuilder<unknown>,
  bucket: RawBuilder<unknown>,
  contacts: readonly string[],
): RawBuilder<unknown> {
  const left = {
    orders: sql`r.orders - l.orders`,
    spent: sql`r.spent - l.spent`,
    average: sql`round((r.spent - l.spent)::numeric(100, 30) / nullif(r.orders - l.orders, 0), 30)`,
  }[column];
  return sql`moved as materialized (
      select r.customer, r.first, r.orders as had_orders, ${value} as had, r.orders - l.orders as orders, ${left} as value,
        l.contact in ${texts(contacts)} as is_wanted
      from less l join rollup r on rollup_key(r.bucket, r.customer) = rollup_key(${bucket}, l.contact)
        and r.customer = l.contact collate "C"
    )`;
}

/** How many of those who moved stand before each of the wanted now, less how many stood before its place. */
const elsewhere = (atLeast: number): RawBuilder<unknown> => sql`least_wanted as (
      select min(value) as value from wanted
    ), positions as (
      select m.had as value, m.first, m.customer, -1 as ahead from moved m, least_wanted l
        where m.had_orders >= ${atLeast} and m.had >= l.value
      union all select m.value, m.first, m.customer, 1 from moved m, least_wanted l
        where m.orders >= ${Math.max(1, atLeast)} and m.value >= l.value
      union all select value, first, customer, 0 from wanted
    ), elsewhere as materialized (
      select customer, value, first, ahead from (
        select customer, value, first, ahead as counts, sum(ahead) over (
          order by value desc, first, customer, ahead = 0 desc rows between unbounded preceding and current row) as ahead
        from positions
      ) p where counts = 0
    )`;

/**
 * How many stand before a row `t` and not before the last one that is wanted. Of those with its value only the part between
 * the two is read, as in a shop of one price that is everybody; the place of a number of orders tells them apart anyway.
 */
function passed(way: Walk, value: RawBuilder<unknown>, atLeast: number): RawBuilder<unknown> {
  const place = placeIn(way, sql`r.bucket`, value, sql`r.first`);
  // Without a condition all that is read is in the index.
  const enough = atLeast > 1 ? sql`and r.orders >= ${atLeast}` : sql``;
  const between = sql`(select count(*) from rollup r where r.bucket > 0 and ${place} between t.place and t.place_before
    and (${value} > t.value or (${value} = t.value and r.first < t.first))
    and (t.value_before is null or ${value} < t.value_before
      or (${value} = t.value_before and r.first >= t.first_before)) ${enough})`;
  if (way.column === "orders") return between;
  return sql`case when t.value = t.value_before then (select count(*) from rollup r where r.bucket > 0
    and ${place} = t.place and ${value} = t.value and r.first >= t.first_before and r.first < t.first ${enough})
    else ${between} end`;
}
