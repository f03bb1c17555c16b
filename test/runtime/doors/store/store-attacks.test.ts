import type { InjectOptions } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compiled } from "../../../compiler/lower/compiled.ts";
import { openShop, type Shop } from "../open-shop.ts";
import { SECRET, signed } from "./called-shop.ts";
import { ORDER } from "./shopify-payloads.ts";

let shop: Shop;
beforeAll(async () => {
  const { project } = compiled({
    "shop.journey": `audience Newsletter {}
store Boutique { platform "shopify"  currency EUR }
store Atelier { platform "woocommerce"  currency EUR }
store Market { platform "other"  currency EUR }
store Closed { platform "shopify"  currency EUR }
`,
  });
  shop = await openShop({
    project: () => project,
    shops: { Boutique: { secret: SECRET }, Atelier: { secret: SECRET }, Market: { secret: SECRET } },
  });
});
afterAll(() => shop.app.close());

const call = (body: string, headers: Record<string, string>, store = "Boutique") =>
  shop.app.inject({
    method: "POST",
    url: `/hooks/store/${store}`,
    payload: body,
    headers: { "content-type": "application/json", ...headers },
  } satisfies InjectOptions);
const BODY = JSON.stringify(ORDER);
const shopify = (body: string, signature = signed(body)) =>
  call(body, { "x-shopify-topic": "orders/create", "x-shopify-hmac-sha256": signature });

test.each([
  ["none", ""],
  ["one of another body", signed(`${BODY} `)],
  ["one with another secret", signed(BODY, "guessed")],
  ["a shorter one", signed(BODY).slice(0, 20)],
  ["no base64", "%%%"],
  ["the hex form", Buffer.from(signed(BODY), "base64").toString("hex")],
])("a signature that is %s is refused", async (_, signature) => {
  const before = shop.gateway.written.length;
  const answer = await shopify(BODY, signature);
  expect([answer.statusCode, answer.headers["content-type"]]).toEqual([
    403,
    expect.stringContaining("application/problem+json"),
  ]);
  expect(shop.gateway.written.length).toBe(before);
});

test("the bytes are signed, not what they mean: other blanks are another body", async () => {
  const spaced = JSON.stringify(ORDER, null, 2);
  expect((await shopify(spaced, signed(BODY))).statusCode).toBe(403);
  expect((await shopify(spaced)).statusCode).toBe(200);
});

test("a signature of the other shop's header counts for nothing", async () => {
  const answer = await call(BODY, {
    "x-wc-webhook-topic": "order.created",
    "x-wc-webhook-signature": signed(BODY),
  });
  expect(answer.statusCode).toBe(403);
});

test.each(["Nowhere", "Market", "Closed", "__proto__", "constructor", "%00"])(
  "a store that takes no calls, as %s, is not found",
  async (store) => {
    const headers = { "x-shopify-topic": "orders/create", "x-shopify-hmac-sha256": signed(BODY) };
    expect([400, 404]).toContain((await call(BODY, headers, store)).statusCode);
  },
);

test.each([
  ["no JSON", "{", "JSON object"],
  ["a list", "[]", '"id"'],
  ["a text", '"order"', '"id"'],
  ["nothing", "", "JSON object"],
  ["an order without its id", JSON.stringify({ ...ORDER, id: undefined }), '"id"'],
  ["items that are no list", JSON.stringify({ ...ORDER, line_items: "two" }), '"line_items"'],
  ["a refund of no amount", refunded("five"), "five"],
  ["a refund in another currency", refunded("5.00", "USD"), "USD"],
  ["a text that cannot be stored", JSON.stringify({ ...ORDER, email: "a\u0000@shop.example" }), "U+0000"],
])("%s, though signed, is refused by a letter", async (_, body, word) => {
  const answer = await shopify(body);
  expect(answer.statusCode).toBe(422);
  expect(answer.json()).toMatchObject({ status: 422, detail: expect.stringContaining(word) });
});

function refunded(amount: string, currency = "EUR"): string {
  const transactions = [{ kind: "refund", status: "success", amount, currency }];
  return JSON.stringify({ ...ORDER, refunds: [{ id: 1, created_at: ORDER.updated_at, transactions }] });
}

test("a body past the limit is refused", async () => {
  const answer = await shopify(JSON.stringify({ ...ORDER, note: "x".repeat(1_100_000) }));
  expect(answer.statusCode).toBe(413);
});

test("WooCommerce's ping is answered, and only that needs no signature", async () => {
  const ping = (body: string, store = "Atelier", more = {}) =>
    call(body, { "content-type": "application/x-www-form-urlencoded", ...more }, store);
  expect((await ping("webhook_id=12")).json()).toEqual({ result: "ignored", reason: "a ping" });
  expect((await ping("webhook_id=12&topic=order.created")).statusCode).toBe(403);
  expect((await ping("webhook_id=12", "Atelier", { "x-wc-webhook-topic": "order.created" })).statusCode).toBe(
    403,
  );
  expect((await ping("webhook_id=12", "Boutique")).statusCode).toBe(403);
});
