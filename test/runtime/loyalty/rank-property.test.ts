import type { Expr, LoyaltyProgram, PeriodOf } from "@trajet/compiler/program";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { conditionInSql } from "../../../runtime/src/loyalty/expression-sql.ts";
import { rankCustomers } from "../../../runtime/src/loyalty/rank-customers.ts";
import type { Database } from "../../../runtime/src/store/database.ts";
import { DATABASES } from "../store/world.ts";
import {
  anyCustomers,
  anyEngagements,
  anyOrders,
  MEASURES,
  MOMENTS,
  orderOf,
  PERIODS,
  ZONES,
} from "./arbitrary.ts";
import { cents, rankByHand } from "./by-hand.ts";
import { type Customer, emptyDatabase, fill, type Order, QUERY } from "./shop-database.ts";

let db: Database;
let close: () => Promise<void>;

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
      { numRuns: 40 },
    );
  }, 300_000);
});
