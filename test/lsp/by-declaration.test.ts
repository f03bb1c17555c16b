import { format, formatParts, parse } from "@trajet/grammar";
import { expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { formatting, onTypeFormatting, rangeFormatting } from "../../lsp/src/requests/formatting.ts";
import { semanticTokens } from "../../lsp/src/requests/semantic-tokens.ts";
import { SHOP } from "./shop.ts";
import { snapshotsOf } from "./snapshots.ts";

// A long file is formatted and coloured a few declarations at a time: what comes of it is that of the whole.

const JOURNEYS = Array.from(
  { length: 12 },
  (_, index) => `/// The ${index}th, with "quotes" and a name: é.
journey   Long${index} for Customers {
  start when contact signs up
      delay   ${index + 1} days  // at the end of a line


  tag   "engaged"   /* once
     and for all */
}
`,
).join("\n");
const options = { tabSize: 2, insertSpaces: true };
const { file, project } = snapshotsOf({ ...SHOP, "long.journey": JOURNEYS }).at("long.journey", JOURNEYS);
const snapshot = { file, project };
const textDocument = { uri: file.uri };

test("the whole is what the formatter makes of it at once", () => {
  expect(formatParts(JOURNEYS, parse(JOURNEYS).tree.declarations)?.length).toBeGreaterThan(3);
  expect(project.model.files.flatMap(({ problems }) => problems)).toEqual([]);
  const edits = formatting(snapshot, { textDocument, options });
  expect(edits.length).toBeGreaterThan(30);
  expect(TextDocument.applyEdits(file.document, edits)).toBe(format(JOURNEYS).text);
});

test("a range changes nothing elsewhere, and there what the whole changes", () => {
  const start = file.document.positionAt(JOURNEYS.indexOf("journey   Long7"));
  const end = file.document.positionAt(JOURNEYS.indexOf("/// The 8th"));
  const edits = rangeFormatting(snapshot, { textDocument, range: { start, end }, options });
  const all = formatting(snapshot, { textDocument, options });
  const inside = all.filter(({ range }) => range.start.line >= start.line && range.end.line <= end.line);
  expect(inside.length).toBeGreaterThan(2);
  expect(edits).toEqual(inside);
});

test("on a closing brace its block is formatted", () => {
  const close = JOURNEYS.indexOf("}", JOURNEYS.indexOf("Long7")) + 1;
  const position = file.document.positionAt(close);
  const edits = onTypeFormatting(snapshot, { textDocument, position, ch: "}", options });
  const lines = new Set(edits.map(({ range }) => range.start.line));
  expect(edits.length).toBeGreaterThan(2);
  for (const line of lines) {
    expect(line).toBeLessThanOrEqual(position.line);
    expect(line).toBeGreaterThanOrEqual(position.line - 9);
  }
});

test("the colours of a range are those of the whole that stand there", () => {
  const whole = placed(semanticTokens(snapshot));
  const start = file.document.positionAt(JOURNEYS.indexOf("/// The 4th"));
  const end = file.document.positionAt(JOURNEYS.indexOf("/// The 6th"));
  const some = placed(semanticTokens(snapshot, { start, end }));
  expect(some).toEqual(whole.filter(([line = 0]) => line >= start.line && line < end.line));
  expect(some.length).toBeGreaterThan(20);
  // One after the other, and none upon another.
  whole.reduce((last, [line = 0, character = 0, length = 0]) => {
    expect(line * 1_000 + character).toBeGreaterThanOrEqual(last);
    return line * 1_000 + character + length;
  }, 0);
});

/** Line, column, length and kind of each token. */
function placed(data: readonly number[]): readonly (readonly number[])[] {
  let [line, character] = [0, 0];
  return Array.from({ length: data.length / 5 }, (_, index) => {
    const [lines = 0, characters = 0, length = 0, type = 0] = data.slice(index * 5, index * 5 + 4);
    character = lines === 0 ? character + characters : characters;
    line += lines;
    return [line, character, length, type];
  });
}
