import type { MapAnswer } from "@trajet/lsp";

/** A place in a text, from 0, as the protocol has it. */
interface Place {
  readonly line: number;
  readonly character: number;
}

/** The innermost step around the cursor: of several that contain it, the one that begins last; else the line's first. */
export function nodeAt({ nodes }: MapAnswer, cursor: Place): string | null {
  const steps = nodes.filter(({ kind }) => kind !== "end");
  const around = steps.findLast(
    ({ range: { start, end } }) => !isBefore(cursor, start) && !isBefore(end, cursor),
  );
  const onLine = steps.find(({ range }) => range.start.line === cursor.line);
  return (around ?? onLine)?.id ?? null;
}

/** Whether the cursor has gone into another journey of the file. */
export function isOutside({ nodes }: MapAnswer, { line }: Place): boolean {
  const first = Math.min(...nodes.map(({ range }) => range.start.line));
  const last = Math.max(...nodes.map(({ range }) => range.end.line));
  return line < first || line > last;
}

const isBefore = (one: Place, other: Place): boolean =>
  one.line < other.line || (one.line === other.line && one.character < other.character);
