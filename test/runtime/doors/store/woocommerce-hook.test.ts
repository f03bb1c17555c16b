import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DATABASES, HOUR, T0 } from "../../store/world.ts";
import { type CalledShop, openCalledShop } from "./called-shop.ts";
import * as woo from "./woocommerce-payloads.ts";

const BEN = "ben@shop.example";
/** When the order was paid. */
const PAID = T0 + 2 * HOUR;

describe.each(DATABASES)("what a shop of WooCommerce's tells, on %s", (database) => {
  let shop: CalledShop;
  beforeAll(async () => {
    shop = await openCalledShop(database);
  });
  beforeEach(async () => {
    await shop.open();
    await shop.world.until(PAID + 60_000);
  });
  afterAll(() => shop.close());

  test("an order of a guest: bought, completed, refunded", async () => {
    expect(
      await shop.woo("order.created", { ...woo.ORDER, status: "pending", date_paid_gmt: null }),
    ).toMatchObject({
      body: { result: "written" },
    });
    expect(await shop.tags(BEN)).toEqual([]);
    await shop.woo("order.updated", { ...woo.ORDER, date_modified_gmt: "2026-03-02T12:00:10" });
    expect(await shop.tags(BEN)).toEqual(["bought"]);
    expect((await shop.events("order"))[0]).toMatchObject({
      at: PAID,
      body: { order: { total: { amount: "29.35" }, items: [{ sku: "vase", price: { amount: "6" } }] } },
    });
    await shop.world.until(PAID + 5 * HOUR);
    await shop.woo("order.updated", {
      ...woo.ORDER,
      status: "completed",
      date_modified_gmt: "2026-03-02T14:00:00",
      date_completed_gmt: "2026-03-02T14:00:00",
    });
    const refunds = [
      { id: 726, reason: "", total: "-10.00" },
      { id: 725, reason: "late", total: "-9.35" },
    ];
    const refunded = {
      ...woo.ORDER,
      status: "completed",
      date_modified_gmt: "2026-03-02T15:00:00",
      refunds,
    };
    await shop.woo("order.updated", refunded);
    await shop.woo("order.updated", { ...refunded, date_modified_gmt: "2026-03-02T15:30:00" });
    expect(await shop.orders()).toEqual(["727 paid 29.35 -19.35"]);
    expect(await shop.tags(BEN)).toEqual(["bought", "fulfilled", "refunded"]);
    expect(await shop.events("order:refunded")).toHaveLength(1);
  });

  test.each([
    ["on-hold", "pending"],
    ["failed", "pending"],
    ["cancelled", "cancelled"],
    ["refunded", "refunded"],
    ["packed-by-hand", "paid"],
  ])("%s is %s", async (status, expected) => {
    await shop.woo("order.created", { ...woo.ORDER, status });
    expect(await shop.orders()).toEqual([`727 ${expected} 29.35 -0`]);
  });

  test("a state of before comes too late", async () => {
    await shop.woo("order.updated", {
      ...woo.ORDER,
      status: "cancelled",
      date_modified_gmt: "2026-03-02T12:00:30",
    });
    await shop.woo("order.created", woo.ORDER);
    expect(await shop.orders()).toEqual(["727 cancelled 29.35 -0"]);
  });

  test("a customer is a contact, and says nothing of consent", async () => {
    await shop.woo("customer.created", woo.CUSTOMER);
    await shop.world.store.gateway.putContact({
      audience: "Newsletter",
      fields: { email: BEN },
      consent: { email: "subscribed" },
      imported: false,
    });
    const renamed = { ...woo.CUSTOMER, first_name: "Benedict", date_modified_gmt: "2026-03-02T12:02:00" };
    await shop.woo("customer.updated", renamed);
    const view = await shop.world.store.gateway.contact(BEN);
    expect(view?.contact).toMatchObject({
      consent: { email: "subscribed" },
      fields: { firstName: "Benedict" },
    });
  });

  test("a product that comes back is told", async () => {
    await shop.woo("customer.created", woo.CUSTOMER);
    await shop.woo("product.created", woo.product("outofstock", "2026-03-02T11:00:00"));
    await shop.woo("product.updated", woo.product("instock", "2026-03-02T11:30:00"));
    expect(await shop.woo("product.updated", woo.product("outofstock", "2026-03-02T11:10:00"))).toMatchObject(
      {
        body: { result: "unchanged" },
      },
    );
    await shop.world.until(PAID + HOUR);
    expect(await shop.tags(BEN)).toEqual(["back"]);
  });
});
