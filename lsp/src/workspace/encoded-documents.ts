import type { Position, Range, TextDocumentContentChangeEvent } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";

/** What the columns of a position count: units of UTF-16, as editors do unless they say otherwise, or bytes of UTF-8. */
export type PositionEncoding = "utf-16" | "utf-8";

/** Makes and changes documents whose positions are in one encoding. Offsets are those of JavaScript strings in both. */
export interface DocumentMaker {
  readonly create: (uri: string, languageId: string, version: number, content: string) => TextDocument;
  readonly update: (
    document: TextDocument,
    changes: TextDocumentContentChangeEvent[],
    version: number,
  ) => TextDocument;
}

export function documentMaker(encoding: PositionEncoding): DocumentMaker {
  return encoding === "utf-16" ? TextDocument : { create: inBytes, update: updateInBytes };
}

function inBytes(uri: string, languageId: string, version: number, content: string): TextDocument {
  return countingBytes(TextDocument.create(uri, languageId, version, content));
}

/** Each change counts in the text that the changes before it have made. */
function updateInBytes(
  document: TextDocument,
  changes: TextDocumentContentChangeEvent[],
  version: number,
): TextDocument {
  let text = document;
  for (const change of changes) {
    text = inBytes(document.uri, document.languageId, version, changed(text, change));
  }
  return text;
}

function changed(document: TextDocument, change: TextDocumentContentChangeEvent): string {
  if (!("range" in change)) return change.text;
  const text = document.getText();
  const [start, end] = [document.offsetAt(change.range.start), document.offsetAt(change.range.end)];
  return text.slice(0, Math.min(start, end)) + change.text + text.slice(Math.max(start, end));
}

/** The same document with positions in bytes. */
function countingBytes(document: TextDocument): TextDocument {
  const lineAt = (line: number): string => {
    const start = document.offsetAt({ line, character: 0 });
    return document.getText().slice(start, document.offsetAt({ line: line + 1, character: 0 }));
  };
  const unitsOf = ({ line, character }: Position): Position => ({
    line,
    character: unitsIn(lineAt(line), character),
  });
  const bytesOf = ({ line, character }: Position): Position => ({
    line,
    character: bytesIn(lineAt(line).slice(0, character)),
  });
  return {
    uri: document.uri,
    languageId: document.languageId,
    version: document.version,
    lineCount: document.lineCount,
    getText: (range?: Range) =>
      document.getText(range && { start: unitsOf(range.start), end: unitsOf(range.end) }),
    getLineRange: (line) => {
      const range = document.getLineRange(line);
      return { start: bytesOf(range.start), end: bytesOf(range.end) };
    },
    getEOLCharacters: (line) => document.getEOLCharacters(line),
    positionAt: (offset) => bytesOf(document.positionAt(offset)),
    offsetAt: (position) => document.offsetAt(unitsOf(position)),
  };
}

function bytesIn(text: string): number {
  let bytes = 0;
  for (const sign of text) bytes += sizeOf(sign);
  return bytes;
}

/** How many units of UTF-16 so many bytes are; a place within a sign is before it. */
function unitsIn(text: string, bytes: number): number {
  let units = 0;
  let passed = 0;
  for (const sign of text) {
    passed += sizeOf(sign);
    if (passed > bytes) break;
    units += sign.length;
  }
  return units;
}

function sizeOf(sign: string): number {
  const code = sign.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
