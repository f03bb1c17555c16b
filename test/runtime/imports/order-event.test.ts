import { describe, expect, test } from "vitest";
import { readEvent } from "../../../runtime/src/imports/shapes/event.ts";
import { readOrder } from "../../../runtime/src/imports/shapes/order.ts";
import type { Raw, Reading } from "../../../runtime/src/imports/shapes/reading.ts";
import { SHOP } from "./shop.ts";

const JSON_FORM = { form: "json", zone: "Europe/Paris" } as const;
const CELLS = { form: "text", zone: "Europe/Paris" } as const;
const reasonOf = (reading: Reading<unknown>) => ("reason" in reading ? reading.reason : "it was read");

const ORDER: Raw = {
  id: "o1",
  contact: "ada@example.com",
  store: "Boutique",
  total: "49.90",
  placedAt: "2026-03-01T10:00:00Z",
  status: "paid",
};

describe("an order", () => {
  test("in JSON, with items whose prices are in its currency", () => {
    const items = [
      { sku: "mug", quantity: 2, price: 12.5 },
      { sku: "plate", price: "24.90 EUR" },
    ];
    expect(readOrder(SHOP, { ...ORDER, refunded: 5, items }, JSON_FORM)).toEqual({
      value: {
        ...ORDER,
        currency: "EUR",
        placedAt: Date.parse("2026-03-01T10:00:00Z"),
        refunded: "5",
        items: [
          { sku: "mug", quantity: 2, price: { amount: "12.5", currency: "EUR" } },
          { sku: "plate", quantity: 1, price: { amount: "24.90", currency: "EUR" } },
        ],
      },
    });
  });

  test.each<Raw["total"]>(["49.90", "49.90 EUR", { amount: "49.90", currency: "EUR" }])(
    "takes the total %j",
    (total) => {
      expect(readOrder(SHOP, { ...ORDER, total }, JSON_FORM)).toMatchObject({ value: { total: "49.90" } });
    },
  );

  test("in a row, with its items as JSON", () => {
    const row = { ...ORDER, placedAt: "2026-03-01 10:00", refunded: "", items: '[{"sku":"mug"}]' };
    expect(readOrder(SHOP, row, CELLS)).toMatchObject({
      value: { placedAt: Date.parse("2026-03-01T09:00:00Z"), items: [{ sku: "mug", quantity: 1 }] },
    });
  });

  test.each<[Raw, string]>([
    [{ store: "Boutiqe" }, 'no store "Boutiqe" in this project; did you mean "Boutique"?'],
    [{ currency: "USD" }, "store Boutique sells in EUR, not in USD"],
    [{ currency: "EUQ" }, "is not a currency"],
    [{ total: "49.90 USD" }, "the store sells in EUR, this amount is in USD"],
    [{ total: "-1" }, "not below zero"],
    [{ total: true }, "expected an amount"],
    [{ refunded: "50" }, "50 was refunded of an order of 49.90"],
    [{ status: "payed" }, 'there is "paid", "pending", "cancelled", "refunded"'],
    [{ placedAt: "2026-03-01" }, "is not a moment"],
    [{ placedAt: null }, '"placedAt" is missing'],
    [{ totl: "1" }, 'no member "totl" in an order; did you mean "total"?'],
    [{ items: [{ title: "Mug" }] }, '"sku" is missing'],
    [{ items: [{ sku: "mug", prise: 1 }] }, 'did you mean "price"?'],
    [{ items: "mug" }, "expected a list of items"],
  ])("is refused: %j", (change, reason) => {
    expect(reasonOf(readOrder(SHOP, { ...ORDER, ...change }, JSON_FORM))).toContain(reason);
  });
});

const EVENT: Raw = {
  id: "e1",
  contact: "7",
  name: "TicketPurchased",
  at: "2026-03-01T10:00:00Z",
  properties: { "flight-no": "AF 12", departure: "2026-04-01T08:00:00+02:00" },
};

describe("an own event", () => {
  test("is known by both of its names; its fields by those on the wire", () => {
    const wire = readEvent(SHOP, { ...EVENT, name: "Ticket Purchased" }, JSON_FORM);
    expect(wire).toEqual({
      value: {
        id: "e1",
        contact: "7",
        name: "Ticket Purchased",
        at: Date.parse("2026-03-01T10:00:00Z"),
        properties: { "flight-no": "AF 12", departure: "2026-04-01T06:00:00Z" },
      },
    });
    expect(readEvent(SHOP, EVENT, JSON_FORM)).toEqual(wire);
    const row = { ...EVENT, properties: JSON.stringify(EVENT.properties) };
    expect(readEvent(SHOP, row, CELLS)).toEqual(wire);
  });

  test("happens now where it does not say when, if there is a now", () => {
    const { at: _, ...rest } = EVENT;
    expect(readEvent(SHOP, rest, JSON_FORM, 5_000)).toMatchObject({ value: { at: 5_000 } });
    expect(reasonOf(readEvent(SHOP, rest, JSON_FORM))).toBe('"at" is missing');
  });

  test.each<[Raw, string]>([
    [{ name: "TicketPurchase" }, 'did you mean "TicketPurchased"?'],
    [{ name: "toString" }, 'no event "toString"'],
    [{ properties: { "flight-no": "AF 12" } }, '"departure" is missing'],
    [{ properties: { ...(EVENT.properties as Raw), seat: 1 } }, 'did you mean "seats"?'],
    [{ properties: { ...(EVENT.properties as Raw), seats: "two" } }, "seats: expected a number"],
    [{ properties: { flight: "AF 12" } }, 'there is "flight-no", "departure", "seats"'],
    [{ properties: "none" }, "expected an object"],
    [{ id: undefined as never }, '"id" is missing'],
  ])("is refused: %j", (change, reason) => {
    expect(reasonOf(readEvent(SHOP, { ...EVENT, ...change }, JSON_FORM))).toContain(reason);
  });
});
