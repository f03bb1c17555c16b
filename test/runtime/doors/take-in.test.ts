import { beforeEach, describe, expect, test } from "vitest";
import { openShop, type Shop } from "./open-shop.ts";

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});

const ORDER = {
  id: "o1",
  contact: "ada",
  store: "Boutique",
  total: "49.90",
  placedAt: "2026-05-01T10:00:00Z",
  status: "paid",
};

describe("one document", () => {
  test("a contact is written once, as one that signs up", async () => {
    const contact = { id: "ada", firstName: "Ada", "push-token": "t1" };
    const first = await shop.post("/v1/contacts", contact);
    expect([first.statusCode, first.json()]).toEqual([200, { result: "written", contact: "ada" }]);
    expect((await shop.post("/v1/contacts", contact)).json()).toEqual({
      result: "unchanged",
      contact: "ada",
    });
    expect(shop.gateway.written).toEqual([
      [
        "contact",
        { id: "ada", audience: "Newsletter", fields: { firstName: "Ada", pushToken: "t1" }, imported: false },
      ],
    ]);
  });

  test("a contact that is loaded says so", async () => {
    await shop.post("/v1/contacts?imported=true", { id: "ada" });
    expect(shop.gateway.written).toMatchObject([["contact", { imported: true }]]);
  });

  test("a contact by its address, whose id the document may repeat but not change", async () => {
    const put = (payload: object) => shop.ask({ method: "PUT", url: "/v1/contacts/ada", payload });
    expect((await put({ firstName: "Ada" })).json()).toEqual({ result: "written", contact: "ada" });
    expect((await put({ id: "ada", firstName: "Ada" })).json()).toMatchObject({ result: "unchanged" });
    expect((await put({ id: "ben" })).json()).toMatchObject({
      status: 422,
      detail: expect.stringContaining('"ben"'),
    });
  });

  test("an order, and an event that happens now unless it says when", async () => {
    expect((await shop.post("/v1/orders", ORDER)).json()).toEqual({ result: "written", contact: "ada" });
    const properties = { "flight-no": "AF 12", departure: "2026-06-01T08:00:00Z" };
    const event = { id: "e1", contact: "ada", name: "TicketPurchased", properties };
    expect((await shop.post("/v1/events", event)).statusCode).toBe(200);
    expect(shop.gateway.written).toMatchObject([
      ["order", { id: "o1", currency: "EUR" }],
      ["event", { name: "Ticket Purchased", at: Date.parse("2026-05-20T10:00:00Z") }],
    ]);
  });

  test("an order with the moments of its states", async () => {
    await shop.post("/v1/orders", { ...ORDER, shippedAt: "2026-05-02T10:00:00Z" });
    expect(shop.gateway.written).toMatchObject([
      ["order", { reached: { shipped: Date.parse("2026-05-02T10:00:00Z") } }],
    ]);
  });

  test("a cart, whose amounts are in the store's currency", async () => {
    const cart = {
      id: "c1",
      contact: "ada",
      store: "Boutique",
      total: "20",
      updatedAt: "2026-05-01T10:00:00Z",
    };
    const items = [{ sku: "mug", price: "10" }];
    expect((await shop.post("/v1/carts", { ...cart, items })).json()).toEqual({
      result: "written",
      contact: "ada",
    });
    expect(shop.gateway.written).toMatchObject([
      [
        "cart",
        { currency: "EUR", items: [{ sku: "mug", quantity: 1, price: { amount: "10", currency: "EUR" } }] },
      ],
    ]);
    expect((await shop.post("/v1/carts", { ...cart, url: "not a link" })).json()).toMatchObject({
      status: 422,
      detail: expect.stringContaining('"url"'),
    });
  });

  test("a product's stock, of now unless it says when", async () => {
    const stock = { store: "Boutique", sku: "mug", price: "12.00", inStock: true };
    expect((await shop.post("/v1/stock", stock)).json()).toEqual({ result: "written" });
    expect((await shop.post("/v1/stock", stock)).json()).toEqual({ result: "unchanged" });
    expect(shop.gateway.written).toEqual([
      [
        "stock",
        {
          store: "Boutique",
          sku: "mug",
          product: { sku: "mug", price: { amount: "12.00", currency: "EUR" } },
          inStock: true,
          at: Date.parse("2026-05-20T10:00:00Z"),
        },
      ],
    ]);
  });

  test.each([
    ["/v1/stock", { store: "Botique", sku: "mug", inStock: true }, 'did you mean "Boutique"?'],
    ["/v1/orders", { ...ORDER, refundedAt: "2026-05-02T10:00:00Z" }, "refundedAt needs refunded"],
    [
      "/v1/contacts",
      { id: "1", frstName: "Ada" },
      'no field "frstName" in audience Newsletter; did you mean "firstName"?',
    ],
    ["/v1/contacts", { id: "1", tags: ["vpi"] }, 'did you mean "vip"?'],
    ["/v1/contacts", { id: "1", groups: ["Interests/Bakin"] }, 'did you mean "Interests/Baking"?'],
    ["/v1/orders", { ...ORDER, store: "Botique" }, 'did you mean "Boutique"?'],
    ["/v1/orders", { ...ORDER, currency: "USD" }, "sells in EUR, not in USD"],
    ["/v1/orders", { ...ORDER, contact: "nobody" }, "there is no such contact"],
    ["/v1/events", { id: "e", contact: "ada", name: "TicketPurchasd" }, 'did you mean "TicketPurchased"?'],
    [
      "/v1/events",
      { id: "e", contact: "ada", name: "TicketPurchased", properties: { "flight-no": "AF" } },
      '"departure" is missing',
    ],
  ])("to %s is refused with a letter: %j", async (url, payload, detail) => {
    const answer = await shop.post(url, payload);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(answer.json()).toEqual({
      type: "about:blank",
      title: "Unprocessable Entity",
      status: 422,
      detail: expect.stringContaining(detail),
    });
    expect(shop.gateway.written).toEqual([]);
  });
});

