import type { LoyaltyProgram, PeriodOf } from "@trajet/compiler/program";
import { Temporal } from "temporal-polyfill";
import type { Customer, Engagement, Order } from "./shop-database.ts";

/*
 * A ranking computed slowly and on its own: integers of hundredths, fractions compared crosswise, dates looked at one by
 * one. It shares nothing with what it tests.
 */

export interface World {
  readonly customers: readonly Customer[];
  readonly orders: readonly Order[];
  readonly engagements: readonly Engagement[];
}

/** `top / bottom` */
interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}
export interface Line {
  readonly id: string;
  readonly value: Fraction;
  readonly count: number;
  readonly spent: bigint;
}

export const cents = (text: string) => BigInt(Math.round(Number(text) * 100));
const whole = (top: bigint | number): Fraction => ({ top: BigInt(top), bottom: 1n });
const difference = (one: Fraction, other: Fraction) => one.top * other.bottom - other.top * one.bottom;

const SMALL_FIRST = new Set([
  "average days between orders",
  "days since first order",
  "days since last order",
]);

export function rankByHand(
  query: LoyaltyProgram,
  world: World,
  asOf: number,
  holds: { readonly order: (one: Order) => boolean; readonly person: (one: Customer) => boolean },
): { readonly total: number; readonly lines: readonly Line[] } {
  const inside = (at: number) => at < asOf && isInside(query, at, asOf);
  const lines = world.customers
    .filter((one) => one.audience === query.audience && !one.archived && holds.person(one))
    .flatMap(({ id }) => {
      const own = world.orders
        .filter((order) => order.contact === id && inside(order.placedAt))
        .map((order) => ({ ...order, refunded: refundedThen(order, asOf), value: valueThen(order, asOf) }))
        .filter(
          (order) =>
            order.value !== null &&
            order.currency === query.currency &&
            (query.stores === null || query.stores.includes(order.store)) &&
            holds.order(order),
        )
        .sort((one, other) => one.placedAt - other.placedAt);
      const seen = world.engagements.filter(
        (one) =>
          one.contact === id &&
          !one.bot &&
          inside(one.at) &&
          one.key.startsWith(query.measure === "opens" ? "open:" : "click:"),
      );
      const isOfMessages = query.measure === "opens" || query.measure === "clicks";
      const times = isOfMessages ? seen.map(({ at }) => at) : own.map(({ placedAt }) => placedAt);
      const values = own.map(({ value }) => value ?? 0n);
      const value = valueByHand(query, own, values, seen, asOf);
      if (times.length === 0 || own.length < query.atLeast || value === null) return [];
      const spent = values.reduce((sum, one) => sum + one, 0n);
      return [{ id, value, count: own.length, spent, first: Math.min(...times) }];
    });
  const sorted = lines.toSorted((one, other) => {
    const by = SMALL_FIRST.has(query.measure)
      ? difference(one.value, other.value)
      : difference(other.value, one.value);
    if (by !== 0n) return by < 0n ? -1 : 1;
    return one.first - other.first || (one.id < other.id ? -1 : 1);
  });
  return { total: sorted.length, lines: sorted.slice(0, kept(query.top, sorted.length)) };
}

function kept(top: LoyaltyProgram["top"], total: number): number {
  if (top === null) return total;
  return "count" in top ? top.count : Math.ceil((Number(top.percent) * total) / 100);
}

function refundedThen({ refunds = [] }: Order, asOf: number): string {
  return refunds.filter(([at]) => at < asOf).at(-1)?.[1] ?? "0";
}

/** In hundredths, as it was then; `null` for one that did not count. */
function valueThen(order: Order, asOf: number): bigint | null {
  const wasPaid = order.status === "paid" || (order.endedAt !== undefined && order.endedAt >= asOf);
  if (!wasPaid) return null;
  const refunded = cents(refundedThen(order, asOf));
  return refunded > 0n && refunded >= cents(order.total) ? null : cents(order.total) - refunded;
}

