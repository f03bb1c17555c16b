import { type RawBuilder, sql } from "kysely";
import type { Database } from "../../store/database.ts";
import { jsonb } from "../json-sql.ts";

/** What a rebuild has to know of all orders before it reads them. */
export interface Traded {
  readonly segments: readonly Segment[];
  /** Whether there are several audiences, so that each order has to be asked whose it is. */
  readonly byAudience: boolean;
  /** Whether there are contacts whose orders are in no list. */
  readonly archived: boolean;
  /** Of `orders`. */
  readonly pages: number;
  readonly amounts: Amounts;
}

/** Those who are in one ranking at most: the people of an audience, as they buy from a store in a currency. */
export interface Segment {
  readonly segment: number;
  readonly audience: string;
  readonly store: string;
  readonly currency: string;
}

/** How amounts are added up: as whole numbers of four or eight bytes, of which `10 ** digits` make one, if all fit. */
export type Amounts =
  | { readonly type: "numeric" }
  | { readonly type: "integer" | "bigint"; readonly digits: number };

const MOST_DIGITS = 6;
const MOST = { integer: 2e9, bigint: 9e18 } as const;

/** Read by itself, as a server answers it with several processes, and writes with one. */
export async function readTraded(db: Database): Promise<Traded> {
  const [people, trade, size, gone] = await Promise.all([
    sql<{ audience: string }>`select audience from contact where audience <> '' group by 1`.execute(db),
    sql<{ store: string; currency: string; digits: number; most: number }>`
      select store, currency, max(greatest(scale(total), scale(refunded))) as digits, max(total)::float8 as most
      from orders group by 1, 2 order by count(*) desc`.execute(db),
    sql<{
      pages: number;
    }>`select (pg_relation_size('orders') / current_setting('block_size')::integer)::float8
      as pages`.execute(db),
    sql`select from contact where archived limit 1`.execute(db),
  ]);
  const pairs = people.rows.flatMap(({ audience }) =>
    trade.rows.map(({ store, currency }) => ({ audience, store, currency })),
  );
  return {
    segments: pairs.map((pair, segment) => ({ segment, ...pair })),
    byAudience: people.rows.length > 1,
    archived: gone.rows.length > 0,
    pages: size.rows[0]?.pages ?? 0,
    amounts: amountsOf(trade.rows),
  };
}

/** The segments as rows `s`. */
export const segmentsIn = ({ segments }: Pick<Traded, "segments">): RawBuilder<unknown> =>
  sql`jsonb_to_recordset(${jsonb(segments)}) s (segment integer, audience text, store text, currency text)`;

function amountsOf(rows: readonly { readonly digits: number; readonly most: number }[]): Amounts {
  const digits = Math.max(0, ...rows.map((row) => row.digits));
  const most = Math.max(0, ...rows.map((row) => row.most)) * 10 ** digits;
  if (digits > MOST_DIGITS || most >= MOST.bigint) return { type: "numeric" };
  return { type: most < MOST.integer ? "integer" : "bigint", digits };
}

/**
 * An amount as it is added up. An order that is written meanwhile, and has more digits or is dearer than all, is computed
 * again at the end, as all that are: here it only has to fit.
 */
export function wholeOf(amount: RawBuilder<unknown>, amounts: Amounts): RawBuilder<unknown> {
  if (amounts.type === "numeric") return amount;
  const { type, digits } = amounts;
  return sql`least((${amount}) * ${sql.lit(10 ** digits)}, ${sql.lit(MOST[type].toFixed(0))}::numeric)::${sql.raw(type)}`;
}

/** A sum of those, as the amount that it is. */
export function amountOf(sum: RawBuilder<unknown>, amounts: Amounts): RawBuilder<unknown> {
  return amounts.type === "numeric"
    ? sum
    : sql`${sum}::numeric * ${sql.lit((10 ** -amounts.digits).toFixed(amounts.digits))}::numeric`;
}
