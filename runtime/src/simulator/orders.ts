import { Decimal } from "decimal.js";
import equal from "fast-deep-equal";
import { isOutdated } from "../intake/refunds.ts";
import type { OrderInput } from "../store/gateway.ts";

/** An order as it is known, with all that was told of it. */
export type StoredOrder = Omit<OrderInput, "contact" | "refunded"> & { readonly refunded: string };

/** What an order comes to with what is told of it now; the stored one itself where nothing differs. */
export function orderWith(stored: StoredOrder | undefined, told: OrderInput): StoredOrder {
  if (stored !== undefined && isOutdated(told.updatedAt, stored.updatedAt)) return stored;
  const { contact: _, ...rest } = told;
  // A moment that is not told again stays.
  const reached = { ...stored?.reached, ...told.reached };
  const next = { ...rest, refunded: told.refunded ?? "0", reached, items: told.items ?? [] };
  return stored !== undefined && isSame(stored, next) ? stored : next;
}

function isSame(one: StoredOrder, other: StoredOrder): boolean {
  return (
    one.status === other.status &&
    one.placedAt === other.placedAt &&
    new Decimal(one.total).equals(other.total) &&
    new Decimal(one.refunded).equals(other.refunded) &&
    equal(one.items, other.items) &&
    equal(one.refunds, other.refunds) &&
    equal(one.reached, other.reached)
  );
}
