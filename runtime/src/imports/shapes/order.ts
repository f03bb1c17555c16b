import type { OrderState } from "@trajet/compiler/program";
import { Decimal } from "decimal.js";
import type { Json } from "../../engine/facts.ts";
import { NO_CURRENCY } from "../../engine/money.ts";
import { ValueError } from "../../engine/values.ts";
import { counted, withRefunds } from "../../intake/refunds.ts";
import type { OrderInput, Refund } from "../../store/gateway.ts";
import { jsonOf } from "./cell.ts";
import { itemsOf } from "./items.ts";
import { idOf, noting, oneOf, type Parts, partsOf, refuseUnknown, whenOf } from "./parts.ts";
import { isDocument, type Manner, type Raw, type Reading, readingOf } from "./reading.ts";
import type { Shapes } from "./shapes.ts";
import { amountOf, currencyOf, storeOf } from "./sums.ts";
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
  "refunds",
  "updatedAt",
] as const;
const STATES = ["fulfilled", "shipped", "cancelled", "refunded"] as const satisfies readonly OrderState[];
const STATUSES = ["paid", "pending", "cancelled", "refunded"] as const;

/**
 * An order: `id`, `contact` (id or e-mail address), `store`, `total` (an amount, or money), `currency` (the store's
 * unless said), `placedAt`, `status`, `refunded` (an amount), `items`, and `shippedAt`, `fulfilledAt`, `cancelledAt` and
 * `refundedAt`, the moments at which it came to these states. `refunds` (`id`, `at`, `amount`) says each refund for itself,
 * instead of `refunded` and `refundedAt`; with `updatedAt` an older state never overwrites a newer one.
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
  const refunds = parts.get("refunds", (value) => refundsOf(value, money, manner));
  const updatedAt = parts.get("updatedAt", (value) => whenOf(value, manner));
  if (refunds !== undefined && (refunded !== undefined || reached.refunded !== undefined)) {
    parts.problems.push("refunds say it all: leave refunded and refundedAt out");
  }
  noting(parts.problems, "refunds", () => refundOf(counted(refunds ?? []).at(-1)?.total ?? "0", total));
  if (reached.refunded !== undefined && refunded === undefined && status !== "refunded") {
    parts.problems.push("refundedAt needs refunded, the amount that was given back");
  }
  return readingOf(parts.problems, () => {
    const order = {
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
      ...(updatedAt === undefined ? {} : { updatedAt }),
    };
    return refunds === undefined ? order : withRefunds(order, refunds);
  });
}

function refundsOf(value: Json, money: string | undefined, manner: Manner): readonly Refund[] {
  const list = typeof value === "string" && manner.form === "text" ? jsonOf(value) : value;
  if (!Array.isArray(list) || !list.every(isDocument)) {
    throw new ValueError(`expected a list of refunds, found ${shown(list)}`);
  }
  const refunds = list.map((one) => refundIn(one, money, manner));
  const twice = refunds.find(({ id }, index) => refunds.findIndex((other) => other.id === id) !== index);
  if (twice !== undefined) throw new ValueError(`the refund ${twice.id} stands twice`);
  return refunds;
}

function refundIn(raw: Raw, money: string | undefined, manner: Manner): Refund {
  const parts = partsOf(raw, manner);
  refuseUnknown(raw, parts, "a refund", ["id", "at", "amount"]);
  const id = parts.need("id", idOf);
  const at = parts.need("at", (value) => whenOf(value, manner));
  const amount = parts.need("amount", (value) => amountOf(value, money));
  if (parts.problems.length > 0) throw new ValueError(parts.problems.join("; "));
  return { id: id ?? "", at: at ?? 0, amount: amount ?? "0" };
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
