import type { Expr, LoyaltyProgram, PeriodOf } from "@trajet/compiler/program";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { conditionInSql } from "../../../runtime/src/loyalty/expression-sql.ts";
import { rankCustomers } from "../../../runtime/src/loyalty/rank-customers.ts";
import type { Database } from "../../../runtime/src/store/database.ts";
import { DATABASES } from "../store/world.ts";
import { cents, rankByHand } from "./by-hand.ts";
import { type Customer, emptyDatabase, fill, type Order, QUERY } from "./shop-database.ts";

let db: Database;
let close: () => Promise<void>;

const HOUR = 3_600_000;

const get = (root: "order" | "contact", name: string): Expr => ({ op: "get", root, path: [name] });
const constant = (value: Extract<Expr, { op: "constant" }>["value"]): Expr => ({ op: "constant", value });
/** The same condition as an expression and as a plain function; `sql` says whether SQL can say it. */
interface Condition<T> {
  readonly expr: Expr | null;
  readonly holds: (one: T) => boolean;
  readonly sql: boolean;
}
const ON_ORDERS: readonly Condition<Order>[] = [
  { expr: null, holds: () => true, sql: true },
  {
    expr: { op: ">=", left: get("order", "total"), right: constant({ money: "0.30", currency: "EUR" }) },
    holds: (order) => cents(order.total) >= 30n,
    sql: true,
  },
  {
    expr: { op: "not", of: { op: "==", left: get("order", "store"), right: constant("Atelier") } },
    holds: (order) => order.store !== "Atelier",
    sql: true,
  },
  {
    expr: { op: "ends with", left: get("order", "id"), right: constant("1") },
    holds: (order) => order.id.endsWith("1"),
    sql: false,
  },
  {
    expr: {
      op: ">",
      left: get("order", "total"),
      right: { op: "+", left: get("order", "refunded"), right: constant({ money: "0.1", currency: "EUR" }) },
    },
    // What was not refunded is missing, and so is a sum with it.
    holds: (order) => Number(order.refunded) > 0 && cents(order.total) > cents(order.refunded) + 10n,
    sql: false,
  },
];
const ON_PEOPLE: readonly Condition<Customer>[] = [
  { expr: null, holds: () => true, sql: true },
  {
    expr: { op: "==", left: get("contact", "city"), right: constant("Lyon") },
    holds: ({ fields }) => fields.city === "Lyon",
    sql: true,
  },
  {
    expr: { op: "!=", left: get("contact", "city"), right: constant("Lyon") },
    holds: ({ fields }) => fields.city !== "Lyon",
    sql: true,
  },
  {
    expr: { op: "not", of: { op: ">", left: get("contact", "points"), right: constant(2) } },
    holds: ({ fields }) => !(typeof fields.points === "number" && fields.points > 2),
    sql: true,
  },
  {
    expr: {
      op: "or",
      all: [
        { op: "has tag", tag: "vip" },
        { op: "is set", value: get("contact", "city") },
        { op: "==", left: get("contact", "pro"), right: constant(true) },
      ],
    },
    holds: ({ fields, tags }) => tags.includes("vip") || fields.city !== undefined || fields.pro === true,
    sql: true,
  },
  {
    expr: { op: "starts with", left: get("contact", "city"), right: constant("L") },
    holds: ({ fields }) => typeof fields.city === "string" && fields.city.startsWith("L"),
    sql: false,
  },
  {
    expr: {
      op: "in",
      value: get("contact", "points"),
      list: { op: "list", items: [constant(1), constant(3)] },
    },
    holds: ({ fields }) => fields.points === 1 || fields.points === 3,
    sql: false,
  },
];

test("what SQL is said to say, it says", () => {
  for (const { expr, sql } of [...ON_ORDERS, ...ON_PEOPLE]) {
    if (expr !== null) expect(conditionInSql(expr, QUERY.fields) !== undefined).toBe(sql);
  }
});

