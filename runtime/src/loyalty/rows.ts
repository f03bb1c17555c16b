import type { LoyaltyProgram } from "@trajet/compiler/program";
import { Temporal } from "temporal-polyfill";
import type { Millis } from "../engine/facts.ts";
import { Exact, moneyOf } from "../engine/money.ts";
import type { Bounds } from "../engine/periods.ts";
import { isMoney } from "./measure-kinds.ts";
import type { RankedRow } from "./ranked-rows.ts";
import type { LoyaltyResult, LoyaltyRow, MoneyText } from "./result.ts";

/** A line of the table, from what the database answered. */
export function rowOf(query: LoyaltyProgram, row: RankedRow, tier: string | null): LoyaltyRow {
  return {
    rank: row.rank,
    contact: row.contact,
    ...(row.email === null ? {} : { email: row.email }),
    value: shownValue(query, row.shown),
    orders: row.orders,
    totalSpent: moneyText(row.spent, query.currency),
    averageOrderValue: row.average === null ? null : moneyText(row.average, query.currency),
    lastOrderAt: row.last === null ? null : momentIn(query.timezone, row.last),
    ...(tier === null ? {} : { tier }),
  };
}

export function shownValue(
  query: Pick<LoyaltyProgram, "measure" | "currency">,
  digits: string,
): number | MoneyText {
  return isMoney(query.measure) ? moneyText(digits, query.currency) : Number(digits);
}

export function moneyText(digits: string, currency: string): MoneyText {
  const { amount } = moneyOf(new Exact(digits), currency);
  return { amount, currency };
}

/** RFC 3339 with the zone's offset at that moment. */
export function momentIn(zone: string, at: Millis): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString({ timeZone: zone });
}

export function periodIn(zone: string, { from, to }: Bounds): LoyaltyResult["period"] {
  return {
    from: from === null ? null : momentIn(zone, from),
    to: to === null ? null : momentIn(zone, to),
  };
}
