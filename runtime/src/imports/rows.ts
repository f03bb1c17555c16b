import { type Columns, columnsOf, rawOf } from "./columns.ts";
import { type CsvRecord, csvRecords } from "./csv.ts";
import type { Kind } from "./entry.ts";
import { ImportProblem } from "./import-problem.ts";
import type { Line } from "./lines.ts";
import { isDocument, type Manner, type Raw } from "./shapes/reading.ts";
import type { Shapes } from "./shapes/shapes.ts";

export type Format = "csv" | "ndjson" | "auto";

/** A row of a file, or why there is none on this line. `text` is as it stands in the file. */
export type Row = { readonly line: number; readonly text: string } & (
  | { readonly raw: Raw; readonly manner: Manner }
  | { readonly reason: string }
);

/** What is to say of a file as a whole. */
export interface Listener {
  /** A column that is left out. */
  note(sentence: string): void;
  /** The first line of a table, as it stands in the file. */
  header(text: string): void;
}

/**
 * The rows of a file. `auto` takes NDJSON where the first line that is not blank begins with `{`, a table otherwise.
 * @throws ImportProblem for a table whose first line is not one of columns
 */
export async function* rowsOf(
  lines: AsyncIterable<Line>,
  format: Format,
  kind: Kind,
  shapes: Shapes,
  listener: Listener,
  given: Raw = {},
): AsyncGenerator<Row> {
  const { first, all } = await peek(lines);
  if (!first) return;
  const isNdjson = format === "ndjson" || (format === "auto" && first.text.trimStart().startsWith("{"));
  const rows = isNdjson
    ? documents(all, shapes.timezone)
    : tableRows(all, kind, shapes, listener, new Set(Object.keys(given)));
  for await (const row of rows) yield "raw" in row ? { ...row, raw: { ...given, ...row.raw } } : row;
}

async function peek(lines: AsyncIterable<Line>) {
  const source = lines[Symbol.asyncIterator]();
  let first = await source.next();
  while (!first.done && isBlank(first.value)) first = await source.next();
  async function* all(): AsyncGenerator<Line> {
    for (let next = first; !next.done; next = await source.next()) yield next.value;
  }
  return { first: first.done ? undefined : first.value, all: all() };
}

const isBlank = ({ text, problem }: Line) => text.trim() === "" && !problem;

async function* documents(lines: AsyncIterable<Line>, zone: string): AsyncGenerator<Row> {
  for await (const line of lines) {
    if (!isBlank(line)) yield documentOf(line, { form: "json", zone });
  }
}

function documentOf({ number: line, text, problem }: Line, manner: Manner): Row {
  if (problem) return { line, text, reason: problem };
  try {
    const raw: unknown = JSON.parse(text);
    if (isDocument(raw)) return { line, text, raw, manner };
    return { line, text, reason: "each line must be one JSON object" };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { line, text, reason: `this line is not JSON: ${error.message}` };
  }
}

async function* tableRows(
  lines: AsyncIterable<Line>,
  kind: Kind,
  shapes: Shapes,
  listener: Listener,
  given: ReadonlySet<string>,
): AsyncGenerator<Row> {
  let columns: Columns | undefined;
  for await (const record of csvRecords(lines)) {
    if (columns) {
      yield rowOf(record, columns, { form: "text", zone: shapes.timezone });
      continue;
    }
    columns = columnsOf(kind, shapes, headOf(record), given);
    columns.notes.forEach(listener.note);
    listener.header(record.text);
  }
}

function headOf(record: CsvRecord): readonly string[] {
  if ("cells" in record) return record.cells;
  throw new ImportProblem(`the first line, which must name the columns, cannot be read: ${record.reason}`);
}

function rowOf(record: CsvRecord, columns: Columns, manner: Manner): Row {
  if ("reason" in record) return record;
  const { line, text, cells } = record;
  const wanted = columns.names.length;
  if (cells.length === wanted) return { line, text, raw: rawOf(columns, cells), manner };
  return {
    line,
    text,
    reason: `this line has ${cells.length} cells, the first line names ${wanted} columns`,
  };
}
