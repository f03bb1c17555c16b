import type { Row, Value } from "../api/shapes.ts";

const HEADER = [
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

/** A ranking as CSV (RFC 4180), with the columns of `trajet loyalty --format csv`. */
export function csvOf(rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    row.rank,
    row.contact,
    row.email ?? "",
    plain(row.value),
    row.orders,
    row.totalSpent.amount,
    plain(row.averageOrderValue),
    row.totalSpent.currency,
    row.lastOrderAt ?? "",
    row.tier ?? "",
    row.before?.rank ?? "",
    plain(row.before?.value ?? null),
  ]);
  return [HEADER, ...lines].map((cells) => `${cells.map(cellOf).join(",")}\r\n`).join("");
}

const plain = (value: Value): string | number =>
  value === null ? "" : typeof value === "number" ? value : value.amount;

/** A sheet takes a cell that begins so for a formula, and runs what a contact may have written into a field. */
const FORMULA = /^[=+\-@\t\r]/;

function cellOf(value: string | number): string {
  if (typeof value === "number") return String(value);
  const harmless = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
