import { expect, test } from "vitest";
import { NoCursor, readCursor, writeCursor } from "../../../runtime/src/loyalty/cursor.ts";

const OURS = [1_780_000_000_000, 7, "33.333333", "-1780000000000000", "ada"] as const;
const text = (parts: unknown): string => Buffer.from(JSON.stringify(parts)).toString("base64url");

test("what was written is read", () => {
  const cursor = { asOf: OURS[0], rank: OURS[1], value: OURS[2], first: OURS[3], contact: OURS[4] };
  expect(readCursor(writeCursor(cursor))).toEqual(cursor);
});

/** The database would stumble over each of them. */
test.each<[string, readonly unknown[]]>([
  ["a moment behind all years", [9e15, ...OURS.slice(1)]],
  ["a moment before all years", [-9e14, ...OURS.slice(1)]],
  ["a rank in words", [OURS[0], "seven", ...OURS.slice(2)]],
  ["a value that is no number", [...OURS.slice(0, 2), "NaN", ...OURS.slice(3)]],
  ["a first order between microseconds", [...OURS.slice(0, 3), "1.5", OURS[4]]],
  ["a first order behind all numbers", [...OURS.slice(0, 3), "9".repeat(30), OURS[4]]],
  ["a contact with a zero byte", [...OURS.slice(0, 4), "a\0da"]],
  ["no contact", OURS.slice(0, 4)],
  ["more than we write", [...OURS, 1]],
])("%s is no cursor", (_, parts) => {
  expect(() => readCursor(text(parts))).toThrow(NoCursor);
});

test.each(["", "zzz", text({ asOf: 1 }), text(null), "%00"])("nor is %j", (given) => {
  expect(() => readCursor(given)).toThrow(NoCursor);
});
