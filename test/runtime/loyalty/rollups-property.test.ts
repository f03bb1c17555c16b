import type { LoyaltyProgram, MeasureName, PeriodOf } from "@trajet/compiler/program";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { periodBounds } from "../../../runtime/src/engine/periods.ts";
import { readCursor } from "../../../runtime/src/loyalty/cursor.ts";
import { rankCustomers, startsOf } from "../../../runtime/src/loyalty/rank-customers.ts";
import { deployCalendar } from "../../../runtime/src/loyalty/rollups/calendar.ts";
import { planFor } from "../../../runtime/src/loyalty/rollups/plan.ts";
import { rebuildRollups } from "../../../runtime/src/loyalty/rollups/rebuild.ts";
import type { Database } from "../../../runtime/src/store/database.ts";
import { project } from "../store/programs.ts";
import { DATABASES } from "../store/world.ts";
import { anyCustomers, anyOrders, MOMENTS, orderOf, ZONES } from "./arbitrary.ts";
import { rankByHand } from "./by-hand.ts";
import { rolledUp } from "./rolled-up.ts";
import { type Customer, emptyDatabase, fill, type Order, orderRow, QUERY } from "./shop-database.ts";

const MEASURES: readonly MeasureName[] = [
  "orders",
  "total spent",
  "average order value",
  "largest order",
  "average days between orders",
  "days since last order",
];
/** The seed's seven, and all time: each is one bucket. */
const BUCKETS: readonly PeriodOf[] = [
  { period: "last", unit: "week" },
  { period: "last", unit: "month" },
  { period: "to date", unit: "month" },
  { period: "last", unit: "quarter" },
  { period: "to date", unit: "quarter" },
  { period: "last", unit: "year" },
  { period: "to date", unit: "year" },
  { period: "all time" },
];
/** Those that end now and begin in the last hundred days are always made of buckets, and of orders at their beginning. */
const RECENT: readonly PeriodOf[] = [
  { period: "rolling", duration: { days: 90 } },
  { period: "rolling", duration: { days: 7 } },
  { period: "rolling", duration: { months: 1 } },
  // Not whole hours: 60 before a Wednesday noon begin with a week, which is one bucket.
  { period: "rolling", duration: { minutes: 3_607 } },
];
/** As far as they are kept. */
const OTHERS: readonly PeriodOf[] = [
  { period: "rolling", duration: { hours: 5 } },
  { period: "rolling", duration: { days: 400 } },
  { period: "rolling", duration: { days: 30 }, oneYearEarlier: true },
  { period: "to date", unit: "year", oneYearEarlier: true },
  { period: "dates", from: "2025-11-03", to: "2026-03-29" },
  { period: "dates", from: "2026-10-25", to: "2026-11-01" },
  { period: "dates", from: "2026-04-05", to: "2027-01-15" },
];
/** Besides, zones whose clocks go back over midnight, just after they did. */
const ALL_ZONES = [...ZONES, "America/Havana", "Africa/Cairo"];
const ALL_MOMENTS = [
  ...MOMENTS,
  ...["2026-11-01T05:30:00Z", "2026-10-29T21:30:00Z"].map((text) => Date.parse(text)),
];
const anyQuery = fc.record({
  measure: fc.constantFrom(...MEASURES),
  stores: fc.constantFrom<readonly string[] | null>(null, ["Boutique"], ["Boutique", "Atelier"]),
  atLeast: fc.constantFrom(1, 1, 2),
  top: fc.constantFrom<LoyaltyProgram["top"]>(null, { count: 2 }, { percent: "34" }),
  period: fc.constantFrom(...BUCKETS, ...RECENT, ...OTHERS),
});
/** What happens to orders and people: of whom, and what of an order of these it becomes. */
const anyChanges = fc.array(
  fc.record({
    kind: fc.constantFrom("change", "move", "delete", "archive", "again"),
    at: fc.nat({ max: 40 }),
    by: fc.nat({ max: 40 }),
  }),
  { maxLength: 12 },
);