function valueByHand(
  { measure, timezone }: LoyaltyProgram,
  own: readonly Order[],
  values: readonly bigint[],
  seen: readonly Engagement[],
  asOf: number,
): Fraction | null {
  const sum = values.reduce((total, one) => total + one, 0n);
  const [first, last] = [own.at(0), own.at(-1)];
  const items = own.flatMap((order) => order.items ?? []);
  if (measure === "opens" || measure === "clicks") return whole(new Set(seen.map((one) => one.sending)).size);
  if (first === undefined || last === undefined) return null;
  switch (measure) {
    case "orders":
      return whole(own.length);
    case "units":
      return whole(items.reduce((count, { quantity = 1 }) => count + quantity, 0));
    case "distinct products":
      return whole(new Set(items.map(({ sku }) => sku)).size);
    case "total spent":
      return whole(sum);
    case "average order value":
      return { top: sum, bottom: BigInt(own.length) };
    case "largest order":
      return whole(values.reduce((most, one) => (one > most ? one : most)));
    case "average days between orders":
      return own.length < 2
        ? null
        : { top: BigInt(last.placedAt - first.placedAt), bottom: BigInt(86_400_000 * (own.length - 1)) };
    case "days since first order":
      return whole(daysOver(first.placedAt, asOf, timezone));
    case "days since last order":
      return whole(daysOver(last.placedAt, asOf, timezone));
    default:
      return measure satisfies never;
  }
}

const zoned = (at: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/** Days that are over, as the Temporal proposal counts them. */
function daysOver(from: number, to: number, zone: string): number {
  return zoned(from, zone).until(zoned(to, zone), { largestUnit: "day" }).days;
}

/** Whether a moment lies in a period, by the calendar of the query. */
function isInside(query: LoyaltyProgram, at: number, asOf: number): boolean {
  const { period, timezone } = query;
  const shift = period.oneYearEarlier
    ? "unit" in period && period.unit === "week"
      ? { weeks: 52 }
      : { years: 1 }
    : { days: 0 };
  const now = zoned(asOf, timezone).toPlainDateTime().subtract(shift).toZonedDateTime(timezone);
  const date = dateOf(at, timezone);
  switch (period.period) {
    case "all time":
      return true;
    case "dates":
      return date >= period.from && date <= period.to;
    case "rolling": {
      const from = now.subtract(period.duration);
      return at >= from.epochMilliseconds && at < now.epochMilliseconds;
    }
    case "to date":
      return (
        at < now.epochMilliseconds &&
        unitOf(query, period, date) === unitOf(query, period, String(now.toPlainDate()))
      );
    case "last": {
      let day = now.toPlainDate();
      const current = unitOf(query, period, String(day));
      while (unitOf(query, period, String(day)) === current) day = day.subtract({ days: 1 });
      return unitOf(query, period, date) === unitOf(query, period, String(day));
    }
    default:
      throw new Error(`no loyalty query has the period ${period.period}`);
  }
}

/**
 * The day on which a moment lies: the last day whose beginning is not after it. By the clock alone it would be another one
 * in the hour that a clock that is set back over midnight shows twice.
 */
function dateOf(at: number, zone: string): string {
  let day = zoned(at, zone).toPlainDate().add({ days: 1 });
  while (day.toZonedDateTime(zone).epochMilliseconds > at) day = day.subtract({ days: 1 });
  return String(day);
}

/** The first day of the week, month, quarter or year of a day, found by walking back. */
function unitOf(
  { weekStart, yearStart = "01-01" }: LoyaltyProgram,
  { unit }: Extract<PeriodOf, { readonly unit: string }>,
  day: string,
): string {
  let date = Temporal.PlainDate.from(day);
  const begins = () => {
    if (unit === "week") return date.dayOfWeek === weekStart;
    if (unit === "month") return date.day === 1;
    const [month = 0, first = 0] = yearStart.split("-").map(Number);
    const months = (date.month - month + 12) % 12;
    return date.day === first && (unit === "year" ? months === 0 : months % 3 === 0);
  };
  while (!begins()) date = date.subtract({ days: 1 });
  return String(date);
}
