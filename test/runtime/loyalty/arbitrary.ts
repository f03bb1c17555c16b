import type { PeriodOf } from "@trajet/compiler/program";
import fc from "fast-check";
import type { Order } from "./shop-database.ts";

/* What rankings are tried with. */

const HOUR = 3_600_000;
export const anyCustomers = fc.array(
  fc.record({
    audience: fc.constantFrom("Newsletter", "Newsletter", "Newsletter", "Trade"),
    archived: fc.constantFrom(false, false, false, true),
    fields: fc.record(
      {
        city: fc.constantFrom("Lyon", "Lille", "Nice"),
        points: fc.constantFrom(0, 1, 2, 3, 10),
        pro: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    tags: fc.subarray(["vip", "engaged"]),
  }),
  { minLength: 1, maxLength: 8 },
);
export const ZONES = [
  "Europe/Paris",
  "America/New_York",
  "America/Santiago",
  "Australia/Lord_Howe",
  "Asia/Kolkata",
] as const;
/** An ordinary day; hours after clocks were changed in Paris, New York, Santiago and on Lord Howe; a leap day; a New Year. */
export const MOMENTS = [
  "2026-05-20T10:00:00Z",
  "2026-03-29T01:30:00Z",
  "2026-10-25T01:10:00Z",
  "2026-03-08T07:30:00Z",
  "2026-09-06T05:00:00Z",
  "2026-04-04T15:10:00Z",
  "2028-02-29T12:00:00Z",
  "2026-01-01T00:30:00Z",
].map((text) => Date.parse(text));
const DAY = 24 * HOUR;
export const anyOrders = (people: number) =>
  fc.array(
    fc.record({
      contact: fc.nat({ max: people - 1 }),
      store: fc.constantFrom("Boutique", "Boutique", "Atelier"),
      total: fc.constantFrom("0", "0.10", "0.20", "0.3", "10.00", "33.33", "33.34"),
      refund: fc.constantFrom(0, 0, 0, 0.5, 1),
      currency: fc.constantFrom("EUR", "EUR", "EUR", "USD"),
      status: fc.constantFrom("paid", "paid", "paid", "pending", "cancelled", "refunded"),
      /** Behind `asOf`: hours, days around the bounds of periods, and days of other years. */
      ago: fc.oneof(
        fc.integer({ min: -30, max: 60 }).map((hours) => hours * HOUR),
        fc.integer({ min: 0, max: 120 }).map((days) => days * DAY + 7),
        fc.integer({ min: 300, max: 800 }).map((days) => days * DAY + 1),
      ),
      /** What changed of it changed so long after it was placed. */
      later: fc.constantFrom(HOUR, 30 * HOUR, 90 * DAY),
      items: fc.array(
        fc.record(
          { sku: fc.constantFrom("mug", "plate", "bowl"), quantity: fc.integer({ min: 1, max: 3 }) },
          { requiredKeys: ["sku"] },
        ),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 30 },
  );
export const anyEngagements = (people: number) =>
  fc.array(
    fc.record({
      contact: fc.nat({ max: people - 1 }),
      key: fc.constantFrom("open:Welcome", "click:Welcome", "open:Offer", "order"),
      sending: fc.constantFrom("a", "b", "c"),
      ago: fc.integer({ min: -2, max: 40 }).map((days) => days * DAY),
      bot: fc.constantFrom(false, false, true),
    }),
    { maxLength: 12 },
  );
const UNITS = ["week", "month", "quarter", "year"] as const;
export const MEASURES = [
  "orders",
  "units",
  "distinct products",
  "total spent",
  "largest order",
  "average order value",
  "average days between orders",
  "opens",
  "clicks",
  "days since first order",
  "days since last order",
] as const;
export const PERIODS: readonly PeriodOf[] = [
  ...UNITS.flatMap((unit) => [{ period: "last", unit } as const, { period: "to date", unit } as const]),
  { period: "rolling", duration: { hours: 48 } },
  { period: "rolling", duration: { days: 90 } },
  { period: "rolling", duration: { months: 1 } },
].flatMap((period) => [period as PeriodOf, { ...period, oneYearEarlier: true } as PeriodOf]);
export type Drawn = typeof anyOrders extends (people: number) => fc.Arbitrary<readonly (infer T)[]>
  ? T
  : never;

/** An order as the store writes it: what was given back is dated, and so is the end of one that was paid. */
export function orderOf(
  { contact, refund, ago, later, ...order }: Drawn,
  index: number,
  asOf: number,
): Order {
  const placedAt = asOf - ago;
  const refunded = (Math.floor(Number(order.total) * refund * 100) / 100).toFixed(2);
  const half = (Number(refunded) / 2).toFixed(2);
  const refunds: [number, string][] = [
    [placedAt + later / 2, half],
    [placedAt + later, refunded],
  ];
  return {
    ...order,
    id: `o${index}`,
    contact: `c${contact}`,
    placedAt,
    refunded,
    ...(Number(refunded) > 0 && { refunds: refunds.filter(([, amount]) => Number(amount) > 0) }),
    ...((order.status === "refunded" || (order.status === "cancelled" && index % 2 === 0)) && {
      endedAt: placedAt + later,
    }),
  };
}
