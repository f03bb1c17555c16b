import type { Json } from "../../engine/facts.ts";
import { PRODUCT } from "../../engine/orders.ts";
import { ValueError } from "../../engine/values.ts";
import { jsonOf } from "./cell.ts";
import { isDocument, type Manner, type Raw } from "./reading.ts";
import { amount } from "./text-forms.ts";
import { readValue, shown } from "./value.ts";

/**
 * The items of an order in wire form: `sku`, and what is known of `title`, `category`, `quantity` (1 unless said),
 * `price`, `url`, `image`. A price without a currency is in the order's. Throws a `ValueError`.
 */
export function itemsOf(value: Json, currency: string, manner: Manner): readonly Raw[] {
  const priced = withCurrency(typeof value === "string" ? value : asList(value), currency, manner);
  const items = readValue({ ...PRODUCT, list: true }, priced, { ...manner, form: "json" });
  return asList(items)
    .filter(isDocument)
    .map((item) => ({ quantity: 1, ...item }));
}

function asList(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value;
  throw new ValueError(`expected a list of items, found ${shown(value)}`);
}

function withCurrency(value: string | readonly Json[], currency: string, manner: Manner): readonly Json[] {
  if (typeof value !== "string") return value.map((item) => priceOf(item, currency));
  if (manner.form !== "text") throw new ValueError(`expected a list of items, found ${shown(value)}`);
  return withCurrency(asList(jsonOf(value)), currency, manner);
}

function priceOf(item: Json, currency: string): Json {
  if (!isDocument(item)) return item;
  const { price } = item;
  const bare = typeof price === "number" || (typeof price === "string" && /^[-\d.]+$/.test(price.trim()));
  return bare ? { ...item, price: { amount: amount(String(price)), currency } } : item;
}
