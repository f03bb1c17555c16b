import { describe, expect, test } from "vitest";
import type { LoyaltyProgram } from "../../../compiler/src/program/types.ts";
import { compiled, DECLARATIONS, errorsOf } from "./compiled.ts";

function query(lines: string, config?: string): LoyaltyProgram {
  const all = compiled(
    { "a.journey": `${DECLARATIONS}\nloyalty Top for Newsletter { ${lines} }` },
    {},
    config,
  );
  const [program] = all.project.loyalty;
  if (program === undefined) throw new Error(errorsOf(all).join("\n"));
  return program;
}

describe("a loyalty query", () => {
  test("with all its lines", () => {
    const program = query(
      `from Boutique rank by total spent over last quarter at least 2 orders
      where order.status == "paid" and (contact.points > 5 and contact has tag "vip") and order.total > 1 EUR top 10%`,
      '{ "name": "test", "timezone": "Europe/Paris", "weekStart": "sunday" }',
    );
    expect(program).toEqual({
      name: "Top",
      audience: "Newsletter",
      stores: ["Boutique"],
      currency: "EUR",
      timezone: "Europe/Paris",
      weekStart: 7,
      measure: "total spent",
      period: { period: "last", unit: "quarter" },
      atLeast: 2,
      top: { percent: "10" },
      orders: {
        op: "and",
        all: [
          {
            op: "==",
            left: { op: "get", root: "order", path: ["status"] },
            right: { op: "constant", value: "paid" },
          },
          {
            op: ">",
            left: { op: "get", root: "order", path: ["total"] },
            right: { op: "constant", value: { money: "1", currency: "EUR" } },
          },
        ],
      },
      people: {
        op: "and",
        all: [
          {
            op: ">",
            left: { op: "get", root: "contact", path: ["points"] },
            right: { op: "constant", value: 5 },
          },
          { op: "has tag", tag: "vip" },
        ],
      },
      fields: { points: { type: "number" } },
    });
  });

  test("by opens asks for no orders, and a fiscal year is the project's", () => {
    const config =
      '{ "name": "test", "timezone": "Europe/Paris", "currency": "EUR", "fiscalYearStart": "04-06" }';
    expect(query("rank by opens over last year", config)).toMatchObject({
      stores: null,
      currency: "EUR",
      atLeast: 0,
      yearStart: "04-06",
    });
    expect(query("rank by opens over last year at least 1 orders", config)).toMatchObject({ atLeast: 1 });
  });

  test("with ten thousand tiers", () => {
    const tiers = Array.from({ length: 10_000 }, (_, index) => `t${index}: top 1`).join(" ");
    expect(query(`from any store rank by orders over all time tiers { ${tiers} }`).tiers).toHaveLength(
      10_000,
    );
  });

  test("with as few as it can have: all orders of any store count, nobody is cut off", () => {
    expect(query("from any store rank by orders over all time")).toMatchObject({
      stores: null,
      measure: "orders",
      period: { period: "all time" },
      atLeast: 1,
      top: null,
      orders: null,
      people: null,
      weekStart: 1,
    });
  });

  test.each([
    ["last week", { period: "last", unit: "week" }],
    ["last month", { period: "last", unit: "month" }],
    ["month to date", { period: "to date", unit: "month" }],
    ["last quarter", { period: "last", unit: "quarter" }],
    ["quarter to date", { period: "to date", unit: "quarter" }],
    ["last year", { period: "last", unit: "year" }],
    ["year to date one year earlier", { period: "to date", unit: "year", oneYearEarlier: true }],
    ["2026-01-01 to 2026-03-31", { period: "dates", from: "2026-01-01", to: "2026-03-31" }],
    ["last 90 days", { period: "rolling", duration: { days: 90 } }],
  ])("over %s", (written, period) => {
    expect(query(`from Boutique rank by average order value over ${written} top 3`)).toMatchObject({
      period,
      top: { count: 3 },
    });
  });

  test("a purchase in the past is a condition on the people", () => {
    const program = query(
      "from Boutique rank by orders over last year where contact bought any product today",
    );
    expect(program.orders).toBeNull();
    expect(program.people).toMatchObject({ op: "history" });
  });
});

describe("what a list is cut into, and for how long", () => {
  test("tiers stand from the top down, and a stay is written out", () => {
    const { tiers, stay } = query(
      "from Boutique rank by orders over all time tiers { gold: top 10  silver: top 5%  bronze: rest } stay 2 * 1 week",
    );
    expect(tiers).toEqual([
      { name: "gold", size: { count: 10 } },
      { name: "silver", size: { percent: "5" } },
      { name: "bronze", size: "rest" },
    ]);
    expect(stay).toEqual({ weeks: 2 });
  });

  test.each([
    "units",
    "distinct products",
    "largest order",
    "average days between orders",
    "days since last order",
  ])("rank by %s", (measure) => {
    expect(query(`from Boutique rank by ${measure} over all time`).measure).toBe(measure);
  });

  test.each(["opens", "clicks"])("rank by %s, of no store", (measure) => {
    expect(query(`rank by ${measure} over last month`)).toMatchObject({ measure, stores: null });
  });

  test("it holds the conditions of the segments about which it asks", () => {
    const { people, segments, fields } = query(
      "from Boutique rank by orders over all time where contact in Rich",
    );
    expect(people).toEqual({ op: "in segment", segment: "Rich" });
    expect(segments).toMatchObject({ Rich: { op: ">" } });
    expect(Object.keys(fields)).toEqual(["points"]);
  });
});
