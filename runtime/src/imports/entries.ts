import { type Circumstances, type Entry, type Kind, readEntry } from "./entry.ts";
import { linesOf } from "./lines.ts";
import { type Format, type Listener, rowsOf } from "./rows.ts";
import type { Shapes } from "./shapes/shapes.ts";

/** What a line of a file says, checked, or why it says nothing. */
export type ReadLine = { readonly line: number } & ({ readonly entry: Entry } | { readonly reason: string });

/**
 * Reads a file of a kind line by line, and writes nothing.
 *
 * @throws ImportProblem where nothing of it can be read
 */
export async function* entriesOf(
  kind: Kind,
  source: AsyncIterable<Uint8Array>,
  format: Format,
  shapes: Shapes,
  circumstances: Circumstances,
  listener: Listener,
): AsyncGenerator<ReadLine> {
  for await (const row of rowsOf(linesOf(source), format, kind, shapes, listener)) {
    const { line } = row;
    if ("reason" in row) {
      yield { line, reason: row.reason };
      continue;
    }
    const reading = readEntry(kind, shapes, row.raw, row.manner, circumstances);
    yield "reason" in reading ? { line, reason: reading.reason } : { line, entry: reading.value };
  }
}
