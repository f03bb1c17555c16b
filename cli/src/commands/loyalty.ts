import { barOf } from "../backend/progress-bar.ts";
import { csv } from "../csv.ts";
import type { LoyaltyResult } from "../runtime.ts";
import { type Column, textTable } from "../text-table.ts";
import { UsageError } from "../usage-error.ts";
import { oneOf, printJson, projectFolder, type Register } from "./context.ts";
import { withBackend } from "./with-backend.ts";

interface Options {
  readonly asOf?: string;
  readonly format: string;
}

export const registerLoyalty: Register = (program, { terminal }) => {
  const command = program
    .command("loyalty")
    .description("Rank the customers of a loyalty query.")
    .argument("<name>", "the query, as the project declares it")
    .option("--as-of <moment>", "as it was then: RFC 3339, as 2026-10-01T00:00:00+02:00")
    .option("--format <format>", "table, csv or json", "table")
    .action(async (name: string, options: Options) => {
      const format = oneOf("--format", ["table", "csv", "json"], options.format);
      const asOf = options.asOf === undefined ? undefined : momentOf(options.asOf);
      const result = await withBackend(
        projectFolder(command, terminal),
        terminal,
        (backend, { compiled }) => {
          refuseUnknown(name, compiled?.loyalty.map((query) => query.name) ?? [name]);
          return backend.loyalty(name, asOf);
        },
      );
      if (format === "json") printJson(terminal, result);
      else if (format === "csv") terminal.out(csv([COLUMNS.map(({ head }) => head), ...cells(result)]));
      else {
        terminal.err(`${heading(result)}\n`);
        terminal.out(textTable([...COLUMNS, { head: "" }], withBars(result)));
      }
    });
};

/** A date alone would leave the zone open, so the moment needs its offset. */
function momentOf(text: string): number {
  const millis = /T.*(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(millis)) return millis;
  throw new UsageError(
    `--as-of takes a moment with its offset, as 2026-10-01T00:00:00+02:00; "${text}" is none.`,
  );
}

function refuseUnknown(name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const there = known.length === 0 ? "declares none" : `has ${known.join(", ")}`;
  throw new UsageError(`There is no loyalty query ${name}; the project ${there}.`);
}

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

function cells({ rows }: LoyaltyResult): readonly (readonly string[])[] {
  return rows.map((row) => [
    String(row.rank),
    row.contact,
    row.email ?? "",
    shown(row.value),
    String(row.orders),
    shown(row.totalSpent),
    row.averageOrderValue === null ? "" : shown(row.averageOrderValue),
    row.lastOrderAt ?? "",
  ]);
}

const BAR_WIDTH = 20;

/** Behind each line a bar: its value beside the largest of the list. */
function withBars(result: LoyaltyResult): readonly (readonly string[])[] {
  const values = result.rows.map(({ value }) => Number(typeof value === "number" ? value : value.amount));
  const most = Math.max(0, ...values);
  return cells(result).map((line, index) => [
    ...line,
    barOf(most === 0 ? 0 : (values[index] ?? 0) / most, BAR_WIDTH),
  ]);
}

function shown(value: LoyaltyResult["rows"][number]["value"]): string {
  return typeof value === "number" ? String(value) : `${value.amount} ${value.currency}`;
}

function heading({ query, period, asOf, total, rows }: LoyaltyResult): string {
  const from = period.from ?? "the beginning";
  const to = period.to ?? "now";
  return `${query}: ${rows.length} of ${total} customers, from ${from} to ${to}, as of ${asOf}`;
}
