import { positionAt, type Span } from "@trajet/grammar";
import { linesOf } from "./lines.ts";

/** More of a line is no help, and may be a megabyte. */
const MOST = 160;
/** What is shown before the place where a line has to be cut. */
const LEAD = 40;

/** A line of a text with a place in it, as a terminal can show it. */
export interface Frame {
  readonly line: number;
  readonly column: number;
  readonly source: string;
  /** Blanks as wide as what stands before the place, then carets as wide as what stands in it. */
  readonly before: string;
  readonly underline: string;
}

/** The line on which a span begins, and the span in it; of a longer span what is on that line. */
export function frameOf(text: string, span: Span): Frame {
  const starts = linesOf(text);
  const { line, column } = positionAt(starts, span.start);
  const begin = starts[line - 1] ?? 0;
  const whole = withoutBreak(text.slice(begin, starts[line] ?? text.length));
  const from = whole.length > MOST ? Math.max(0, column - 1 - LEAD) : 0;
  const to = Math.min(whole.length, from + MOST);
  const head = from > 0 ? "…" : "";
  const before = head + whole.slice(from, column - 1);
  const marked = whole.slice(column - 1, Math.min(to, span.end - begin));
  const rest = whole.slice(column - 1 + marked.length, to) + (to < whole.length ? "…" : "");
  return {
    line,
    column,
    source: visible(before + marked + rest),
    before: before.replace(/[^\t]/gu, (one) => " ".repeat(widthOf(one))),
    underline: "^".repeat(Math.max(1, widthOf(marked))),
  };
}

function withoutBreak(line: string): string {
  if (line.endsWith("\r\n")) return line.slice(0, -2);
  return line.endsWith("\n") ? line.slice(0, -1) : line;
}

/** What would move the cursor, change colours or turn the text round is shown as a mark. */
export function visible(source: string): string {
  return source.toWellFormed().replace(/(?!\t)[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, "\uFFFD");
}

const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;

/** How many columns of a terminal a text takes, as Unicode's annex 11 has it. */
function widthOf(text: string): number {
  let width = 0;
  for (const one of text) if (!/[\p{Mn}\p{Me}\u200B-\u200F]/u.test(one)) width += WIDE.test(one) ? 2 : 1;
  return width;
}
