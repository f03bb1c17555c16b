import type { LoyaltyResult } from "../runtime.ts";

type Value = LoyaltyResult["rows"][number]["value"];

const HEAD = [
  "rank",
  "contact",
  "email",
  "value",
  "orders",
  "totalSpent",
  "averageOrderValue",
  "currency",
  "lastOrderAt",
  "tier",
  "rankBefore",
  "valueBefore",
];

/** For other programs: the same columns for every query, amounts as plain decimals with their currency beside them. */
export function sheetOf({ currency, rows }: LoyaltyResult): readonly (readonly string[])[] {
  const lines = rows.map((row) => [
    String(row.rank),
    row.contact,
    row.email ?? "",
    plain(row.value),
    String(row.orders),
    plain(row.totalSpent),
    row.averageOrderValue === null ? "" : plain(row.averageOrderValue),
    currency,
    row.lastOrderAt ?? "",
    row.tier ?? "",
    ...(row.before ? [String(row.before.rank), plain(row.before.value)] : ["", ""]),
  ]);
  return [HEAD, ...lines];
}

const plain = (value: Value): string => (typeof value === "number" ? String(value) : value.amount);
