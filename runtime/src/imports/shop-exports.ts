import { csvRecords } from "./csv.ts";
import { ImportProblem } from "./import-problem.ts";
import type { Line } from "./lines.ts";
import type { Listener, Row } from "./rows.ts";
import type { Raw } from "./shapes/reading.ts";
import type { Shapes } from "./shapes/shapes.ts";
import { SHOPIFY } from "./shopify-export.ts";
import { WOOCOMMERCE } from "./woocommerce-export.ts";

/** The orders of a shop, as it exports them itself. */
export interface ShopExport {
  readonly platform: ExportPlatform;
  /** As the project declares it. */
  readonly store: string;
}

/** A line of an export, by the heads of its columns. */
export type Cells = Readonly<Record<string, string>>;

/** How a shop writes its orders. */
export interface ExportForm {
  readonly needed: readonly string[];
  /** By which lines belong to one order. */
  readonly order: (line: Cells) => string;
  /** Moments and amounts in the text form of rows. */
  readonly read: (lines: readonly [Cells, ...Cells[]]) => Raw | { readonly reason: string };
}

const FORMS = { shopify: SHOPIFY, woocommerce: WOOCOMMERCE } as const satisfies Readonly<
  Record<string, ExportForm>
>;

export type ExportPlatform = keyof typeof FORMS;

/**
 * The orders of an export as rows. A shop writes a line for each item of an order; lines that follow each other and are of
 * one order are one row.
 *
 * @throws ImportProblem where a column is missing without which no order can be read
 */
export async function* exportedOrders(
  lines: AsyncIterable<Line>,
  { platform, store }: ShopExport,
  { timezone }: Pick<Shapes, "timezone">,
  listener: Listener,
): AsyncGenerator<Row> {
  const form: ExportForm = FORMS[platform];
  let heads: readonly string[] | undefined;
  let open: Group | undefined;
  for await (const record of csvRecords(lines)) {
    if (heads === undefined) {
      heads = headsOf(record, form, platform);
      listener.header(record.text);
      continue;
    }
    const cells = cellsOf(record, heads);
    const order = cells === undefined ? undefined : form.order(cells);
    if (open !== undefined && open.order !== order) yield rowOf(open, form, store, timezone);
    if (cells === undefined || order === undefined) {
      open = undefined;
      yield { line: record.line, text: record.text, reason: "reason" in record ? record.reason : SHORT };
    } else if (open?.order === order) {
      open.texts.push(record.text);
      open.lines.push(cells);
    } else open = { order, line: record.line, texts: [record.text], lines: [cells] };
  }
  if (open !== undefined) yield rowOf(open, form, store, timezone);
}

const SHORT = "this line has another number of cells than the first line names columns";

interface Group {
  readonly order: string;
  readonly line: number;
  readonly texts: string[];
  readonly lines: [Cells, ...Cells[]];
}

type Read = { readonly cells: readonly string[] } | { readonly reason: string };

function headsOf(record: Read, { needed }: ExportForm, platform: string): readonly string[] {
  const heads = "cells" in record ? record.cells.map((cell) => cell.trim()) : [];
  const missing = needed.filter((name) => !heads.includes(name));
  if (missing.length === 0) return heads;
  throw new ImportProblem(
    `the first line is not that of an export of orders from ${platform}: ${missing.map((one) => `"${one}"`).join(", ")} is not among its columns`,
  );
}

function cellsOf(record: Read, heads: readonly string[]): Cells | undefined {
  if (!("cells" in record) || record.cells.length !== heads.length) return undefined;
  return Object.fromEntries(heads.map((head, index) => [head, record.cells[index]?.trim() ?? ""]));
}

function rowOf({ line, texts, lines }: Group, form: ExportForm, store: string, zone: string): Row {
  const text = texts.join("\n");
  const raw = form.read(lines);
  if (typeof raw.reason === "string") return { line, text, reason: raw.reason };
  return { line, text, raw: { ...raw, store }, manner: { form: "text", zone } };
}
