import { Decimal } from "decimal.js";
import { objectIn } from "../email/mail-event.ts";
import { countryIn, given, idIn, listIn, needId, type Part, phoneIn, sumIn, wordsIn } from "./payload.ts";
import type { Buyer, ShopCall, ShopNews } from "./shop-news.ts";

/** What a call of WooCommerce's tells; `undefined` for a topic of which nothing is read. */
export function readWooCommerce({ topic, body }: ShopCall): ShopNews | undefined {
  switch (topic) {
    case "order.created":
    case "order.updated":
    case "order.restored":
      return orderIn(body);
    case "customer.created":
    case "customer.updated":
      return customerIn(body);
    case "product.created":
    case "product.updated":
    case "product.restored":
      return productIn(body);
    default:
      return undefined;
  }
}

/** An order (https://woocommerce.github.io/woocommerce-rest-api-docs/#order-properties), as `POST /orders` has it. */
function orderIn(body: Part): ShopNews {
  const id = needId(body, "id");
  const state = wordsIn(body, "status");
  if (state === "checkout-draft" || state === "auto-draft") {
    return { kind: "nothing", why: "the order is a draft" };
  }
  const refunded = refundedIn(body);
  const document = given({
    id,
    total: sumIn(body, "total"),
    currency: wordsIn(body, "currency"),
    placedAt: momentIn(body, "date_created_gmt"),
    status: statusOf(state, wordsIn(body, "date_paid_gmt") !== undefined),
    items: listIn(body, "line_items").map(itemIn),
    updatedAt: momentIn(body, "date_modified_gmt"),
    fulfilledAt: state === "completed" ? momentIn(body, "date_completed_gmt") : undefined,
    refunded: refunded.isZero() ? undefined : refunded.toFixed(),
  });
  return { kind: "order", document, buyer: buyerIn(body) };
}

function statusOf(state: string | undefined, isPaid: boolean) {
  switch (state) {
    case "processing":
    case "completed":
      return "paid";
    case "refunded":
      return "refunded";
    case "cancelled":
    case "trash":
      return "cancelled";
    default:
      // States of a shop's own are told from `pending` by the payment.
      return isPaid && state !== "on-hold" && state !== "failed" ? "paid" : "pending";
  }
}

/** Refunds stand in an order as amounts below zero, and without their moments. */
function refundedIn(body: Part): Decimal {
  return listIn(body, "refunds")
    .map((one) => new Decimal(/^-?\d+(\.\d+)?$/.exec(sumIn(one, "total") ?? "")?.[0] ?? 0).abs())
    .reduce((sum, one) => sum.plus(one), new Decimal(0));
}

function itemIn(item: Part) {
  return given({
    sku: wordsIn(item, "sku") ?? idIn(item, "variation_id") ?? idIn(item, "product_id") ?? "none",
    title: wordsIn(item, "name"),
    quantity: typeof item.quantity === "number" ? item.quantity : undefined,
    price: priceOf(item),
  });
}

/** `price` is a binary fraction; it is made of these two. */
function priceOf(item: Part): string | undefined {
  const [total, quantity] = [sumIn(item, "total"), item.quantity];
  if (total === undefined || !/^\d+(\.\d+)?$/.test(total)) return undefined;
  if (typeof quantity !== "number" || quantity <= 0) return undefined;
  return new Decimal(total).div(quantity).toDecimalPlaces(4).toFixed();
}

function customerIn(body: Part): ShopNews {
  const id = needId(body, "id");
  const billing = objectIn(body.billing);
  const buyer = { ...personIn({ ...billing, ...withoutBlanks(body) }), id };
  const updatedAt = momentIn(body, "date_modified_gmt") ?? momentIn(body, "date_created_gmt") ?? "";
  return { kind: "customer", buyer, updatedAt };
}

function buyerIn(body: Part): Buyer {
  return { ...personIn(objectIn(body.billing)), ...given({ id: idIn(body, "customer_id") }) };
}

const withoutBlanks = (body: Part): Part =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== ""));

/** WooCommerce asks nobody whether they want mail: who is new has not said so. */
function personIn(part: Part): Buyer {
  return given({
    email: wordsIn(part, "email"),
    phone: phoneIn(part, "phone"),
    firstName: wordsIn(part, "first_name"),
    lastName: wordsIn(part, "last_name"),
    country: countryIn(part, "country"),
    consent: { email: "none" },
  });
}

/** A product, or a variation of one, by its stock. */
function productIn(body: Part): ShopNews {
  const id = needId(body, "id");
  const [image] = listIn(body, "images");
  const [category] = listIn(body, "categories");
  const isSold = (wordsIn(body, "status") ?? "publish") === "publish";
  const document = given({
    sku: wordsIn(body, "sku") ?? id,
    title: wordsIn(body, "name"),
    category: category && (wordsIn(category, "slug") ?? wordsIn(category, "name")),
    price: sumIn(body, "price"),
    url: wordsIn(body, "permalink"),
    image: image && wordsIn(image, "src"),
    inStock: isSold && wordsIn(body, "stock_status") !== "outofstock",
    at: momentIn(body, "date_modified_gmt"),
  });
  return { kind: "products", products: [{ endless: false, document }] };
}

/** A time of `…_gmt`, which is written without its offset. */
function momentIn(part: Part, name: string): string | undefined {
  const text = wordsIn(part, name);
  return text === undefined || /(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`;
}
