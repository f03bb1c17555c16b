import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { rankCustomers } from "../../../runtime/src/loyalty/rank-customers.ts";
import type { OrderInput } from "../../../runtime/src/store/gateway.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, type World } from "../store/world.ts";
import { QUERY } from "./shop-database.ts";

/* What is told of orders, in whichever way, and what rankings of then and of now make of it. */
describe.each(DATABASES)("orders as they are told, on %s", (kind) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(kind);
  });
  beforeEach(async () => {
    await world.clear();
    await world.run();
    for (const id of ["ada", "ben"]) await world.signUp(id);
  });
  afterAll(() => world.close());

  const tell = (more: Partial<OrderInput> = {}) =>
    world.store.gateway.putOrder({
      id: "o1",
      contact: "ada",
      store: "Boutique",
      total: "60.00",
      currency: "EUR",
      placedAt: T0,
      status: "paid",
      ...more,
    });
  const ranked = async (asOf: number) =>
    (await rankCustomers(world.store.db, QUERY, asOf)).rows.map(
      ({ contact, value }) => `${contact} ${typeof value === "number" ? value : value.amount}`,
    );

  test("each refund counts from its own time", async () => {
    await tell();
    await tell({ refunded: "10.00", reached: { refunded: T0 + DAY } });
    await world.store.clock.freeze(T0 + 2 * DAY);
    await tell({ refunded: "25.00" });
    expect(await ranked(T0 + DAY)).toEqual(["ada 60.00"]);
    expect(await ranked(T0 + DAY + 1)).toEqual(["ada 50.00"]);
    expect(await ranked(T0 + 2 * DAY + 1)).toEqual(["ada 35.00"]);
    await tell({ refunded: "60.00", reached: { refunded: T0 + 3 * DAY } });
    expect(await ranked(T0 + 2 * DAY + 1)).toEqual(["ada 35.00"]);
    expect(await ranked(T0 + 3 * DAY + 1)).toEqual([]);
  });

  test("a cancellation, too, and one that is taken back was none", async () => {
    await tell();
    await world.store.clock.freeze(T0 + DAY);
    await tell({ status: "cancelled" });
    expect(await ranked(T0 + DAY)).toEqual(["ada 60.00"]);
    expect(await ranked(T0 + DAY + 1)).toEqual([]);
    await tell();
    expect(await ranked(T0 + DAY + 1)).toEqual(["ada 60.00"]);
  });

  test("an order that is first told of when it is over never counted, unless its refund says when", async () => {
    await tell({ status: "cancelled" });
    await tell({ id: "o2", contact: "ben", status: "refunded", reached: { refunded: T0 + DAY } });
    expect(await ranked(T0 + HOUR)).toEqual(["ben 60.00"]);
    expect(await ranked(T0 + 2 * DAY)).toEqual([]);
  });

  test("the same order twice with other values is corrected from its beginning", async () => {
    await tell();
    await world.store.clock.freeze(T0 + DAY);
    await tell({ total: "15.50", placedAt: T0 - DAY });
    expect(await ranked(T0)).toEqual(["ada 15.50"]);
    expect(await ranked(T0 - DAY)).toEqual([]);
  });

  test("an order moved to another contact is refused, and stays where it was", async () => {
    await tell();
    expect(await tell({ contact: "ben" })).toEqual({
      result: "rejected",
      reason:
        "order o1 of Boutique belongs to another contact: tell it with the contact it came for, or merge the two",
    });
    expect(await ranked(T0 + DAY)).toEqual(["ada 60.00"]);
  });

  test("a merge of contacts is refused by what it would need, and each keeps its orders", async () => {
    await tell();
    await tell({ id: "o2", contact: "ben" });
    const put = (id: string) =>
      world.store.gateway.putContact({ id, imported: false, fields: { email: "both@shop.example" } });
    expect(await put("ada")).toMatchObject({ result: "written" });
    expect(await put("ben")).toEqual({
      result: "rejected",
      reason: 'another contact of Newsletter has the e-mail address "both@shop.example"',
    });
    expect(await tell({ id: "o2", contact: "ada" })).toMatchObject({ result: "rejected" });
    expect(await ranked(T0 + DAY)).toEqual(["ada 60.00", "ben 60.00"]);
  });

  test("an order of another currency than its store's is refused", async () => {
    expect(await tell({ currency: "USD" })).toEqual({
      result: "rejected",
      reason: "store Boutique counts in EUR, the order is in USD",
    });
  });

  test("an order of the year 9999 waits for it", async () => {
    await tell({ placedAt: Date.parse("9999-12-31T23:59:59.999Z") });
    await tell({ id: "o2", contact: "ben" });
    expect(await ranked(T0 + DAY)).toEqual(["ben 60.00"]);
    expect(await ranked(Date.parse("9999-12-31T23:59:59.999Z") + 1)).toEqual(["ben 60.00", "ada 60.00"]);
  });

  test("who is erased is ranked no more, and takes the orders along", async () => {
    await tell();
    await world.store.gateway.eraseContact("ada");
    expect(await ranked(T0 + DAY)).toEqual([]);
  });
});
