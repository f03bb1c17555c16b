import { NO_CURRENCY } from "../../engine/money.ts";
import type { CartInput } from "../../store/gateway.ts";
import { itemsOf } from "./items.ts";
import { idOf, partsOf, refuseUnknown, whenOf } from "./parts.ts";
import { type Manner, type Raw, type Reading, readingOf } from "./reading.ts";
import type { Shapes } from "./shapes.ts";
import { amountOf, currencyOf, storeOf } from "./sums.ts";
import { readValue } from "./value.ts";

const CART_NAMES = ["id", "contact", "store", "total", "currency", "url", "updatedAt", "items"] as const;

/**
 * A cart: `id`, `contact` (id or e-mail address), `store`, `total`, `currency` (the store's unless said), `url`, `updatedAt`
 * and `items`; one without items is empty.
 */
export function readCart(shapes: Shapes, raw: Raw, manner: Manner): Reading<CartInput> {
  const parts = partsOf(raw, manner);
  refuseUnknown(raw, parts, "a cart", CART_NAMES);
  const id = parts.need("id", idOf);
  const contact = parts.need("contact", idOf);
  const store = parts.need("store", (value) => storeOf(shapes, value));
  const money = currencyOf(shapes, parts, store);
  const total = parts.need("total", (value) => amountOf(value, money));
  const updatedAt = parts.need("updatedAt", (value) => whenOf(value, manner));
  const url = parts.get("url", (value) => String(readValue({ type: "url" }, value, manner)));
  const items = parts.get("items", (value) => itemsOf(value, money ?? NO_CURRENCY, manner));
  return readingOf(parts.problems, () => ({
    // Each of these is there, or a problem would be noted.
    id: id ?? "",
    contact: contact ?? "",
    store: store ?? "",
    total: total ?? "",
    currency: money ?? "",
    updatedAt: updatedAt ?? 0,
    items: items ?? [],
    ...(url === undefined ? {} : { url }),
  }));
}
