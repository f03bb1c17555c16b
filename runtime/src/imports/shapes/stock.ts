import type { Json, Millis } from "../../engine/facts.ts";
import { NO_CURRENCY } from "../../engine/money.ts";
import { ValueError } from "../../engine/values.ts";
import type { StockInput } from "../../store/gateway.ts";
import { itemsOf } from "./items.ts";
import { noting, partsOf, refuseUnknown, whenOf } from "./parts.ts";
import { type Manner, type Raw, type Reading, readingOf } from "./reading.ts";
import type { Shapes } from "./shapes.ts";
import { currencyOf, storeOf } from "./sums.ts";
import { shown } from "./value.ts";

const PRODUCT_NAMES = ["sku", "title", "category", "price", "url", "image"] as const;
const STOCK_NAMES = ["store", ...PRODUCT_NAMES, "currency", "inStock", "at"] as const;

/**
 * What a store says of a product's stock: `store`, `sku` and what is known of `title`, `category`, `price`, `url` and
 * `image`, whether it is `inStock`, and since when: `now` stands for an `at` that is left out.
 */
export function readStock(shapes: Shapes, raw: Raw, manner: Manner, now?: Millis): Reading<StockInput> {
  const parts = partsOf(raw, manner);
  refuseUnknown(raw, parts, "a product's stock", STOCK_NAMES);
  const store = parts.need("store", (value) => storeOf(shapes, value));
  const money = currencyOf(shapes, parts, store) ?? NO_CURRENCY;
  const said = Object.fromEntries(
    PRODUCT_NAMES.flatMap((name) => (raw[name] == null ? [] : [[name, raw[name]]])),
  );
  const product = noting(parts.problems, "product", () => {
    const [{ quantity: _one, ...item } = {}] = itemsOf([said], money, manner);
    return item;
  });
  const inStock = parts.need("inStock", (value) => {
    if (typeof value === "boolean") return value;
    throw new ValueError(`expected true or false, found ${shown(value)}`);
  });
  const when = (value: Json) => whenOf(value, manner);
  const at = now === undefined ? parts.need("at", when) : (parts.get("at", when) ?? now);
  return readingOf(parts.problems, () => ({
    // Each of these is there, or a problem would be noted.
    store: store ?? "",
    sku: String(product?.sku ?? ""),
    product: product ?? {},
    inStock: inStock ?? false,
    at: at ?? 0,
  }));
}
