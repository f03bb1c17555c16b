import { describe, expect, it } from "vitest";
import { parsePlay } from "../../../cli/src/dev/play.ts";

const HEAD = '{"day0":"2026-11-23T07:00:00Z"}';
const play = (...lines: string[]) => parsePlay([HEAD, ...lines].join("\n"), "live.ndjson");
const at = (text: string) => Date.parse(text);

describe("a play", () => {
  it("says what happens when, by the moments", () => {
    const read = play(
      '{"day":2,"contact":{"id":"c-1","tags":["vip"]}}',
      "",
      '{"day":0.5,"contact":{"id":"c-1","email":"lea@example.com"}}',
    );
    expect(read).toEqual({
      day0: at("2026-11-23T07:00:00Z"),
      lines: [
        { at: at("2026-11-23T19:00:00Z"), kind: "contact", body: { id: "c-1", email: "lea@example.com" } },
        { at: at("2026-11-25T07:00:00Z"), kind: "contact", body: { id: "c-1", tags: ["vip"] } },
      ],
    });
  });

  it.each([
    { line: "{", says: /^live\.ndjson, line 2 is not JSON/ },
    { line: "[]", says: /^live\.ndjson, line 2 must be one JSON object/ },
    {
      line: '{"contact":{}}',
      says: /^live\.ndjson, line 2 must say the day and one of contact, order, cart, stock, event/,
    },
    { line: '{"day":-1,"contact":{}}', says: /line 2 must say the day/ },
    { line: '{"day":1,"contact":{},"order":{}}', says: /line 2 must say the day/ },
    { line: '{"day":1,"refund":{}}', says: /line 2 must say the day/ },
  ])("refuses $line with its line", ({ line, says }) => {
    expect(() => play(line)).toThrow(says);
  });

  it("needs its first day", () => {
    expect(() => parsePlay('{"day":1,"contact":{"id":"c"}}', "live.ndjson")).toThrow(
      /^live\.ndjson begins with when day 0 is/,
    );
  });
});
