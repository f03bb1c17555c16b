import { Decimal } from "decimal.js";
import { objectIn } from "../email/mail-event.ts";
import { Problem } from "../problem.ts";
import { given, idIn, listIn, needId, type Part, sumIn, wordsIn } from "./payload.ts";
import type { ShopNews, ShopRefund } from "./shop-news.ts";
import { buyerIn } from "./shopify-customers.ts";

/** An order of Shopify's (https://shopify.dev/docs/api/admin-rest/latest/resources/order), as `POST /orders` has it. */
export function orderIn(body: Part): ShopNews {
  if (body.test === true) return { kind: "nothing", why: "the order is a test" };
  const refunds = listIn(body, "refunds").flatMap((refund) => refundIn(refund, wordsIn(body, "currency")));
  const document = given({
    id: needId(body, "id"),
    total: sumIn(body, "total_price"),
    currency: wordsIn(body, "currency"),
    placedAt: wordsIn(body, "processed_at") ?? wordsIn(body, "created_at"),
    status: statusOf(body),
    items: listIn(body, "line_items").map(itemIn),
    updatedAt: wordsIn(body, "updated_at"),
    cancelledAt: wordsIn(body, "cancelled_at"),
    ...shipmentsIn(body),
    refunds: refunds.map(({ id, at, amount }) => ({ id, at, amount })),
  });
  return { kind: "order", document, buyer: buyerIn(body) };
}

/** A checkout is a cart with somebody's address: Shopify's own carts are nobody's. */
export function checkoutIn(body: Part): ShopNews {
  const id = idIn(body, "token") ?? needId(body, "id");
  if (wordsIn(body, "completed_at") !== undefined) {
    return { kind: "nothing", why: "the checkout has become an order" };
  }
  const document = given({
    id,
    total: sumIn(body, "total_price"),
    currency: wordsIn(body, "currency"),
    url: wordsIn(body, "abandoned_checkout_url"),
    updatedAt: wordsIn(body, "updated_at"),
    items: listIn(body, "line_items").map(itemIn),
  });
  return { kind: "cart", document, buyer: buyerIn(body) };
}

/** A refund that is told without its order; of one without transactions nothing was given back. */
export function refundTold(body: Part): ShopNews {
  const order = needId(body, "order_id");
  const [transaction] = listIn(body, "transactions");
  const currency = transaction && wordsIn(transaction, "currency");
  const [refund] = refundIn({ ...body, id: needId(body, "id") }, undefined);
  if (refund === undefined) return { kind: "nothing", why: "nothing was given back" };
  return { kind: "refund", order, currency, refund };
}

function itemIn(item: Part) {
  return given({
    sku: skuOf(item),
    title: wordsIn(item, "name") ?? wordsIn(item, "title"),
    quantity: typeof item.quantity === "number" ? item.quantity : undefined,
    price: sumIn(item, "price"),
  });
}

/** What has no SKU is known by its variant. */
export const skuOf = (item: Part): string =>
  wordsIn(item, "sku") ?? idIn(item, "variant_id") ?? idIn(item, "product_id") ?? idIn(item, "id") ?? "none";

function statusOf(body: Part): "paid" | "pending" | "cancelled" | "refunded" {
  const paid = wordsIn(body, "financial_status");
  if (wordsIn(body, "cancelled_at") !== undefined || paid === "voided" || paid === "expired")
    return "cancelled";
  if (paid === "refunded") return "refunded";
  return paid === "paid" || paid === "partially_refunded" ? "paid" : "pending";
}

/** Shipped with its first parcel, fulfilled with its last. */
function shipmentsIn(body: Part) {
  const sent = listIn(body, "fulfillments")
    .filter((one) => wordsIn(one, "status") === "success")
    .flatMap((one) => wordsIn(one, "created_at") ?? [])
    .sort((a, b) => Date.parse(a) - Date.parse(b));
  const all = wordsIn(body, "fulfillment_status") === "fulfilled";
  return { shippedAt: sent[0], fulfilledAt: all ? sent.at(-1) : undefined };
}

/** What was given back, by its transactions, in the currency of the shop. */
function refundIn(refund: Part, currency: string | undefined): readonly ShopRefund[] {
  const sums = listIn(refund, "transactions")
    .filter((one) => one.kind === "refund" && (one.status === "success" || one.status === undefined))
    .map((one) => sumOf(one, currency));
  const amount = sums.reduce((sum, one) => sum.plus(one), new Decimal(0));
  const at = wordsIn(refund, "processed_at") ?? wordsIn(refund, "created_at") ?? "";
  return amount.isZero() ? [] : [{ id: needId(refund, "id"), at, amount: amount.toFixed() }];
}

/** Who paid in another currency is given that back: then the shop's own stands beside it. */
function sumOf(transaction: Part, currency: string | undefined): Decimal {
  const own = objectIn(objectIn(transaction.amount_set).shop_money);
  const amount = sumIn(own, "amount") ?? sumIn(transaction, "amount") ?? "";
  const money = wordsIn(own, "currency_code") ?? wordsIn(own, "currency") ?? wordsIn(transaction, "currency");
  if (currency !== undefined && money !== undefined && money !== currency) {
    throw new Problem(422, `The refund is in ${money}, the order in ${currency}.`);
  }
  if (/^\d+(\.\d+)?$/.test(amount)) return new Decimal(amount);
  throw new Problem(422, `"${amount}" is no amount of a refund.`);
}
