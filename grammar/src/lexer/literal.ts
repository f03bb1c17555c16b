import type { TextLiteral } from "../tree/index.ts";

/** A string's text, and where each part of it stands in its source. */
export interface DecodedText {
  readonly value: string;
  /** For each UTF-16 unit of `value`, and for its end, the index in the source. */
  readonly offsets: readonly number[];
  /** Escapes that mean nothing, as ranges of the source. */
  readonly badEscapes: readonly { readonly start: number; readonly end: number }[];
}

interface Line {
  readonly start: number;
  readonly end: number;
  /** Where the break after the line ends; `end` for the last line. */
  readonly next: number;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["n", "\n"],
  ["t", "\t"],
]);
const CODE_POINT = /^u\{([0-9a-fA-F]{1,6})\}/;

/** What one escape stands for, and its length with the backslash; `undefined` if it means nothing. */
function escapeAt(source: string, index: number): { text: string; length: number } | undefined {
  const simple = ESCAPES.get(source.charAt(index + 1));
  if (simple !== undefined) return { text: simple, length: 2 };
  const digits = CODE_POINT.exec(source.slice(index + 1, index + 10));
  const code = digits?.[1] === undefined ? Number.NaN : Number.parseInt(digits[1], 16);
  // Half of a pair is no character.
  if (digits === null || !(code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  return { text: String.fromCodePoint(code), length: digits[0].length + 1 };
}

/** Collects the value piece by piece, each with its place in the source. */
class Collector {
  value = "";
  readonly offsets: number[] = [];
  readonly badEscapes: { start: number; end: number }[] = [];

  push(text: string, at: number): void {
    for (let i = 0; i < text.length; i++) this.offsets.push(at);
    this.value += text;
  }

  pushRange(source: string, start: number, end: number): void {
    for (let at = start; at < end; ) {
      if (source.charAt(at) !== "\\") {
        this.push(source.charAt(at), at);
        at++;
        continue;
      }
      const found = escapeAt(source, at);
      if (found === undefined) {
        this.badEscapes.push({ start: at, end: Math.min(at + 2, end) });
        at++;
      } else {
        this.push(found.text, at);
        at += found.length;
      }
    }
  }

  finish(end: number): DecodedText {
    this.offsets.push(end);
    return this;
  }
}

function linesOf(source: string, start: number, end: number): Line[] {
  const lines: Line[] = [];
  for (let at = start; ; ) {
    const feed = source.indexOf("\n", at);
    if (feed === -1 || feed >= end) return [...lines, { start: at, end, next: end }];
    lines.push({ start: at, end: source.charAt(feed - 1) === "\r" ? feed - 1 : feed, next: feed + 1 });
    at = feed + 1;
  }
}

function indentation(source: string, line: Line): number {
  let at = line.start;
  while (at < line.end && (source.charAt(at) === " " || source.charAt(at) === "\t")) at++;
  return at === line.end ? Number.POSITIVE_INFINITY : at - line.start;
}

/** The lines of a text block: the first is dropped if it is blank, and so is the last. */
function blockLines(source: string, start: number, end: number): Line[] {
  const lines = linesOf(source, start, end);
  const blank = (line: Line | undefined) => line !== undefined && indentation(source, line) === Infinity;
  if (lines.length > 1 && blank(lines.at(0))) lines.shift();
  if (lines.length > 1 && blank(lines.at(-1))) lines.pop();
  return lines;
}

function decodeBlock(source: string, end: number): DecodedText {
  const lines = blockLines(source, 3, end);
  const margin = Math.min(...lines.map((line) => indentation(source, line)));
  const into = new Collector();
  lines.forEach((line, index) => {
    into.pushRange(source, Math.min(line.start + margin, line.end), line.end);
    if (index < lines.length - 1) into.push("\n", line.end);
  });
  return into.finish(lines.at(-1)?.end ?? end);
}

/** Where the text ends in the source of a literal: before its closing quotes, if it has them. */
function contentEnd(source: string, block: boolean, unclosed: boolean): number {
  if (unclosed) return source.length;
  return source.length - (block ? 3 : 1);
}

/** Resolves the escapes of a string or text block, and removes a block's margin (grammar.md §1). */
export function decodeText(source: string, block: boolean, unclosed: boolean): DecodedText {
  const end = contentEnd(source, block, unclosed);
  if (block) return decodeBlock(source, end);
  const into = new Collector();
  into.pushRange(source, 1, end);
  return into.finish(end);
}

/**
 * The offset in the file of one UTF-16 unit of a literal's value; `value.length` gives the end of the text.
 * An index outside the value is taken for the nearest end.
 */
export function sourceOffset(literal: TextLiteral, index: number): number {
  const { offsets } = decodeText(literal.raw, literal.block, literal.unclosed);
  const inside = Math.max(0, Math.min(index, offsets.length - 1));
  return literal.span.start + (offsets[inside] ?? 0);
}
