import type { LoyaltyProgram } from "@trajet/compiler/program";
import { type RawBuilder, sql } from "kysely";
import type { Millis } from "../engine/facts.ts";
import { minorDigits } from "../engine/money.ts";
import type { Cursor } from "./cursor.ts";
import { texts } from "./json-sql.ts";
import { isAscending } from "./measure-kinds.ts";
import { AVERAGE } from "./measures-sql.ts";

/** A line of a ranking, as the database answers it. */
export interface RankedRow {
  readonly rank: number;
  readonly total: number;
  readonly contact: string;
  readonly email: string | null;
  /** Unrounded decimal text. */
  readonly value: string;
  readonly shown: string;
  readonly orders: number;
  readonly spent: string;
  readonly average: string | null;
  /** Microseconds since 1970. */
  readonly first: string;
  readonly last: Millis | null;
}

export interface Ranking {
  readonly query: LoyaltyProgram;
  /** Rows of `measured`. */
  readonly measured: RawBuilder<unknown>;
  /** Over rows `m` of it. */
  readonly value: RawBuilder<unknown>;
  /** The condition on the rows `c` of `contact`. */
  readonly people: RawBuilder<unknown>;
}

/** The whole ranking, from which `kept` chooses rows: of the people of the audience, archived ones left out. */
export function rankedRows(
  { query, measured, value, people }: Ranking,
  kept: RawBuilder<unknown>,
  limit: number | null,
): RawBuilder<RankedRow> {
  const digits = minorDigits(query.currency);
  return sql<RankedRow>`
    with m as (${measured}), valued as (select m.*, ${value} as value, ${AVERAGE} as average from m),
    ranked as (
      select v.*, c.fields->>'email' as email, count(*) over ()::int as total,
        row_number() over (order by ${orderOf(query)})::int as rank
      from valued v join contact c on c.id = v.contact
      where v.value is not null and c.audience = ${query.audience} and not c.archived and ${people}
    )
    select rank, total, contact, email, value::text as value, orders, spent::text as spent,
      ${shownOf(query, digits)} as shown, round(average, ${digits})::text as average,
      (extract(epoch from first) * 1000000)::bigint::text as first, (extract(epoch from last) * 1000)::float8 as last
    from ranked where ${kept} order by rank limit ${limit}`;
}

/** The order of a list: by the value, then the earlier first order, then the id by its characters. */
function orderOf({ measure }: LoyaltyProgram): RawBuilder<unknown> {
  const direction = sql.raw(isAscending(measure) ? "asc" : "desc");
  return sql`v.value ${direction}, v.first, v.contact collate "C"`;
}

export function shownOf({ measure }: LoyaltyProgram, digits: number): RawBuilder<unknown> {
  return measure === "average order value" ? sql`round(value, ${digits})::text` : sql`value::text`;
}

/** The ranks that `top` lets into the list. */
export function inList({ top }: LoyaltyProgram): RawBuilder<unknown> {
  if (top === null) return sql`true`;
  return "count" in top
    ? sql`rank <= ${top.count}`
    : sql`rank <= ceil(total * ${top.percent}::numeric / 100)`;
}

/** Those behind the last one of a page. */
export function behind({ measure }: Pick<LoyaltyProgram, "measure">, cursor: Cursor): RawBuilder<unknown> {
  const sign = sql.raw(isAscending(measure) ? ">" : "<");
  const first = sql`'epoch'::timestamptz + ${cursor.first}::bigint * interval '1 microsecond'`;
  return sql`(value ${sign} ${cursor.value}::numeric
    or (value = ${cursor.value}::numeric and (first, contact collate "C") > (${first}, ${cursor.contact})))`;
}

export const among = (contacts: readonly string[]): RawBuilder<unknown> => sql`contact in ${texts(contacts)}`;