describe("a batch", () => {
  test("is answered line by line; a wrong line costs that line", async () => {
    const answer = await shop.postLines("/v1/contacts", [
      '{"id":"ada"}',
      "",
      '{"id":',
      '{"id":"ben","tags":["vpi"]}',
      "[]",
      '{"id":"ada"}',
      '{"id":"nobody"}',
    ]);
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toEqual({
      results: [
        { line: 1, status: "written" },
        { line: 3, status: "rejected", reason: expect.stringContaining("not JSON") },
        { line: 4, status: "rejected", reason: expect.stringContaining('did you mean "vip"?') },
        { line: 5, status: "rejected", reason: "each line must be one JSON object" },
        { line: 6, status: "unchanged" },
        { line: 7, status: "rejected", reason: "there is no such contact" },
      ],
    });
    expect(shop.gateway.written).toHaveLength(1);
  });

  test("of orders and of events", async () => {
    const orders = await shop.postLines("/v1/orders", [
      JSON.stringify(ORDER),
      JSON.stringify({ ...ORDER, total: 1e99 }),
    ]);
    expect(orders.json().results.map(({ status }: { status: string }) => status)).toEqual([
      "written",
      "rejected",
    ]);
    expect((await shop.postLines("/v1/events", ["{}"])).json().results).toMatchObject([
      { line: 1, status: "rejected" },
    ]);
  });

  test("has as many lines as are allowed, and is written as a whole or not at all", async () => {
    const small = await openShop({ limits: { lines: 2, batch: 100 } });
    const lines = ["1", "2", "3"].map((id) => JSON.stringify({ id }));
    expect((await small.postLines("/v1/contacts", lines)).json()).toMatchObject({
      status: 413,
      detail: "A batch has at most 2 lines, this one has 3.",
    });
    expect((await small.postLines("/v1/contacts", lines.slice(1))).statusCode).toBe(202);
    expect((await small.postLines("/v1/contacts", [" ".repeat(200)])).json()).toMatchObject({ status: 413 });
    expect(small.gateway.written).toHaveLength(2);
  });
});

describe("a body that cannot be one is refused", () => {
  const send = (payload: string, type: string, url = "/v1/orders") =>
    shop.ask({ method: "POST", url, payload, headers: { "content-type": type } });

  test.each([
    ["{", "application/json", 400, "not JSON"],
    ["", "application/json", 400, "no body"],
    ["[]", "application/json", 400, "must be object"],
    ["{}", "application/json", 400, "required property 'id'"],
    ['{"id":true}', "application/json", 400, '"id" must be string,integer'],
    ["<order/>", "application/xml", 415, "application/x-ndjson"],
  ])("%j as %s", async (payload, type, status, detail) => {
    const answer = await send(payload, type);
    expect(answer.json()).toMatchObject({ status, detail: expect.stringContaining(detail) });
  });

  test("one that is too long", async () => {
    const small = await openShop({ limits: { document: 50 } });
    expect((await small.post("/v1/contacts", { id: "x".repeat(100) })).json()).toMatchObject({ status: 413 });
  });
});
