import type { Gateway } from "../store/gateway.ts";
import { type Entry, type Kind, putEntry, readEntry } from "./entry.ts";
import { linesOf } from "./lines.ts";
import { type Format, type Row, rowsOf } from "./rows.ts";
import type { Raw } from "./shapes/reading.ts";
import type { Shapes } from "./shapes/shapes.ts";
import { exportedOrders, type ShopExport } from "./shop-exports.ts";

/** What came of a file. */
export interface ImportReport {
  readonly read: number;
  readonly written: number;
  readonly unchanged: number;
  readonly rejected: readonly Rejected[];
}
export interface Rejected {
  readonly line: number;
  readonly reason: string;
}

/** What came of one entry. A `PutResult` is one. */
export type Outcome =
  | { readonly result: "written" | "unchanged" }
  | { readonly result: "rejected"; readonly reason: string };

/** Writes entries in their order, and says what came of each: the store itself, or its door over HTTP. */
export type Sink = (entries: readonly Entry[]) => Promise<readonly Outcome[]>;

/** What an importer hears on the way. All are optional. */
export interface ImportEars {
  /** After each batch. */
  readonly onProgress?: (counts: { readonly read: number; readonly rejected: number }) => void;
  /** A sentence on the file as a whole, such as on a column that is left out. */
  readonly onNote?: (sentence: string) => void;
  readonly onHeader?: (text: string) => void;
  /** With the line as it stands in the file. */
  readonly onRejected?: (row: Rejected & { readonly text: string }) => void;
}

const BATCH = 200;

/** The store as a sink. */
export function into(gateway: Gateway): Sink {
  return async (entries) => {
    const codes = entries.flatMap((entry) => (entry.kind === "coupons" ? [entry.input] : []));
    if (codes.length > 0 && codes.length === entries.length) return gateway.putCodes(codes);
    const results: Outcome[] = [];
    for (const entry of entries) results.push(await putEntry(gateway, entry));
    return results;
  };
}

/**
 * Imports a file, line by line: what cannot be read or is refused is rejected with its line, the rest is written. The
 * same file a second time changes nothing.
 * @param given what each row says that does not say it itself
 * @param from the shop that wrote the file, where it is an export of its orders
 * @throws ImportProblem where nothing of it can be read
 */
export async function importRows(
  kind: Kind,
  source: AsyncIterable<Uint8Array>,
  format: Format,
  sink: Sink,
  shapes: Shapes,
  ears: ImportEars = {},
  given: Raw = {},
  from?: ShopExport,
): Promise<ImportReport> {
  const tally = newTally(ears);
  const listener = { note: ears.onNote ?? ignore, header: ears.onHeader ?? ignore };
  const lines = linesOf(source);
  const all =
    from === undefined
      ? rowsOf(lines, format, kind, shapes, listener, given)
      : exportedOrders(lines, from, shapes, listener);
  for await (const rows of inBatches(all)) {
    await importBatch(kind, rows, sink, shapes, tally);
    ears.onProgress?.({ read: tally.read, rejected: tally.rejected.length });
  }
  const { read, written, unchanged, rejected } = tally;
  return { read, written, unchanged, rejected };
}

const ignore = () => undefined;

interface Tally {
  read: number;
  written: number;
  unchanged: number;
  readonly rejected: Rejected[];
  reject(row: Row, reason: string): void;
}

function newTally(ears: ImportEars): Tally {
  const rejected: Rejected[] = [];
  return {
    read: 0,
    written: 0,
    unchanged: 0,
    rejected,
    reject({ line, text }, reason) {
      rejected.push({ line, reason });
      ears.onRejected?.({ line, reason, text });
    },
  };
}

async function* inBatches(rows: AsyncIterable<Row>): AsyncGenerator<readonly Row[]> {
  let batch: Row[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function importBatch(kind: Kind, rows: readonly Row[], sink: Sink, shapes: Shapes, tally: Tally) {
  const read = rows.map((row) => ({ row, reading: readRow(kind, row, shapes) }));
  const results = await sink(read.flatMap(({ reading }) => ("value" in reading ? [reading.value] : [])));
  let next = 0;
  for (const { row, reading } of read) {
    tally.read += 1;
    if ("reason" in reading) tally.reject(row, reading.reason);
    else count(tally, row, results[next++]);
  }
}

function readRow(kind: Kind, row: Row, shapes: Shapes) {
  return "reason" in row ? row : readEntry(kind, shapes, row.raw, row.manner, { imported: true });
}

function count(tally: Tally, row: Row, result: Outcome | undefined): void {
  if (!result) throw new Error(`nothing was said of line ${row.line}`);
  switch (result.result) {
    case "written":
      tally.written += 1;
      return;
    case "unchanged":
      tally.unchanged += 1;
      return;
    case "rejected":
      tally.reject(row, result.reason);
      return;
    default:
      result satisfies never;
  }
}
