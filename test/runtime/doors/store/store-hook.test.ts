import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { DATABASES, HOUR, T0 } from "../../store/world.ts";
import { type CalledShop, openCalledShop } from "./called-shop.ts";
import * as shopify from "./shopify-payloads.ts";

const ADA = "ada@shop.example";
const BEN = "ben@shop.example";
/** When the order was paid. */
const PAID = T0 + 2 * HOUR;

describe.each(DATABASES)("what a shop of Shopify's tells, on %s", (database) => {
  let shop: CalledShop;
  beforeAll(async () => {
    shop = await openCalledShop(database);
  });
  beforeEach(async () => {
    await shop.open();
    await shop.world.until(PAID + 60_000);
  });
  afterAll(() => shop.close());

  const letters = () => shop.world.store.gateway.deadLetters(0, 10);

  test("an order starts who buys; its buyer becomes a contact, with the consent given to the shop", async () => {
    expect(await shop.shopify("orders/create", shopify.ORDER)).toMatchObject({
      body: { result: "written" },
    });
    expect(await shop.tags(ADA)).toEqual(["bought", "welcome"]);
    expect(await shop.orders()).toEqual(["450789469 paid 44.90 -0"]);
    const [purchase] = await shop.events("order");
    expect(purchase?.at).toBe(PAID);
    expect(purchase?.body).toMatchObject({
      order: { items: [{ sku: "mug-blue", quantity: 2, price: { amount: "19.95", currency: "EUR" } }] },
    });
    const view = await shop.world.store.gateway.contact(ADA);
    expect(view?.contact).toMatchObject({
      consent: { email: "subscribed" },
      fields: { firstName: "Ada", phone: "+33611223344", country: "FR" },
    });
  });

  test("who did not ask for mail is a contact without consent, who did not sign up", async () => {
    const customer = { id: 1, email: ADA, email_marketing_consent: { state: "not_subscribed" } };
    await shop.shopify("orders/create", { ...shopify.ORDER, customer });
    expect(await shop.tags(ADA)).toEqual(["bought"]);
    const view = await shop.world.store.gateway.contact(ADA);
    expect(view?.contact.consent.email).toBe("none");
  });

  test("of a contact that is there an order changes nothing but the orders", async () => {
    await shop.world.store.gateway.putContact({
      audience: "Newsletter",
      id: "ada",
      fields: { email: ADA, firstName: "Augusta" },
      consent: { email: "unsubscribed" },
      imported: true,
    });
    await shop.shopify("orders/create", shopify.ORDER);
    const view = await shop.world.store.gateway.contact("ada");
    expect(view?.contact).toMatchObject({
      consent: { email: "unsubscribed" },
      fields: { firstName: "Augusta" },
    });
    expect(await shop.orders()).toHaveLength(1);
  });

  test("an order that is paid later was bought when it was made", async () => {
    await shop.shopify("orders/create", { ...shopify.ORDER, financial_status: "pending" });
    expect(await shop.tags(ADA)).toEqual(["welcome"]);
    await shop.shopify("orders/paid", { ...shopify.ORDER, updated_at: shopify.later(1) });
    expect(await shop.tags(ADA)).toEqual(["bought", "welcome"]);
    expect(await shop.events("order")).toHaveLength(1);
  });

  test("shipped and fulfilled start theirs, at the time of the parcel", async () => {
    await shop.shopify("orders/create", shopify.ORDER);
    await shop.world.until(PAID + 3 * HOUR);
    await shop.shopify("orders/fulfilled", shopify.SHIPPED(2));
    expect(await shop.tags(ADA)).toEqual(["bought", "fulfilled", "shipped", "welcome"]);
    expect((await shop.events("order:shipped")).map(({ at }) => at)).toEqual([Date.parse(shopify.later(2))]);
  });

  const merge = (more: object = {}) =>
    shop.shopify("customers/merge", {
      admin_graphql_api_customer_kept_id: "gid://shopify/Customer/99",
      admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${shopify.CUSTOMER.id}`,
      admin_graphql_api_job_id: null,
      status: "completed",
      errors: [],
      ...more,
    });
  const ben = { ...shopify.CUSTOMER, id: 99, email: BEN, phone: null, first_name: "Ben" };

  describe("customers/merge", () => {
    test("makes their contacts one, with the orders, and what is told of both goes to it", async () => {
      await shop.shopify("customers/create", shopify.CUSTOMER);
      await shop.shopify("customers/create", ben);
      await shop.shopify("orders/create", shopify.ORDER);
      expect(await merge()).toMatchObject({ status: 200, body: { result: "written" } });
      const left = await shop.idOf(BEN);
      expect(await shop.world.store.gateway.contact(ADA)).toMatchObject({ contact: { id: left } });
      expect(await merge()).toMatchObject({ body: { result: "unchanged" } });
      const kept = { ...shopify.ORDER, customer: { id: 99, email: BEN }, email: BEN };
      const cancelled = { cancelled_at: shopify.later(1), updated_at: shopify.later(1) };
      await shop.world.until(PAID + 2 * HOUR);
      await shop.shopify("orders/cancelled", { ...kept, ...cancelled });
      expect(await shop.orders()).toEqual(["450789469 cancelled 44.90 -0"]);
      expect(await shop.tags(BEN)).toContain("cancelled");
      expect(await letters()).toEqual([]);
    });

    test("of a customer whom the shop kept and never told of, the contact is that of the other", async () => {
      await shop.shopify("customers/create", shopify.CUSTOMER);
      expect(await merge()).toMatchObject({ body: { result: "written" } });
      expect(await merge()).toMatchObject({ body: { result: "unchanged" } });
      await shop.shopify("customers/update", { ...ben, updated_at: shopify.later(1) });
      expect(await shop.idOf(BEN)).toBe((await shop.world.store.gateway.contact(BEN))?.contact.id);
      expect(await shop.world.store.db.selectFrom("contact").select("id").execute()).toHaveLength(1);
    });

    test.each(["failed", "in_progress", "requested"])("that is %s merges nobody", async (status) => {
      await shop.shopify("customers/create", shopify.CUSTOMER);
      await shop.shopify("customers/create", ben);
      expect(await merge({ status })).toMatchObject({
        body: { result: "ignored", reason: `the shop says of the merge: ${status}` },
      });
      expect(await shop.world.store.db.selectFrom("contact").select("id").execute()).toHaveLength(2);
    });

    test("of somebody who is not known here is ignored, and one that names nobody refused", async () => {
      expect(await merge()).toMatchObject({ body: { result: "ignored" } });
      expect(await merge({ admin_graphql_api_customer_kept_id: "gid://1" })).toMatchObject({ status: 422 });
    });

    test("one that cannot be done is kept, and taken in once it can", async () => {
      await shop.shopify("customers/create", shopify.CUSTOMER);
      await shop.shopify("customers/create", ben);
      const archive = (archived: boolean) =>
        shop.world.store.db
          .updateTable("contact")
          .set({ archived })
          .where(sql`fields->>'email'`, "=", BEN)
          .execute();
      await archive(true);
      expect(await merge()).toMatchObject({
        body: { result: "kept", reason: expect.stringContaining("is archived") },
      });
      await archive(false);
      await shop.doors.ask({ method: "POST", url: "/v1/dead-letters/replay" });
      expect(await letters()).toEqual([]);
      expect(await shop.world.store.db.selectFrom("contact").select("id").execute()).toHaveLength(1);
    });
  });

  test("a customer who takes the address of another contact waits as a dead letter, which brings nobody back who left", async () => {
    await shop.shopify("customers/create", shopify.CUSTOMER);
    const ada = await shop.idOf(ADA);
    const ben = { ...shopify.CUSTOMER, id: 99, email: BEN, phone: null, first_name: "Ben" };
    await shop.shopify("customers/create", ben);
    const { gateway } = shop.world.store;
    await gateway.setConsent(ada, "email", "unsubscribed", "click");
    const moved = { ...ben, email: ADA, updated_at: shopify.later(1) };
    expect(await shop.shopify("customers/update", moved)).toMatchObject({
      body: { result: "kept", reason: expect.stringContaining("another contact") },
    });
    const id = await shop.idOf(BEN);
    expect(await letters()).toMatchObject([{ kind: "contacts", body: { id, email: ADA } }]);
    await shop.doors.ask({ method: "POST", url: "/v1/dead-letters/replay" });
    expect((await gateway.contact(ada))?.contact).toMatchObject({
      fields: { firstName: "Ada" },
      consent: { email: "unsubscribed" },
    });
    await gateway.setConsent(id, "email", "unsubscribed", "click of ben");
    await gateway.putContact({ id: ada, imported: true, fields: { email: "byron@shop.example" } });
    await shop.doors.ask({ method: "POST", url: "/v1/dead-letters/replay" });
    expect(await letters(), "once the address is free").toEqual([]);
    expect((await gateway.contact(ADA))?.contact).toMatchObject({
      id,
      consent: { email: "unsubscribed" },
    });
  });

  test("cancelled starts its own", async () => {
    await shop.shopify("orders/create", shopify.ORDER);
    await shop.world.until(PAID + 2 * HOUR);
    const cancelled = { ...shopify.ORDER, cancelled_at: shopify.later(1), updated_at: shopify.later(1) };
    await shop.shopify("orders/cancelled", cancelled);
    expect(await shop.tags(ADA)).toContain("cancelled");
    expect(await shop.orders()).toEqual(["450789469 cancelled 44.90 -0"]);
  });

  test("refunds count from their own moments, told with the order or for themselves, and each once", async () => {
    await shop.shopify("orders/create", shopify.ORDER);
    await shop.world.until(PAID + 5 * HOUR);
    const [first, second] = [shopify.refund(10, "5.00", 1), shopify.refund(20, "7.45", 3)];
    expect(await shop.shopify("refunds/create", second)).toMatchObject({ body: { result: "written" } });
    expect(await shop.shopify("refunds/create", first)).toMatchObject({ body: { result: "written" } });
    expect(await shop.shopify("refunds/create", first)).toMatchObject({ body: { result: "unchanged" } });
    const told = { ...shopify.ORDER, updated_at: shopify.later(1), refunds: [first] };
    await shop.shopify("orders/updated", told);
    expect(await shop.orders(), "what was told of later stays").toEqual(["450789469 paid 44.90 -12.45"]);
    await shop.shopify("orders/updated", {
      ...told,
      updated_at: shopify.later(3),
      financial_status: "partially_refunded",
      refunds: [first, second],
    });
    expect(await shop.orders()).toEqual(["450789469 paid 44.90 -12.45"]);
    expect((await shop.events("order:refunded")).map(({ at }) => at)).toEqual(
      [1, 3].map((hours) => Date.parse(shopify.later(hours))),
    );
    expect(await shop.tags(ADA)).toContain("refunded");
    const { rows } = await sql<{ refunds: string[][] }>`select refunds from orders`.execute(
      shop.world.store.db,
    );
    expect(rows[0]?.refunds.map(([, total]) => total)).toEqual(["5", "12.45"]);
  });

  test("a refund before its order is asked for again; one without transactions gave nothing back", async () => {
    const early = await shop.shopify("refunds/create", shopify.refund(10, "5.00", 1), "r1");
    expect(early).toMatchObject({ status: 409, body: { detail: expect.stringContaining("450789469") } });
    await shop.shopify("orders/create", shopify.ORDER);
    expect(await shop.shopify("refunds/create", shopify.refund(10, "5.00", 1), "r1")).toMatchObject({
      status: 200,
      body: { result: "written" },
    });
    const restocked = { ...shopify.refund(30, "0", 2), transactions: [] };
    expect(await shop.shopify("refunds/create", restocked)).toMatchObject({ body: { result: "ignored" } });
  });

  test("an older state never overwrites a newer one, whichever comes first", async () => {
    await shop.world.until(PAID + 3 * HOUR);
    await shop.shopify("orders/cancelled", {
      ...shopify.ORDER,
      cancelled_at: shopify.later(2),
      updated_at: shopify.later(2),
    });
    expect(await shop.shopify("orders/create", shopify.ORDER)).toMatchObject({
      body: { result: "unchanged" },
    });
    expect(await shop.orders()).toEqual(["450789469 cancelled 44.90 -0"]);
    expect(await shop.tags(ADA)).not.toContain("bought");
  });

  test("the same call again changes nothing, even with another body", async () => {
    await shop.shopify("orders/create", shopify.ORDER, "same");
    const again = { ...shopify.ORDER, total_price: "1.00", updated_at: shopify.later(1) };
    expect(await shop.shopify("orders/create", again, "same")).toEqual({
      status: 200,
      body: { result: "unchanged" },
    });
    expect(await shop.orders()).toEqual(["450789469 paid 44.90 -0"]);
  });

  test("a checkout that is left alone starts who abandons a cart; one that was completed does not", async () => {
    await shop.shopify("checkouts/create", shopify.CHECKOUT);
    const done = { ...shopify.CHECKOUT, token: "other", completed_at: shopify.later(0) };
    expect(await shop.shopify("checkouts/update", done)).toMatchObject({ body: { result: "ignored" } });
    await shop.world.until(PAID + 2 * HOUR);
    expect(await shop.tags(ADA)).toEqual(["left"]);
    expect((await shop.events("cart:changed"))[0]?.body).toMatchObject({
      cart: { url: expect.stringContaining("/recover?"), items: [{ sku: "mug-blue" }] },
    });
  });

  test("an order after a checkout leaves nobody behind", async () => {
    await shop.shopify("checkouts/create", {
      ...shopify.CHECKOUT,
      updated_at: "2026-03-02T06:59:00-05:00",
    });
    await shop.shopify("orders/create", shopify.ORDER);
    await shop.world.until(PAID + 3 * HOUR);
    expect(await shop.tags(ADA)).toEqual(["bought"]);
  });

  test("a customer signs up, and is the same one under another address", async () => {
    await shop.shopify("customers/create", shopify.CUSTOMER);
    const id = await shop.idOf(ADA);
    expect(await shop.tags(ADA)).toEqual(["welcome"]);
    const moved = { ...shopify.CUSTOMER, email: "byron@shop.example", updated_at: shopify.later(1) };
    await shop.shopify("customers/update", moved);
    expect(await shop.idOf("byron@shop.example")).toBe(id);
    expect(await shop.shopify("customers/update", shopify.CUSTOMER)).toMatchObject({
      body: { result: "unchanged" },
    });
    expect(await shop.idOf("byron@shop.example"), "what is older changes nothing").toBe(id);
    await shop.shopify("orders/create", { ...shopify.ORDER, email: "third@shop.example" });
    expect((await shop.events("order")).length).toBe(1);
    expect(await shop.idOf("third@shop.example"), "an order is the customer's").toContain("nobody");
  });

  test("a consent counts once: who has left here since then has left", async () => {
    await shop.shopify("customers/create", shopify.CUSTOMER);
    const id = await shop.idOf(ADA);
    await shop.world.store.gateway.setConsent(id, "email", "unsubscribed", "click");
    await shop.shopify("customers/update", { ...shopify.CUSTOMER, updated_at: shopify.later(1) });
    const consent = async () => (await shop.world.store.gateway.contact(id))?.contact.consent.email;
    expect(await consent()).toBe("unsubscribed");
    const email_marketing_consent = { state: "subscribed", consent_updated_at: shopify.later(2) };
    await shop.shopify("customers/update", {
      ...shopify.CUSTOMER,
      updated_at: shopify.later(2),
      email_marketing_consent,
    });
    expect(await consent(), "who has asked the shop anew is back").toBe("subscribed");
  });

  test("a product that comes back is told, by the product or by its levels", async () => {
    await shop.shopify("customers/create", shopify.CUSTOMER);
    await shop.world.until(PAID + 9 * HOUR);
    await shop.shopify("products/create", shopify.product(0, 1));
    await shop.shopify("products/update", shopify.product(3, 2));
    await shop.world.until(PAID + 10 * HOUR);
    expect(await shop.events("stock")).toHaveLength(1);
    expect((await shop.events("stock"))[0]?.body).toMatchObject({
      store: "Boutique",
      product: { sku: "mug-blue", title: "Mug – Blue", url: "https://potterie.myshopify.com/products/mug" },
    });
    await shop.shopify("inventory_levels/update", shopify.level(0, 3));
    await shop.shopify("inventory_levels/update", shopify.level(2, 4, 7));
    expect(await shop.shopify("inventory_levels/update", shopify.level(0, 2, 7)), "older").toMatchObject({
      body: { result: "unchanged" },
    });
    await shop.world.until(PAID + 11 * HOUR);
    expect(await shop.events("stock")).toHaveLength(2);
    expect(await shop.tags(ADA)).toContain("back");
  });

  test("a level of an item that no product has named yet is kept until one does", async () => {
    await shop.shopify("inventory_levels/update", shopify.level(0, 3));
    await shop.shopify("products/create", shopify.product(5, 1));
    const { rows } = await sql`select sku, in_stock from product`.execute(shop.world.store.db);
    expect(rows).toEqual([{ sku: "mug-blue", in_stock: false }]);
  });

  test.each([
    ["app/uninstalled", {}, "topic"],
    ["carts/update", { id: "x", line_items: [] }, "whose"],
    ["orders/create", { ...shopify.ORDER, test: true }, "test"],
    ["orders/create", { ...shopify.ORDER, email: "", contact_email: null, customer: null }, "e-mail"],
  ])("%s %# is answered, and ignored", async (topic, body, why) => {
    const { status, body: told } = await shop.shopify(topic, body);
    expect([status, told.result, told.reason]).toEqual([200, "ignored", expect.stringContaining(why)]);
    expect(await shop.orders()).toEqual([]);
  });

  test("what does not fit the project is kept, and taken once it fits", async () => {
    const dollars = { ...shopify.ORDER, currency: "USD" };
    const { status, body } = await shop.shopify("orders/create", dollars);
    expect([status, body.result, body.reason]).toEqual([200, "kept", expect.stringContaining("USD")]);
    expect(await letters()).toMatchObject([{ kind: "orders", body: { id: "450789469", currency: "USD" } }]);
    await shop.shopify("orders/create", { ...shopify.ORDER, total_price: "-1.00" });
    expect(await letters()).toHaveLength(2);
    expect(await shop.orders()).toEqual([]);
  });
});
