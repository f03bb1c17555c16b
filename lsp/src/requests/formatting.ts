import { type FormattedPart, format, formatParts, lex, type Span } from "@trajet/grammar";
import type {
  DocumentFormattingParams,
  DocumentOnTypeFormattingParams,
  DocumentRangeFormattingParams,
  DocumentRangesFormattingParams,
  Range,
  TextEdit,
} from "vscode-languageserver";
import { rangeOf } from "../diagnostics/convert.ts";
import type { Snapshot, SnapshotFile } from "../workspace/snapshot.ts";
import { modelFileOf } from "./at.ts";

/** A part of a text and what stands there in its canonical form. */
interface Change extends Span {
  readonly text: string;
}

/** The canonical form of a journey file, as edits of what differs: the cursor elsewhere stays where it is. */
export function formatting(snapshot: Snapshot, _params: DocumentFormattingParams): TextEdit[] {
  return editsOf(
    snapshot.file,
    changesIn(snapshot, () => true),
  );
}

/** The same for a part of the file: what touches the range. */
export function rangeFormatting(snapshot: Snapshot, { range }: DocumentRangeFormattingParams): TextEdit[] {
  return formattingOf(snapshot, [range]);
}

export function rangesFormatting(snapshot: Snapshot, { ranges }: DocumentRangesFormattingParams): TextEdit[] {
  return formattingOf(snapshot, ranges);
}

function formattingOf(snapshot: Snapshot, ranges: readonly Range[]): TextEdit[] {
  const touches = touching(snapshot.file, ranges);
  return editsOf(snapshot.file, changesIn(snapshot, touches).filter(touches));
}

/** Behind a closing brace its whole block, on a new line the one before; the line of the cursor is left alone. */
export function onTypeFormatting(
  snapshot: Snapshot,
  { position, ch }: DocumentOnTypeFormattingParams,
): TextEdit[] {
  const { document } = snapshot.file;
  const cursor = document.offsetAt(position);
  const from =
    ch === "}"
      ? blockBefore(document.getText(), cursor)
      : document.offsetAt({ line: position.line - 1, character: 0 });
  const to = ch === "}" ? cursor : document.offsetAt({ line: position.line, character: 0 }) - 1;
  const changes = changesIn(snapshot, ({ start, end }) => start <= to && from <= end);
  return editsOf(
    snapshot.file,
    changes.filter(({ start, end }) => from <= start && end <= to),
  );
}

/** Where the line begins on which the block opens that a brace closes. */
function blockBefore(text: string, cursor: number): number {
  const { tokens } = lex(text.slice(0, cursor));
  const open: number[] = [];
  let start = cursor;
  for (const { image, startOffset } of tokens) {
    if (image === "{") open.push(startOffset);
    if (image === "}") start = open.pop() ?? cursor;
  }
  return text.lastIndexOf("\n", start) + 1;
}

function touching({ document }: SnapshotFile, ranges: readonly Range[]): (part: Span) => boolean {
  const spans = ranges.map(({ start, end }) => [document.offsetAt(start), document.offsetAt(end)] as const);
  return ({ start, end }) => spans.some(([from, to]) => start <= to && end >= from);
}

function editsOf(file: SnapshotFile, changes: readonly Change[]): TextEdit[] {
  return changes.map(({ start, end, text }) => ({ range: rangeOf(file, { start, end }), newText: text }));
}

/** What differs in the parts that are wanted, and perhaps in others. */
function changesIn(snapshot: Snapshot, isWanted: (part: Span) => boolean): readonly Change[] {
  const { path, document } = snapshot.file;
  if (!path.endsWith(".journey")) return [];
  const text = document.getText();
  const whole = (): FormattedPart => ({ start: 0, end: text.length, text: format(text).text });
  return (soundParts(snapshot, isWanted) ?? [whole()]).flatMap((part) => changesOf(text, part));
}

/** `undefined` where something is wrong with the file: what stays as it is then, only the whole of it shows. */
function soundParts(
  snapshot: Snapshot,
  isWanted: (part: Span) => boolean,
): readonly FormattedPart[] | undefined {
  const file = modelFileOf(snapshot);
  if (file === undefined || file.problems.length > 0) return undefined;
  return formatParts(file.text, file.tree.declarations, isWanted);
}

function changesOf(text: string, { start: at, end, text: formatted }: FormattedPart): readonly Change[] {
  const source = text.slice(at, end);
  if (source === formatted) return [];
  const changes = betweenWords(source, formatted) ?? [common(source, formatted)];
  return changes.map((change) => ({ ...change, start: at + change.start, end: at + change.end }));
}

/** Where there are as many words, each word and each gap that differs; `undefined` where the formatter has joined or parted some. */
function betweenWords(text: string, formatted: string): readonly Change[] | undefined {
  const [before, after] = [wordsOf(text), wordsOf(formatted)];
  if (before.length !== after.length) return undefined;
  const changes: Change[] = [];
  const compare = (start: number, end: number, other: string): void => {
    if (text.slice(start, end) !== other) changes.push({ start, end, text: other });
  };
  let [here, there] = [0, 0];
  for (const [index, word] of before.entries()) {
    const other = after[index] ?? END;
    compare(here, word.start, formatted.slice(there, other.start));
    here = word.start + word.image.length;
    there = other.start + other.image.length;
    compare(word.start, here, other.image);
  }
  compare(here, text.length, formatted.slice(there));
  return changes;
}

const END = { image: "", start: 0 };

/** Words, signs and comments, in their order. */
function wordsOf(text: string): readonly { readonly image: string; readonly start: number }[] {
  const { tokens, comments } = lex(text);
  const all = [...tokens, ...comments].map(({ image, startOffset }) => ({ image, start: startOffset }));
  return comments.length === 0 ? all : all.sort((a, b) => a.start - b.start);
}

/** One edit of all between what is alike at both ends. */
function common(text: string, formatted: string): Change {
  const shorter = Math.min(text.length, formatted.length);
  let start = 0;
  while (start < shorter && text[start] === formatted[start]) start++;
  let end = 0;
  while (end < shorter - start && text.at(-1 - end) === formatted.at(-1 - end)) end++;
  return { start, end: text.length - end, text: formatted.slice(start, formatted.length - end) };
}