const anyCustomers = fc.array(
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
const ZONES = [
  "Europe/Paris",
  "America/New_York",
  "America/Santiago",
  "Australia/Lord_Howe",
  "Asia/Kolkata",
] as const;
/** An ordinary day; hours after clocks were changed in Paris, New York, Santiago and on Lord Howe; a leap day; a New Year. */
const MOMENTS = [
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
const anyOrders = (people: number) =>
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
const anyEngagements = (people: number) =>
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
const MEASURES = [
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
const PERIODS: readonly PeriodOf[] = [
  ...UNITS.flatMap((unit) => [{ period: "last", unit } as const, { period: "to date", unit } as const]),
  { period: "rolling", duration: { hours: 48 } },
  { period: "rolling", duration: { days: 90 } },
  { period: "rolling", duration: { months: 1 } },
].flatMap((period) => [period as PeriodOf, { ...period, oneYearEarlier: true } as PeriodOf]);
const anyQuery = fc.record({
  measure: fc.constantFrom(...MEASURES),
  stores: fc.constantFrom(null, ["Boutique"], ["Boutique", "Atelier"]),
  atLeast: fc.constantFrom(0, 1, 2),
  top: fc.constantFrom(null, { count: 2 }, { percent: "34" }),
  weekStart: fc.constantFrom(1, 6, 7),
  yearStart: fc.constantFrom("01-01", "04-01", "04-06"),
  period: fc.constantFrom<PeriodOf>(
    ...PERIODS,
    { period: "all time" },
    { period: "dates", from: "2025-12-25", to: "2026-03-29" },
  ),
});

describe.each(DATABASES)("on %s", (kind) => {
  beforeAll(async () => {
    ({ db, close } = await emptyDatabase(kind));
  });
  afterAll(() => close());
  test("SQL and a computation by hand give the same list", async () => {
    const world = anyCustomers.chain((customers) =>
      fc.record({
        customers: fc.constant(customers),
        orders: anyOrders(customers.length),
        engagements: anyEngagements(customers.length),
        asOf: fc.constantFrom(...MOMENTS),
        timezone: fc.constantFrom(...ZONES),
        queries: fc.array(fc.tuple(anyQuery, fc.constantFrom(...ON_ORDERS), fc.constantFrom(...ON_PEOPLE)), {
          minLength: 8,
          maxLength: 8,
        }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        world,
        async ({ customers: drawn, orders: placed, engagements, asOf, timezone, queries }) => {
          const customers: Customer[] = drawn.map((one, index) => ({ ...one, id: `c${index}` }));
          const orders = placed.map((order, index) => orderOf(order, index, asOf));
          const seen = engagements.map(({ contact, ago, ...one }) => ({
            ...one,
            contact: `c${contact}`,
            at: asOf - ago,
          }));
          await fill(db, customers, orders, seen);
          for (const [drawnQuery, ofOrders, ofPeople] of queries) {
            const isOfMessages = drawnQuery.measure === "opens" || drawnQuery.measure === "clicks";
            const query: LoyaltyProgram = {
              ...QUERY,
              ...drawnQuery,
              ...(isOfMessages && { stores: null }),
              timezone,
              orders: ofOrders.expr,
              people: ofPeople.expr,
            };
            const result = await rankCustomers(db, query, asOf);
            const expected = rankByHand(query, { customers, orders, engagements: seen }, asOf, {
              order: ofOrders.holds,
              person: ofPeople.holds,
            });
            expect(result.rows.map(({ contact }) => contact)).toEqual(expected.lines.map(({ id }) => id));
            expect(result.total).toBe(result.rows.length === 0 ? 0 : expected.total);
            expect(result.rows.map(({ orders, totalSpent }) => [orders, cents(totalSpent.amount)])).toEqual(
              expected.lines.map(({ count, spent }) => [count, spent]),
            );
            for (const [index, { value }] of result.rows.entries()) {
              const { top, bottom } = expected.lines[index]?.value ?? { top: 0n, bottom: 1n };
              const shown = typeof value === "number" ? value : Number(value.amount) * 100;
              const coin = query.measure === "average order value" ? 0.5 : 0;
              expect(Math.abs(shown - Number(top) / Number(bottom))).toBeLessThanOrEqual(coin + 1e-6);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

type Drawn = typeof anyOrders extends (people: number) => fc.Arbitrary<readonly (infer T)[]> ? T : never;

/** An order as the store writes it: what was given back is dated, and so is the end of one that was paid. */
function orderOf({ contact, refund, ago, later, ...order }: Drawn, index: number, asOf: number): Order {
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
