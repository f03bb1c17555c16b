import type { Expr, PeriodOf } from "@trajet/compiler/program";
import { describe, expect, it } from "vitest";
import { evaluate, truth } from "../../../runtime/src/engine/evaluate.ts";
import type { Json, PastEvent } from "../../../runtime/src/engine/facts.ts";
import { encode } from "../../../runtime/src/engine/values.ts";
import { binary, constant, eur, event, facts, order, scope } from "./known.ts";

const measure = (name: string, store: string | null = null, period: PeriodOf | null = null): Expr => ({
  op: "measure",
  measure: name,
  store,
  period,
});
const worth = (expr: Expr, events: readonly PastEvent[], zone = "Europe/Paris"): Json =>
  encode(evaluate(expr, scope, facts({ events, zone })));
const amount = (text: string, currency = "EUR") => ({ amount: text, currency });

// Now is Friday, 27 March 2026, 10:00 in Paris.
const orders = [
  order("2026-01-10T12:00:00Z", { total: "0.10", items: [{ sku: "mug", quantity: 2 }, { sku: "plate" }] }),
  order("2026-02-10T12:00:00Z", { total: "0.20", store: "Atelier", items: [{ sku: "mug" }] }),
  order("2026-03-11T12:00:00Z", { total: "30", refunded: "9.99" }),
  order("2026-03-12T12:00:00Z", { total: "1000", status: "pending" }),
  order("2026-03-13T12:00:00Z", { total: "1000", status: "cancelled" }),
  order("2026-03-14T12:00:00Z", { total: "1000", status: "refunded" }),
];

describe("measures", () => {
  it.each<[string, Json]>([
    ["orders", 3],
    ["units", 4],
    ["distinct products", 2],
    ["total spent", amount("20.31")],
    ["average order value", amount("6.77")],
    ["largest order", amount("20.01")],
    ["average days between orders", 30],
    ["days since first order", 75],
    ["days since last order", 15],
  ])("%s of paid orders, less refunds: %j", (name, expected) => {
    expect(worth(measure(name), orders)).toEqual(expected);
  });

  it.each<[string, Json]>([
    ["orders", 0],
    ["units", 0],
    ["distinct products", 0],
    ["total spent", amount("0", "XXX")],
    ["average order value", null],
    ["largest order", null],
    ["average days between orders", null],
    ["days since first order", null],
    ["days since last order", null],
  ])("%s without an order: %j", (name, expected) => {
    expect(worth(measure(name), [])).toEqual(expected);
  });

  it("compares nothing spent with any currency, and asks nothing of who never bought", () => {
    const known = facts();
    expect(truth(binary(measure("total spent"), "<", eur("50")), scope, known)).toBe(true);
    expect(truth(binary(measure("total spent"), ">=", eur("50")), scope, known)).toBe(false);
    expect(truth(binary(measure("days since last order"), ">", constant(60)), scope, known)).toBe(false);
  });

  it("goes by store and by period", () => {
    expect(worth(measure("orders", "Atelier"), orders)).toBe(1);
    expect(worth(measure("total spent", "Boutique", { period: "to date", unit: "month" }), orders)).toEqual(
      amount("20.01"),
    );
    expect(worth(measure("orders", null, { period: "last", unit: "month" }), orders)).toBe(1);
    expect(
      worth(measure("orders", null, { period: "dates", from: "2026-01-10", to: "2026-02-10" }), orders),
    ).toBe(2);
    expect(worth(measure("orders", null, { period: "all time" }), orders)).toBe(3);
  });

  it("cuts periods by the contact's clock", () => {
    const newYear = [order("2025-12-31T23:30:00Z")];
    const thisYear = measure("orders", null, { period: "to date", unit: "year" });
    expect(worth(thisYear, newYear, "Europe/Paris")).toBe(1);
    expect(worth(thisYear, newYear, "America/New_York")).toBe(0);
  });

  it("counts the order that is placed at this very moment", () => {
    const rolling = measure("orders", null, { period: "rolling", duration: { days: 90 } });
    expect(worth(rolling, [order("2026-03-27T10:00:00+01:00")])).toBe(1);
  });

  it("takes an order as it was told of last, whatever the order of its times", () => {
    const paid = order("2026-03-05T12:00:00Z", { id: "o1", total: "40" });
    const cancelled = order("2026-03-05T12:00:00Z", { id: "o1", total: "40", status: "cancelled" });
    expect(worth(measure("orders"), [paid, cancelled])).toBe(0);
    const refunded = order("2026-03-01T12:00:00Z", { id: "o1", total: "40", refunded: "15" });
    expect(worth(measure("total spent"), [paid, refunded])).toEqual(amount("25.00"));
  });

  it("has no sum of unlike currencies, and still counts the orders", () => {
    const mixed = [order("2026-03-01T12:00:00Z"), order("2026-03-02T12:00:00Z", { currency: "USD" })];
    expect(worth(measure("total spent"), mixed)).toBeNull();
    expect(worth(measure("largest order"), mixed)).toBeNull();
    expect(worth(measure("orders"), mixed)).toBe(2);
  });

  it("counts messages that people opened or clicked, each once", () => {
    const opened = (when: string, sending: string, more = {}) =>
      event("open:Welcome", when, { sending, ...more });
    const events = [
      opened("2026-03-01T12:00:00Z", "r/send:Welcome/1"),
      opened("2026-03-02T12:00:00Z", "r/send:Welcome/1"),
      opened("2026-03-03T12:00:00Z", "r/send:Welcome/2", { bot: true }),
      event("open:Other", "2026-03-04T12:00:00Z", { sending: "r/send:Other/1" }),
    ];
    expect(worth(measure("opens"), events)).toBe(2);
    expect(worth(measure("clicks"), events)).toBe(0);
  });
});
