import assert from "node:assert/strict";

/** Line and column, both from 1, at which a text first stands in another. */
export function placeOf(text, wanted) {
  const offset = text.indexOf(wanted);
  assert.notEqual(offset, -1, `the file has no ${wanted}`);
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: before.at(-1).length + 1 };
}
