import { barOf } from "../backend/progress-bar.ts";
import type { LoyaltyResult } from "../runtime.ts";
import { type Column, textTable } from "../text-table.ts";

type Row = LoyaltyResult["rows"][number];

const COLUMNS: readonly Column[] = [
  { head: "rank", right: true },
  { head: "contact" },
  { head: "email" },
  { head: "value", right: true },
  { head: "orders", right: true },
  { head: "total spent", right: true },
  { head: "average order", right: true },
  { head: "last order" },
];
const BEFORE: readonly Column[] = [
  { head: "before", right: true },
  { head: "value before", right: true },
];
const TIER: Column = { head: "tier" };

function columnsOf({ rows }: LoyaltyResult): readonly Column[] {
  return [...COLUMNS, ...(hasTiers(rows) ? [TIER] : []), ...(hasBefore(rows) ? BEFORE : [])];
}

const hasTiers = (rows: readonly Row[]) => rows.some(({ tier }) => tier !== undefined);
const hasBefore = (rows: readonly Row[]) => rows.some(({ before }) => before !== undefined);

function cells({ rows }: LoyaltyResult): readonly (readonly string[])[] {
  const [tiers, before] = [hasTiers(rows), hasBefore(rows)];
  return rows.map((row) => [
    String(row.rank),
    row.contact,
    row.email ?? "",
    shown(row.value),
    String(row.orders),
    shown(row.totalSpent),
    row.averageOrderValue === null ? "" : shown(row.averageOrderValue),
    row.lastOrderAt ?? "",
    ...(tiers ? [row.tier ?? ""] : []),
    ...(before ? [moveOf(row), row.before ? shown(row.before.value) : ""] : []),
  ]);
}

/** `3 ▲2`: third in the period before, and two places higher now. */
function moveOf({ rank, before }: Row): string {
  if (!before) return "new";
  const places = before.rank - rank;
  if (places === 0) return `${before.rank} =`;
  return `${before.rank} ${places > 0 ? "▲" : "▼"}${Math.abs(places)}`;
}

const BAR_WIDTH = 20;

/** For people: behind each line a bar, its value beside the largest of the list. */
export function tableOf(result: LoyaltyResult): string {
  const values = result.rows.map(({ value }) => Number(typeof value === "number" ? value : value.amount));
  const most = values.reduce((one, other) => Math.max(one, other), 0);
  const lines = cells(result).map((line, index) => [
    ...line,
    barOf(most === 0 ? 0 : (values[index] ?? 0) / most, BAR_WIDTH),
  ]);
  return textTable([...columnsOf(result), { head: "" }], lines);
}

export function shown(value: Row["value"]): string {
  if (typeof value !== "number") return `${value.amount} ${value.currency}`;
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

export function headingOf({ query, period, asOf, total, rows }: LoyaltyResult): string {
  const from = period.from ?? "the beginning";
  const to = period.to ?? "now";
  return `${query}: ${rows.length} of ${total} customers, from ${from} to ${to}, as of ${asOf}`;
}