describe.each(DATABASES)("roll-ups on %s", (kind) => {
  let db: Database;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ db, close } = await emptyDatabase(kind));
  });
  afterAll(() => close());

  async function apply(
    { kind, at, by }: { readonly kind: string; readonly at: number; readonly by: number },
    customers: Customer[],
    orders: Order[],
    spare: readonly Order[],
  ): Promise<void> {
    const index = orders.length === 0 ? -1 : at % orders.length;
    const order = orders[index];
    const who = at % customers.length;
    const customer = customers[who];
    const other = spare.length === 0 ? undefined : spare[by % spare.length];
    if (kind === "archive" && customer !== undefined) {
      customers[who] = { ...customer, archived: !customer.archived };
      await sql`update contact set archived = not archived where id = ${customer.id}`.execute(db);
    } else if (kind === "delete" && order !== undefined) {
      orders.splice(index, 1);
      await sql`delete from orders where store = ${order.store} and id = ${order.id}`.execute(db);
    } else if (kind === "again" && other !== undefined && !orders.some(({ id }) => id === other.id)) {
      orders.push(other);
      await db.insertInto("orders").values(orderRow(other)).execute();
    } else if (order !== undefined && (kind === "move" || (kind === "change" && other !== undefined))) {
      const { store, id } = order;
      const next: Order =
        kind === "move"
          ? { ...order, contact: customers[by % customers.length]?.id ?? order.contact }
          : { ...order, ...other, store, id, contact: order.contact, currency: order.currency };
      orders[index] = next;
      const { store: _, id: __, ...row } = orderRow(next);
      await db.updateTable("orders").set(row).where("store", "=", store).where("id", "=", id).execute();
    }
  }

  test("give the list that a computation by hand gives, whatever happened, and a rebuild changes nothing", async () => {
    const world = anyCustomers.chain((customers) =>
      fc.record({
        customers: fc.constant(customers),
        orders: anyOrders(customers.length),
        spare: anyOrders(customers.length),
        changes: anyChanges,
        asOf: fc.constantFrom(...ALL_MOMENTS),
        timezone: fc.constantFrom(...ALL_ZONES),
        weekStart: fc.constantFrom(1, 7),
        yearStart: fc.constantFrom("01-01", "04-06"),
        queries: fc.array(anyQuery, { minLength: 12, maxLength: 12 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(world, async (drawn) => {
        const { asOf, timezone, weekStart, yearStart } = drawn;
        const calendar = { ...project(), timezone, weekStart, yearStart };
        const customers: Customer[] = drawn.customers.map((one, index) => ({ ...one, id: `c${index}` }));
        const orders = drawn.orders.map((order, index) => orderOf(order, index, asOf));
        const spare = drawn.spare.map((order, index) => orderOf(order, 100 + index, asOf));
        await fill(db, [], []);
        await sql`delete from rollup_state`.execute(db);
        await deployCalendar(db, calendar, asOf);
        await fill(db, customers, orders);
        for (const change of drawn.changes) await apply(change, customers, orders, spare);
        const queries = drawn.queries.map(
          (one): LoyaltyProgram => ({ ...QUERY, ...one, timezone, weekStart, yearStart }),
        );
        const changes = () =>
          Promise.all(queries.map((query) => rankCustomers(db, query, asOf, { before: true })));
        const check = async () => {
          for (const query of queries) {
            const bounds = periodBounds(query.period, asOf, timezone, startsOf(query));
            const plan = await planFor(db, query, bounds, asOf);
            if (!OTHERS.includes(query.period)) expect(plan.from).toBe("roll-ups");
            if (RECENT.includes(query.period)) expect(plan).toMatchObject({ grain: "several" });
            const expected = rankByHand(query, { customers, orders, engagements: [] }, asOf, {
              order: () => true,
              person: () => true,
            });
            const result = await rankCustomers(db, query, asOf);
            expect(result.rows.map(({ rank, contact, orders }) => [rank, contact, orders])).toEqual(
              expected.lines.map(({ id, count }, index) => [index + 1, id, count]),
            );
            expect(result.total).toBe(result.rows.length === 0 ? 0 : expected.total);
            const pages: string[] = [];
            for (let after: string | undefined = ""; after !== undefined; ) {
              const page: Awaited<ReturnType<typeof rankCustomers>> = await rankCustomers(db, query, asOf, {
                limit: 1,
                ...(after !== "" && { after: readCursor(after) }),
              });
              pages.push(...page.rows.map(({ rank, contact }) => `${rank} ${contact}`));
              after = page.next;
            }
            expect(pages).toEqual(expected.lines.map(({ id }, index) => `${index + 1} ${id}`));
          }
          const changed = await changes();
          await sql`update rollup_state set ready = false`.execute(db);
          expect(changed).toEqual(await changes());
          await sql`update rollup_state set ready = true`.execute(db);
        };
        await check();
        const before = await rolledUp(db);
        await rebuildRollups(db, calendar, asOf);
        expect(await rolledUp(db)).toEqual(before);
        await check();
      }),
      { numRuns: 12 },
    );
  }, 300_000);
});
