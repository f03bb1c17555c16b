import type { LoyaltyProgram, PeriodOf } from "@trajet/compiler/program";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rankCustomers } from "../../../runtime/src/loyalty/rank-customers.ts";
import type { Database } from "../../../runtime/src/store/database.ts";
import { DATABASES } from "../store/world.ts";
import { type Customer, emptyDatabase, fill, type Order, QUERY } from "./shop-database.ts";

let db: Database;
let close: () => Promise<void>;

const AS_OF = Date.parse("2026-05-20T10:00:00Z");
const customer = (id: string, more: Partial<Customer> = {}): Customer => ({
  id,
  audience: "Newsletter",
  archived: false,
  fields: { email: `${id}@example.com` },
  tags: [],
  ...more,
});
let made = 0;
const order = (contact: string, total: string, more: Partial<Order> = {}): Order => ({
  id: `o${++made}`,
  contact,
  store: "Boutique",
  total,
  refunded: "0",
  currency: "EUR",
  status: "paid",
  placedAt: Date.parse("2026-05-01T10:00:00Z"),
  ...more,
});
const at = (moment: string) => ({ placedAt: Date.parse(moment) });
const ranking = async (query: Partial<LoyaltyProgram>) =>
  (await rankCustomers(db, { ...QUERY, ...query }, AS_OF)).rows.map(({ contact, value }) => [
    contact,
    typeof value === "number" ? value : value.amount,
  ]);

