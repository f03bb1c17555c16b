import type { Declaration, Span } from "../tree/index.ts";
import { printSound, withLineEndsOf } from "./format.ts";

/** A part of a text, and its canonical form. */
export interface FormattedPart extends Span {
  readonly text: string;
}

/**
 * Writes a text in its canonical form a few declarations at a time, so that of a long one little is in memory at once. The parts
 * follow one another; with all of them put in the place of what stands there, the text is what `format` makes of it.
 *
 * @param declarations all of the text, as `parse` finds them where nothing is wrong with its form
 * @param isWanted which parts are written: all, unless said
 * @returns `undefined` where a part cannot be read alone
 */
export function formatParts(
  text: string,
  declarations: readonly Pick<Declaration, "span">[],
  isWanted: (part: Span) => boolean = () => true,
): readonly FormattedPart[] | undefined {
  const formatted: FormattedPart[] = [];
  for (const part of partsOf(text, declarations)) {
    if (!isWanted(part)) continue;
    const written = writePart(text, part);
    if (written === undefined) return undefined;
    formatted.push({ ...part, text: written });
  }
  return formatted;
}

/** A shorter part is joined to the next one: reading has a beginning of its own. */
const SHORTEST = 500;

/** A text divided behind the line breaks that end declarations. */
function partsOf(text: string, declarations: readonly Pick<Declaration, "span">[]): readonly Span[] {
  const parts: Span[] = [];
  let start = 0;
  for (const { span } of declarations) {
    const end = lineEnd(text, span.end);
    if (end === undefined || end - start < SHORTEST) continue;
    parts.push({ start, end });
    start = end;
  }
  return start < text.length ? [...parts, { start, end: text.length }] : parts;
}

/** Behind the line break at an offset; `undefined` where something else stands on the line. */
function lineEnd(text: string, offset: number): number | undefined {
  const blanks = /[ \t]*\r?\n/y;
  blanks.lastIndex = offset;
  return blanks.test(text) ? blanks.lastIndex : undefined;
}

function writePart(text: string, { start, end }: Span): string | undefined {
  const source = text.slice(start, end);
  const printed = printSound(source);
  if (printed === undefined || printed === "") return printed;
  const above = /^[ \t\r\n]*/.exec(source)?.[0] ?? "";
  const empty = start > 0 && above.includes("\n") ? "\n" : "";
  return withLineEndsOf(text, empty + printed);
}
