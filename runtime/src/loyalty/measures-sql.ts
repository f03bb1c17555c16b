import type { LoyaltyProgram } from "@trajet/compiler/program";
import { type RawBuilder, sql } from "kysely";
import type { Millis } from "../engine/facts.ts";
import { stampOf } from "./orders-as-of.ts";

/**
 * The quotient is taken to 30 digits behind the point, whatever the scale of the amounts: equal averages are equal, and
 * unlike ones of amounts in coins stay apart.
 */
export const AVERAGE: RawBuilder<unknown> = sql`round(m.spent::numeric(100, 30) / nullif(m.orders, 0), 30)`;

/**
 * What is ranked by, over rows `m` of `(orders, spent, largest, first, last)` and of what else the measure counts; null
 * for whoever has no value.
 */
export function rankedValue(
  query: Pick<LoyaltyProgram, "measure" | "timezone">,
  asOf: Millis,
): RawBuilder<unknown> {
  switch (query.measure) {
    case "orders":
      return sql`m.orders`;
    case "total spent":
      return sql`m.spent`;
    case "average order value":
      return AVERAGE;
    case "largest order":
      return sql`m.largest`;
    case "units":
    case "distinct products":
    case "opens":
    case "clicks":
      return sql`m.counted`;
    case "average days between orders":
      return sql`round(extract(epoch from m.last - m.first)::numeric(100, 30) / nullif(86400 * (m.orders - 1), 0), 30)`;
    case "days since first order":
      return wholeDaysSince(sql`m.first`, asOf, query.timezone);
    case "days since last order":
      return wholeDaysSince(sql`m.last`, asOf, query.timezone);
    default:
      return query.measure satisfies never;
  }
}

/**
 * Whole days by the clocks of a zone, as `wholeDays` of the engine counts them: a day is over once the clock shows the same
 * time again. Where that time is left out that day, it is over so much later.
 */
function wholeDaysSince(from: RawBuilder<unknown>, asOf: Millis, zone: string): RawBuilder<unknown> {
  const start = sql`(${from} at time zone ${zone})`;
  const end = sql`(${stampOf(asOf)} at time zone ${zone})`;
  const early = sql`(case when ${start}::time > ${end}::time then 1 else 0 end)`;
  const again = sql`(${end}::date - ${early} + ${start}::time)`;
  const shown = sql`((${again} at time zone ${zone}) at time zone ${zone})`;
  const moved = sql`(case when ${shown} <> ${again} and ${shown} > ${end} then 1 else 0 end)`;
  return sql`(${end}::date - ${start}::date - ${early} - ${moved})`;
}
