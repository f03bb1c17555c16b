import type { Expr, LoyaltyProgram } from "@trajet/compiler/program";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { conditionInSql } from "../../../runtime/src/loyalty/expression-sql.ts";
import { rankCustomers } from "../../../runtime/src/loyalty/rank-customers.ts";
import type { RankedQuery } from "../../../runtime/src/loyalty/ranked-query.ts";
import type { Database } from "../../../runtime/src/store/database.ts";
import { DATABASES } from "../store/world.ts";
import { type Customer, emptyDatabase, fill, type Order, QUERY } from "./shop-database.ts";

let db: Database;
let close: () => Promise<void>;

const AS_OF = Date.parse("2026-05-20T10:00:00Z");
const HOUR = 3_600_000;

const get = (root: "order" | "contact", name: string): Expr => ({ op: "get", root, path: [name] });
const constant = (value: Extract<Expr, { op: "constant" }>["value"]): Expr => ({ op: "constant", value });
/** The same condition as an expression and as a plain function; `sql` says whether SQL can say it. */
interface Condition<T> {
  readonly expr: Expr | null;
  readonly holds: (one: T) => boolean;
  readonly sql: boolean;
}
const cents = (text: string) => BigInt(Math.round(Number(text) * 100));
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

/** The list by hand: integers of cents, fractions compared crosswise, sorted and cut in plain steps. */
function byHand(
  query: RankedQuery,
  customers: readonly Customer[],
  orders: readonly Order[],
  ofOrders: Condition<Order>,
  ofPeople: Condition<Customer>,
) {
  const from = AS_OF - 48 * HOUR;
  const lines = customers
    .filter((one) => one.audience === "Newsletter" && !one.archived && ofPeople.holds(one))
    .map(({ id }) => {
      const own = orders.filter(
        (order) =>
          order.contact === id &&
          order.status === "paid" &&
          !(Number(order.refunded) > 0 && cents(order.refunded) === cents(order.total)) &&
          order.currency === "EUR" &&
          (query.stores === null || query.stores.includes(order.store)) &&
          order.placedAt < AS_OF &&
          (query.period.period === "all time" || order.placedAt >= from) &&
          ofOrders.holds(order),
      );
      const spent = own.reduce((sum, order) => sum + cents(order.total) - cents(order.refunded), 0n);
      return { id, count: own.length, spent, first: Math.min(...own.map((order) => order.placedAt)) };
    })
    .filter(({ count }) => count >= Math.max(1, query.atLeast));
  type Line = (typeof lines)[number];
  const by = {
    orders: (one: Line, other: Line) => BigInt(one.count - other.count),
    "total spent": (one: Line, other: Line) => one.spent - other.spent,
    "average order value": (one: Line, other: Line) =>
      one.spent * BigInt(other.count) - other.spent * BigInt(one.count),
  }[query.measure];
  const sorted = lines.toSorted((one, other) => {
    const order = by(other, one);
    if (order !== 0n) return order < 0n ? -1 : 1;
    return one.first - other.first || (one.id < other.id ? -1 : 1);
  });
  const top = query.top === null ? sorted.length : shareOf(query.top, sorted.length);
  return { total: sorted.length, ids: sorted.slice(0, top).map(({ id }) => id), lines: sorted.slice(0, top) };
}

const shareOf = (top: NonNullable<LoyaltyProgram["top"]>, total: number) =>
  "count" in top ? top.count : Math.ceil((Number(top.percent) * total) / 100);

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
const anyOrders = (people: number) =>
  fc.array(
    fc.record({
      contact: fc.nat({ max: people - 1 }),
      store: fc.constantFrom("Boutique", "Boutique", "Atelier"),
      total: fc.constantFrom("0", "0.10", "0.20", "0.3", "10.00", "33.33", "33.34"),
      refund: fc.constantFrom(0, 0, 0, 0.5, 1),
      currency: fc.constantFrom("EUR", "EUR", "EUR", "USD"),
      status: fc.constantFrom("paid", "paid", "paid", "pending", "cancelled", "refunded"),
      hoursAgo: fc.integer({ min: -1, max: 60 }),
    }),
    { maxLength: 30 },
  );
const anyQuery = fc.record({
  measure: fc.constantFrom("orders" as const, "total spent" as const, "average order value" as const),
  stores: fc.constantFrom(null, ["Boutique"], ["Boutique", "Atelier"]),
  atLeast: fc.constantFrom(0, 1, 2),
  top: fc.constantFrom(null, { count: 2 }, { percent: "34" }),
  period: fc.constantFrom(
    { period: "all time" as const },
    { period: "rolling" as const, duration: { hours: 48 } },
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
        queries: fc.array(fc.tuple(anyQuery, fc.constantFrom(...ON_ORDERS), fc.constantFrom(...ON_PEOPLE)), {
          minLength: 4,
          maxLength: 4,
        }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(world, async ({ customers: drawn, orders: placed, queries }) => {
        const customers: Customer[] = drawn.map((one, index) => ({ ...one, id: `c${index}` }));
        const orders: Order[] = placed.map(({ contact, refund, hoursAgo, ...order }, index) => ({
          ...order,
          id: `o${index}`,
          contact: `c${contact}`,
          refunded: (Math.floor(Number(order.total) * refund * 100) / 100).toFixed(2),
          placedAt: AS_OF - hoursAgo * HOUR,
        }));
        await fill(db, customers, orders);
        for (const [drawnQuery, ofOrders, ofPeople] of queries) {
          const query: RankedQuery = {
            ...QUERY,
            ...drawnQuery,
            orders: ofOrders.expr,
            people: ofPeople.expr,
          };
          const result = await rankCustomers(db, query, AS_OF);
          const expected = byHand(query, customers, orders, ofOrders, ofPeople);
          expect(result.rows.map(({ contact }) => contact)).toEqual(expected.ids);
          expect(result.total).toBe(expected.total);
          expect(result.rows.map(({ orders, totalSpent }) => [orders, cents(totalSpent.amount)])).toEqual(
            expected.lines.map(({ count, spent }) => [count, spent]),
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});
