import { describe, expect, it } from "vitest";
import { isReply, parsePlay } from "../../../cli/src/dev/play.ts";

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

  it("has who opens, clicks and answers, with the answers as they stand in a form", () => {
    const to = { contact: "ada", message: "Review" };
    const { lines } = play(
      '{"day":1,"open":{"contact":"ada","message":"Review"}}',
      '{"day":1,"click":{"contact":"ada","message":"Review","link":"shop"}}',
      '{"day":1,"answer":{"contact":"ada","message":"Review","answers":{"score":9,"why":"It was late"}}}',
    );
    const moment = { at: at("2026-11-24T07:00:00Z") };
    expect(lines).toEqual([
      { ...moment, ...to, kind: "open" },
      { ...moment, ...to, kind: "click", link: "shop" },
      { ...moment, ...to, kind: "answer", answers: { score: "9", why: "It was late" } },
    ]);
    expect(lines.map(isReply)).toEqual([true, true, true]);
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
    { line: '{"day":1,"open":{"contact":"ada"}}', says: /line 2 must say who and to what, as "open"/ },
    { line: '{"day":1,"click":{"contact":"ada","message":"Hi"}}', says: /line 2 .* as "click": .*"link"/ },
    {
      line: '{"day":1,"answer":{"contact":"ada","message":"Hi","answers":9}}',
      says: /as "answer": .*"answers"/,
    },
  ])("refuses $line with its line", ({ line, says }) => {
    expect(() => play(line)).toThrow(says);
  });

  it("needs its first day", () => {
    expect(() => parsePlay('{"day":1,"contact":{"id":"c"}}', "live.ndjson")).toThrow(
      /^live\.ndjson begins with when day 0 is/,
    );
  });
});
