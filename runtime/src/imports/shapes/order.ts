import type { OrderState } from "@trajet/compiler/program";
import { Decimal } from "decimal.js";
import { NO_CURRENCY } from "../../engine/money.ts";
import { ValueError } from "../../engine/values.ts";
import type { OrderInput } from "../../store/gateway.ts";
import { itemsOf } from "./items.ts";
import { idOf, oneOf, type Parts, partsOf, refuseUnknown, whenOf } from "./parts.ts";
import { type Manner, type Raw, type Reading, readingOf } from "./reading.ts";
import type { Shapes } from "./shapes.ts";
import { amountOf, currencyOf, storeOf } from "./sums.ts";

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

function refundOf(refunded: string, total: string | undefined): string {
  if (total === undefined || new Decimal(refunded).lte(total)) return refunded;
  throw new ValueError(`${refunded} was refunded of an order of ${total}`);
}
