import type { Type } from "./types.ts";
import { NUMBER, optional, TEXT } from "./types.ts";

const STATUS: Type = {
  type: "enum",
  values: ["subscribed", "unsubscribed", "pending", "cleaned", "none"],
};

/** What every contact has, besides the fields of its audience. */
export const CONTACT_FIELDS: Readonly<Record<string, Type>> = {
  id: TEXT,
  email: { type: "email", optional: true },
  phone: { type: "phone", optional: true },
  language: { type: "language", optional: true },
  timezone: { type: "timezone", optional: true },
  country: { type: "country", optional: true },
  source: TEXT,
  createdAt: { type: "moment" },
  subscribedAt: { type: "moment", optional: true },
  emailStatus: STATUS,
  smsStatus: STATUS,
  rating: NUMBER,
};

/** Built-in fields that `update contact` may write; the others are kept by the runtime. */
export const WRITABLE_CONTACT_FIELDS: ReadonlySet<string> = new Set([
  "email",
  "phone",
  "language",
  "timezone",
  "country",
]);

export const ORDER_STATUSES = ["paid", "pending", "cancelled", "refunded"] as const;

/** An amount; its currency is known where its store is. */
function money(currency: string | undefined): Type {
  return currency === undefined ? { type: "money" } : { type: "money", currency };
}

/** Types that differ by the currency alone are made once for each: they are asked for at every purchase. */
function perCurrency(make: (currency: string | undefined) => Type): (currency: string | undefined) => Type {
  const made = new Map<string | undefined, Type>();
  return (currency) => {
    const before = made.get(currency);
    if (before !== undefined) return before;
    const type = make(currency);
    made.set(currency, type);
    return type;
  };
}

export const productType = perCurrency((currency) => ({
  type: "record",
  name: "Product",
  fields: {
    sku: TEXT,
    title: TEXT,
    category: optional(TEXT),
    price: money(currency),
    url: { type: "url", optional: true },
    image: { type: "url", optional: true },
    quantity: NUMBER,
  },
}));

export const orderType = perCurrency((currency) => ({
  type: "record",
  name: "Order",
  fields: {
    id: TEXT,
    store: TEXT,
    total: money(currency),
    status: { type: "enum", values: ORDER_STATUSES },
    placedAt: { type: "moment" },
    refunded: optional(money(currency)),
    items: { ...productType(currency), list: true },
  },
}));

export const cartType = perCurrency((currency) => ({
  type: "record",
  name: "Cart",
  fields: {
    id: TEXT,
    total: money(currency),
    url: { type: "url", optional: true },
    updatedAt: { type: "moment" },
    items: { ...productType(currency), list: true },
  },
}));

/** Record types that need no declaration. */
export const BUILT_IN_RECORDS = ["Order", "Cart", "Product"] as const;

export function builtInRecord(name: string, currency: string | undefined): Type | undefined {
  switch (name) {
    case "Order":
      return orderType(currency);
    case "Cart":
      return cartType(currency);
    case "Product":
      return productType(currency);
    default:
      return undefined;
  }
}