describe.each(DATABASES)("on %s", (kind) => {
  beforeAll(async () => {
    ({ db, close } = await emptyDatabase(kind));
  });
  afterAll(() => close());
  test("a period from before all years is all time, and one behind them has nobody", async () => {
    await fill(db, [customer("ada")], [order("ada", "10")]);
    const period: PeriodOf = { period: "rolling", duration: { years: 99_999 } };
    expect(await ranking({ period })).toEqual([["ada", "10.00"]]);
    expect((await rankCustomers(db, { ...QUERY, period }, AS_OF, { before: true })).rows).toMatchObject([
      { contact: "ada", before: null },
    ]);
    expect((await rankCustomers(db, QUERY, Date.parse("0000-01-01T00:00:00Z"))).rows).toEqual([]);
  });
  describe("which orders count", () => {
    test("paid ones, less what was refunded; not those refunded as a whole, pending, cancelled, or of later", async () => {
      await fill(
        db,
        ["ada", "ben", "cleo", "dan", "old"].map((id) => customer(id, { archived: id === "old" })),
        [
          order("ada", "10.10"),
          order("ada", "0.20", { refunded: "0.10" }),
          order("ada", "99", { status: "refunded" }),
          order("ada", "99", { refunded: "99.00" }),
          order("ben", "99", { status: "pending" }),
          order("ben", "99", { status: "cancelled" }),
          order("ben", "99", at("2026-05-20T10:00:00Z")),
          order("ben", "99", { store: "Atelier" }),
          order("ben", "99", { currency: "USD" }),
          order("cleo", "0"),
          order("dan", "5", at("2026-05-20T09:59:59.999Z")),
          order("old", "500"),
        ],
      );
      expect(await ranking({})).toEqual([
        ["ada", "10.20"],
        ["dan", "5.00"],
        ["cleo", "0.00"],
      ]);
      expect(await ranking({ measure: "orders" })).toEqual([
        ["ada", 2],
        ["cleo", 1],
        ["dan", 1],
      ]);
      expect(await ranking({ stores: null, atLeast: 2 })).toEqual([["ada", "10.20"]]);
    });
  });

  test("an audience without orders has an empty list", async () => {
    await fill(db, [customer("ada")], []);
    expect(
      await rankCustomers(db, { ...QUERY, tiers: [{ name: "gold", size: "rest" }] }, AS_OF),
    ).toMatchObject({
      total: 0,
      rows: [],
    });
  });

  describe("the order of the list", () => {
    test("ties go to the earlier first order, then to the id by its characters", async () => {
      await fill(
        db,
        ["b", "a", "B", "c"].map((id) => customer(id, { fields: {} })),
        [
          order("b", "7", at("2026-05-02T00:00:00Z")),
          order("a", "7", at("2026-05-02T00:00:00Z")),
          order("B", "7", at("2026-05-02T00:00:00Z")),
          order("c", "7", at("2026-05-01T00:00:00Z")),
        ],
      );
      expect((await ranking({})).map(([id]) => id)).toEqual(["c", "B", "a", "b"]);
    });

    test("equal averages are equal whatever the amounts, and those that differ by less than a coin are not", async () => {
      const from = (day: string, id: string, totals: readonly string[]) =>
        totals.map((total) => order(id, total, at(`2026-05-${day}T00:00:00Z`)));
      await fill(
        db,
        ["third", "sixth", "less"].map((id) => customer(id)),
        [
          ...from("03", "third", ["100.00000000000000000000", "0", "0"]),
          ...from("02", "sixth", ["199", "1", "0", "0", "0", "0"]),
          ...from("01", "less", ["99.99", "100", "0", "0", "0", "0"]),
        ],
      );
      expect(await ranking({ measure: "average order value" })).toEqual([
        ["sixth", "33.33"],
        ["third", "33.33"],
        ["less", "33.33"],
      ]);
    });

    test("sums are exact where doubles are not", async () => {
      await fill(
        db,
        [customer("ada")],
        Array.from({ length: 10 }, () => order("ada", "0.10")),
      );
      expect(await ranking({})).toEqual([["ada", "1.00"]]);
    });
  });

  describe("the end of the list", () => {
    const people = Array.from({ length: 11 }, (_, index) => customer(`c${String(index).padStart(2, "0")}`));
    beforeAll(() =>
      fill(
        db,
        people,
        people.map(({ id }, index) => order(id, String(100 - index))),
      ),
    );

    test.each<[LoyaltyProgram["top"], number]>([
      [null, 11],
      [{ count: 3 }, 3],
      [{ count: 30 }, 11],
      [{ percent: "10" }, 2],
      [{ percent: "0.5" }, 1],
      [{ percent: "100" }, 11],
    ])("top %j keeps %i", async (top, kept) => {
      const result = await rankCustomers(db, { ...QUERY, top }, AS_OF);
      expect(result).toMatchObject({ total: 11 });
      expect(result.rows.map(({ rank }) => rank)).toEqual(
        Array.from({ length: kept }, (_, index) => index + 1),
      );
    });

    test("the whole result, in the shape of the contract", async () => {
      await fill(
        db,
        [customer("ada"), customer("ben", { fields: {} })],
        [
          order("ada", "10", at("2026-03-28T23:30:00Z")),
          order("ada", "15.005", at("2026-03-29T10:00:00Z")),
          order("ben", "1", at("2026-02-01T00:00:00Z")),
        ],
      );
      const period: PeriodOf = { period: "dates", from: "2026-02-01", to: "2026-03-29" };
      expect(await rankCustomers(db, { ...QUERY, period }, AS_OF)).toEqual({
        version: 1,
        query: "TopSpenders",
        asOf: "2026-05-20T12:00:00+02:00",
        period: { from: "2026-02-01T00:00:00+01:00", to: "2026-03-30T00:00:00+02:00" },
        timeZone: "Europe/Paris",
        currency: "EUR",
        total: 2,
        rows: [
          {
            rank: 1,
            contact: "ada",
            email: "ada@example.com",
            value: { amount: "25.005", currency: "EUR" },
            orders: 2,
            totalSpent: { amount: "25.005", currency: "EUR" },
            averageOrderValue: { amount: "12.50", currency: "EUR" },
            lastOrderAt: "2026-03-29T12:00:00+02:00",
          },
          {
            rank: 2,
            contact: "ben",
            value: { amount: "1.00", currency: "EUR" },
            orders: 1,
            totalSpent: { amount: "1.00", currency: "EUR" },
            averageOrderValue: { amount: "1.00", currency: "EUR" },
            lastOrderAt: "2026-02-01T01:00:00+01:00",
          },
        ],
      });
    });

    test("a currency without small coins has none", async () => {
      await fill(
        db,
        [customer("ada")],
        ["100", "201"].map((total) => order("ada", total, { currency: "JPY" })),
      );
      expect(await ranking({ currency: "JPY", measure: "average order value" })).toEqual([["ada", "151"]]);
    });
  });

  describe("the periods, as of Wednesday 20 May 2026 at noon in Paris", () => {
    test.each<[PeriodOf, string | null, string | null]>([
      [{ period: "last", unit: "week" }, "2026-05-11T00:00:00+02:00", "2026-05-18T00:00:00+02:00"],
      [{ period: "last", unit: "month" }, "2026-04-01T00:00:00+02:00", "2026-05-01T00:00:00+02:00"],
      [{ period: "to date", unit: "month" }, "2026-05-01T00:00:00+02:00", "2026-05-20T12:00:00+02:00"],
      [{ period: "last", unit: "quarter" }, "2026-01-01T00:00:00+01:00", "2026-04-01T00:00:00+02:00"],
      [{ period: "to date", unit: "quarter" }, "2026-04-01T00:00:00+02:00", "2026-05-20T12:00:00+02:00"],
      [{ period: "last", unit: "year" }, "2025-01-01T00:00:00+01:00", "2026-01-01T00:00:00+01:00"],
      [{ period: "to date", unit: "year" }, "2026-01-01T00:00:00+01:00", "2026-05-20T12:00:00+02:00"],
      [
        { period: "rolling", duration: { days: 90 } },
        "2026-02-19T12:00:00+01:00",
        "2026-05-20T12:00:00+02:00",
      ],
      [{ period: "all time" }, null, null],
    ])("%j", async (period, from, to) => {
      const inside = [from === null ? 0 : Date.parse(from), (to === null ? AS_OF : Date.parse(to)) - 1];
      const outside = [inside[0] === 0 ? AS_OF : (inside[0] ?? 0) - 1, (inside[1] ?? 0) + 1];
      await fill(
        db,
        [customer("in"), customer("out")],
        [
          ...inside.map((placedAt) => order("in", "1", { placedAt })),
          ...outside.map((placedAt) => order("out", "1", { placedAt })),
        ],
      );
      const result = await rankCustomers(db, { ...QUERY, period, measure: "orders" }, AS_OF);
      expect(result.period).toEqual({ from, to });
      expect(result.rows.map(({ contact, value }) => [contact, value])).toEqual([["in", 2]]);
    });
  });
});
