import type { OrderState } from "@trajet/compiler/program";
import { Decimal } from "decimal.js";
import type { Json } from "../../engine/facts.ts";
import { NO_CURRENCY } from "../../engine/money.ts";
import { ValueError } from "../../engine/values.ts";
import type { OrderInput } from "../../store/gateway.ts";
import { itemsOf } from "./items.ts";
import { unknownName } from "./nearest.ts";
import { idOf, oneOf, type Parts, partsOf, refuseUnknown, textOf, whenOf } from "./parts.ts";
import { isDocument, type Manner, type Raw, type Reading, readingOf } from "./reading.ts";
import { declared, type Shapes } from "./shapes.ts";
import { amount, currency } from "./text-forms.ts";
import { shown } from "./value.ts";

export const ORDER_NAMES = [
  "id",
  "contact",
  "store",
  "total",
  "currency",
  "placedAt",
  "status",
  "refunded",
  "items",
  "fulfilledAt",
  "shippedAt",
  "cancelledAt",
  "refundedAt",
] as const;
const STATES = ["fulfilled", "shipped", "cancelled", "refunded"] as const satisfies readonly OrderState[];
const STATUSES = ["paid", "pending", "cancelled", "refunded"] as const;

/**
 * An order: `id`, `contact` (id or e-mail address), `store`, `total` (an amount, or money), `currency` (the store's
 * unless said), `placedAt`, `status`, `refunded` (an amount), `items`, and `shippedAt`, `fulfilledAt`, `cancelledAt` and
 * `refundedAt`, the moments at which it came to these states.
 */
export function readOrder(shapes: Shapes, raw: Raw, manner: Manner): Reading<OrderInput> {
  const parts = partsOf(raw, manner);
  refuseUnknown(raw, parts, "an order", ORDER_NAMES);
  const id = parts.need("id", idOf);
  const contact = parts.need("contact", idOf);
  const store = parts.need("store", (value) => storeOf(shapes, value));
  const money = currencyOf(shapes, parts, store);
  const total = parts.need("total", (value) => amountOf(value, money));
  const placedAt = parts.need("placedAt", (value) => whenOf(value, manner));
  const status = parts.need("status", (value) => oneOf(value, "status", STATUSES));
  const refunded = parts.get("refunded", (value) => refundOf(amountOf(value, money), total));
  const items = parts.get("items", (value) => itemsOf(value, money ?? NO_CURRENCY, manner));
  const reached = reachedStates(parts, manner);
  if (reached.refunded !== undefined && refunded === undefined && status !== "refunded") {
    parts.problems.push("refundedAt needs refunded, the amount that was given back");
  }
  return readingOf(parts.problems, () => ({
    // Each of these is there, or a problem would be noted.
    id: id ?? "",
    contact: contact ?? "",
    store: store ?? "",
    total: total ?? "",
    currency: money ?? "",
    placedAt: placedAt ?? 0,
    status: status ?? "paid",
    ...(refunded === undefined ? {} : { refunded }),
    ...(items === undefined ? {} : { items }),
    ...(Object.keys(reached).length === 0 ? {} : { reached }),
  }));
}

function reachedStates(parts: Parts, manner: Manner): NonNullable<OrderInput["reached"]> {
  return Object.fromEntries(
    STATES.flatMap((state) => {
      const at = parts.get(`${state}At`, (value) => whenOf(value, manner));
      return at === undefined ? [] : [[state, at]];
    }),
  );
}

function storeOf(shapes: Shapes, value: Json): string {
  const name = textOf(value);
  if (declared(shapes.stores, name)) return name;
  throw new ValueError(unknownName("store", name, "this project", Object.keys(shapes.stores)));
}

/** The currency of the order, which is that of its store. */
function currencyOf(shapes: Shapes, parts: Parts, store: string | undefined): string | undefined {
  const own = store === undefined ? undefined : declared(shapes.stores, store)?.currency;
  const said = parts.get("currency", (value) => {
    const code = currency(textOf(value));
    if (own === undefined || own === code) return code;
    throw new ValueError(`store ${store} sells in ${own}, not in ${code}`);
  });
  return own ?? said;
}

/** `"49.90"`, `49.9`, `"49.90 EUR"` or `{ amount, currency }`, as decimal text; a currency must be the order's. */
function amountOf(value: Json, money: string | undefined): string {
  const { digits, code } = partsOfAmount(value);
  if (code !== undefined && money !== undefined && currency(code) !== money) {
    throw new ValueError(`the order is in ${money}, this amount in ${currency(code)}`);
  }
  const text = amount(digits);
  if (text.startsWith("-"))
    throw new ValueError(`an amount of an order is not below zero, and this is ${text}`);
  return text;
}

function partsOfAmount(value: Json): { readonly digits: string; readonly code?: string } {
  if (typeof value === "number") return { digits: String(value) };
  if (isDocument(value) && typeof value.amount === "string" && typeof value.currency === "string") {
    return { digits: value.amount, code: value.currency };
  }
  if (typeof value !== "string")
    throw new ValueError(`expected an amount such as "49.90", found ${shown(value)}`);
  const [digits = "", code] = value.trim().split(/\s+/, 2);
  return code === undefined ? { digits } : { digits, code };
}

function refundOf(refunded: string, total: string | undefined): string {
  if (total === undefined || new Decimal(refunded).lte(total)) return refunded;
  throw new ValueError(`${refunded} was refunded of an order of ${total}`);
}
