import type { ValueType } from "@trajet/compiler/program";
import type { Millis, PastEvent } from "./facts.ts";
import { addMoney, negateMoney } from "./money.ts";
import {
  isList,
  isTagged,
  type Moment,
  type Money,
  type RecordValue,
  type Value,
  ValueError,
} from "./value.ts";
import { decode } from "./wire.ts";

const optional = (type: ValueType["type"]): ValueType => ({ type, optional: true });

/** `Product` of the language: on the wire, an item of an order. */
export const PRODUCT: ValueType = {
  type: "record",
  fields: {
    sku: { type: "text" },
    title: optional("text"),
    category: optional("text"),
    price: optional("money"),
    url: optional("url"),
    image: optional("url"),
    quantity: optional("number"),
  },
};

/** `Order` of the language: on the wire, what doors and imports check an order against. */
export const ORDER: ValueType = {
  type: "record",
  fields: {
    id: { type: "text" },
    store: { type: "text" },
    total: { type: "money" },
    status: { type: "enum", values: ["paid", "pending", "cancelled", "refunded"] },
    placedAt: { type: "moment" },
    refunded: optional("money"),
    items: { ...PRODUCT, list: true },
  },
};

/** `Cart` of the language. */
export const CART: ValueType = {
  type: "record",
  fields: {
    id: { type: "text" },
    total: { type: "money" },
    url: optional("url"),
    updatedAt: { type: "moment" },
    items: { ...PRODUCT, list: true },
  },
};

/** An order that counts in measures: it is paid, and not refunded as a whole. */
export interface CountedOrder {
  readonly id: string;
  readonly store: string;
  readonly placedAt: Millis;
  /** The total less what was refunded; `null` for a refund in another currency. */
  readonly value: Money | null;
  /** Of each item. */
  readonly items: readonly { readonly sku: string; readonly quantity: number }[];
}

/**
 * The orders that count among a contact's `order` events. An order that was told of several times (paid, then cancelled)
 * is what was told last.
 */
export function countedOrders(events: readonly PastEvent[]): readonly CountedOrder[] {
  const latest = new Map<string, { readonly seq: number; readonly order: Order }>();
  for (const event of events) {
    const order = readOrder(event);
    const name = `${order.store}/${order.id}`;
    const known = latest.get(name);
    if (!known || known.seq < event.seq) latest.set(name, { seq: event.seq, order });
  }
  return [...latest.values()].map(({ order }) => order).filter(counts);
}

/** As in a loyalty query: an order that was refunded as a whole is no order. */
function counts({ status, value, wasRefunded }: Order): boolean {
  return status === "paid" && !(wasRefunded && value !== null && Number(value.amount) <= 0);
}

type Order = CountedOrder & { readonly status: string; readonly wasRefunded: boolean };

function readOrder(event: PastEvent): Order {
  const fields = recordOf(decode(ORDER, event.body.order ?? null, "stored")).fields;
  const { id, store, total, status, placedAt, refunded } = fields;
  if (typeof id !== "string" || typeof store !== "string" || !isMoney(total)) {
    throw new ValueError(`the order of event ${event.id} lacks its id, its store or its total`);
  }
  return {
    id,
    store,
    status: typeof status === "string" ? status : "",
    placedAt: isMoment(placedAt) ? placedAt.at : event.at,
    wasRefunded: isMoney(refunded),
    value: isMoney(refunded) ? addMoney(total, negateMoney(refunded)) : total,
    items: itemsOf(fields.items ?? null),
  };
}

function itemsOf(items: Value) {
  return (isList(items) ? items : []).map((item) => {
    const { sku, quantity } = recordOf(item).fields;
    return { sku: String(sku), quantity: typeof quantity === "number" ? quantity : 1 };
  });
}

const isMoment = (value: Value | undefined): value is Moment =>
  value !== undefined && isTagged(value) && value.type === "moment";

const isMoney = (value: Value | undefined): value is Money =>
  value !== undefined && isTagged(value) && value.type === "money";

function recordOf(value: Value): RecordValue {
  if (isTagged(value) && value.type === "record") return value;
  throw new ValueError("an order, and each of its items, is an object");
}
