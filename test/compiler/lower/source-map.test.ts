import { expect, test } from "vitest";
import { rangesOf } from "../../../compiler/src/lower/source-map.ts";

test("lines end with \\n, \\r\\n or \\r, and columns count UTF-16 units from 1", () => {
  const text = "ab\ncd\r\n😀e\rf";
  const at = (start: number, end = start) => rangesOf(text)({ start, end });
  const place = (line: number, column: number) => ({ line, column, endLine: line, endColumn: column });
  expect(at(0)).toEqual(place(1, 1));
  expect(at(2)).toEqual(place(1, 3));
  expect(at(3)).toEqual(place(2, 1));
  expect(at(text.indexOf("e"))).toEqual(place(3, 3));
  expect(at(text.length)).toEqual(place(4, 2));
  expect(at(1, 8)).toEqual({ line: 1, column: 2, endLine: 3, endColumn: 2 });
});
