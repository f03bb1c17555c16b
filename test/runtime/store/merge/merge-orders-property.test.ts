import type { LoyaltyProgram, MeasureName, PeriodOf } from "@trajet/compiler/program";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rankCustomers } from "../../../../runtime/src/loyalty/rank-customers.ts";
import { deployCalendar } from "../../../../runtime/src/loyalty/rollups/calendar.ts";
import { rebuildRollups } from "../../../../runtime/src/loyalty/rollups/rebuild.ts";
import { anyCustomers, anyOrders, MOMENTS, orderOf, ZONES } from "../../loyalty/arbitrary.ts";
import { rankByHand } from "../../loyalty/by-hand.ts";
import { rolledUp } from "../../loyalty/rolled-up.ts";
import { type Customer, fill, orderRow, QUERY } from "../../loyalty/shop-database.ts";
import { project } from "../programs.ts";
import { DATABASES, openWorld, type World } from "../world.ts";

const MEASURES: readonly MeasureName[] = ["orders", "total spent", "average order value", "largest order"];
const PERIODS: readonly PeriodOf[] = [
  { period: "last", unit: "month" },
  { period: "to date", unit: "quarter" },
  { period: "rolling", duration: { days: 90 } },
  { period: "all time" },
];

describe.each(DATABASES)("the orders of two contacts that are merged, on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  afterAll(() => world.close());

  test("give the board of one contact with all of them, and a rebuild changes nothing", async () => {
    const drawing = anyCustomers.chain((customers) =>
      fc.record({
        customers: fc.constant(customers),
        orders: anyOrders(customers.length),
        later: anyOrders(customers.length),
        merges: fc.array(fc.record({ from: fc.nat({ max: 40 }), into: fc.nat({ max: 40 }) }), {
          minLength: 1,
          maxLength: 4,
        }),
        asOf: fc.constantFrom(...MOMENTS),
        timezone: fc.constantFrom(...ZONES),
      }),
    );
    await fc.assert(
      fc.asyncProperty(drawing, async (drawn) => {
        const { db, gateway } = world.store;
        const { asOf, timezone } = drawn;
        const calendar = { ...project(), timezone, weekStart: 1, yearStart: "01-01" };
        const customers: Customer[] = drawn.customers.map((one, index) => ({ ...one, id: `c${index}` }));
        const orders = drawn.orders.map((order, index) => orderOf(order, index, asOf));
        await world.clear();
        await deployCalendar(db, calendar, asOf);
        await fill(db, customers, orders);

        const became = new Map<string, string>();
        const present = (id: string): string => {
          const next = became.get(id);
          return next === undefined ? id : present(next);
        };
        for (const { from, into } of drawn.merges) {
          const [one, other] = [customers[from % customers.length], customers[into % customers.length]];
          if (one === undefined || other === undefined) continue;
          const merged = await gateway.mergeContacts({ from: one.id, into: other.id });
          if (merged.result === "written") became.set(merged.from, merged.contact);
        }
        const later = drawn.later.map((order, index) => orderOf(order, 100 + index, asOf));
        const after = later.map((order) => ({ ...order, contact: present(order.contact) }));
        if (after.length > 0) await db.insertInto("orders").values(after.map(orderRow)).execute();

        const left = customers.filter(({ id }) => !became.has(id));
        const all = [...orders, ...later].map((order) => ({ ...order, contact: present(order.contact) }));
        const check = async () => {
          for (const measure of MEASURES) {
            for (const period of PERIODS) {
              const query: LoyaltyProgram = {
                ...QUERY,
                measure,
                period,
                timezone,
                weekStart: 1,
                yearStart: "01-01",
              };
              const known = { customers: left, orders: all, engagements: [] };
              const every = { order: () => true, person: () => true };
              const { lines } = rankByHand(query, known, asOf, every);
              const { rows } = await rankCustomers(db, query, asOf);
              expect(rows.map(({ rank, contact, orders: count }) => [rank, contact, count])).toEqual(
                lines.map(({ id, count }, index) => [index + 1, id, count]),
              );
            }
          }
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
