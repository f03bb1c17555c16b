import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";
import type { Line } from "./lines.ts";

/** A record of a table: its cells, or why it cannot be read. `text` is as it stands in the file. */
export type CsvRecord = { readonly line: number; readonly text: string } & (
  | { readonly cells: readonly string[] }
  | { readonly reason: string }
);

/** A quote that is open for longer than this was never meant to be one. */
const MOST_LINES = 1_000;
const DELIMITERS = [",", ";", "\t"] as const;

/**
 * The records of a CSV file (RFC 4180; commas, semicolons or tabs, whichever its first line has most of), each with the
 * line on which it begins. A record with a broken quote costs that line alone: reading goes on with the next.
 */
export async function* csvRecords(lines: AsyncIterable<Line>): AsyncGenerator<CsvRecord> {
  const ahead = lookAhead(lines);
  let delimiter: string | undefined;
  for (let line = await ahead.next(); line; line = await ahead.next()) {
    if (line.text.trim() === "" && !line.problem) continue;
    delimiter ??= delimiterOf(line.text);
    yield await recordAt(line, ahead, delimiter);
  }
}

/** Lines that can be given back, to be read anew. */
interface Ahead {
  next(): Promise<Line | undefined>;
  giveBack(lines: readonly Line[]): void;
}

function lookAhead(lines: AsyncIterable<Line>): Ahead {
  const source = lines[Symbol.asyncIterator]();
  let given: Line[] = [];
  return {
    async next() {
      const [again, ...others] = given;
      if (again) {
        given = others;
        return again;
      }
      const { value, done } = await source.next();
      return done ? undefined : value;
    },
    giveBack(back) {
      given = [...back, ...given];
    },
  };
}

function delimiterOf(header: string): string {
  const bare = header.replace(/"[^"]*"/g, "");
  const count = (delimiter: string) => bare.split(delimiter).length;
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
}

async function recordAt(first: Line, ahead: Ahead, delimiter: string): Promise<CsvRecord> {
  const { number: line, text, problem } = first;
  if (problem) return { line, text, reason: problem };
  if (!text.includes('"')) return { line, text, cells: text.split(delimiter) };
  const more = await untilClosed(first, ahead);
  const whole = more && [first, ...more].map((one) => one.text).join("\n");
  const cells = whole === undefined ? undefined : cellsOf(whole, delimiter);
  if (cells && whole !== undefined) return { line, text: whole, cells };
  ahead.giveBack(more ?? []);
  return { line, text, reason: BROKEN };
}

const BROKEN =
  "a quote in this line is not closed, or stands inside a cell; put the whole cell in quotes, and double those inside it";

/** The lines that a record goes on over: until its quotes are even. `undefined`, and given back, where they never are. */
async function untilClosed(first: Line, ahead: Ahead): Promise<readonly Line[] | undefined> {
  const more: Line[] = [];
  let open = isOdd(first.text);
  while (open) {
    const next = more.length < MOST_LINES ? await ahead.next() : undefined;
    if (!next || next.problem) {
      ahead.giveBack(next ? [...more, next] : more);
      return undefined;
    }
    more.push(next);
    open = open !== isOdd(next.text);
  }
  return more;
}

const isOdd = (text: string) => (text.split('"').length - 1) % 2 === 1;

function cellsOf(text: string, delimiter: string): readonly string[] | undefined {
  try {
    const records: string[][] = parse(text, { delimiter, relax_column_count: true, record_delimiter: "\n" });
    return records.length === 1 ? records[0] : undefined;
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}
