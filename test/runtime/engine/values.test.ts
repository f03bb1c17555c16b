import type { ValueType } from "@trajet/compiler/program";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../../../runtime/src/engine/facts.ts";
import { formatDuration, parseDuration } from "../../../runtime/src/engine/iso-duration.ts";
import { decode, decodeField, encode, ofConstant, ValueError } from "../../../runtime/src/engine/values.ts";
import { decodePath } from "../../../runtime/src/engine/wire.ts";
import { at, scope } from "./known.ts";

const SEAT: ValueType = {
  type: "record",
  fields: { row: { type: "number" }, letter: { type: "text", optional: true } },
};

describe("decode and encode", () => {
  it.each<[ValueType, Json, unknown, Json?]>([
    [{ type: "text" }, "", ""],
    [{ type: "number" }, 1.5, 1.5],
    [{ type: "boolean" }, false, false],
    [
      { type: "money" },
      { amount: "49.90", currency: "EUR" },
      { type: "money", amount: "49.90", currency: "EUR" },
    ],
    [{ type: "date" }, "2028-02-29", { type: "date", date: "2028-02-29" }],
    [{ type: "time" }, "9:00", { type: "time", time: "09:00" }, "09:00"],
    [{ type: "time" }, "18:30:15", { type: "time", time: "18:30:15" }],
    [
      { type: "moment" },
      "2026-12-24T18:00:00+01:00",
      { type: "moment", at: at("2026-12-24T17:00:00Z") },
      "2026-12-24T17:00:00Z",
    ],
    [
      { type: "moment" },
      "2026-12-24T17:00:00.123456Z",
      { type: "moment", at: at("2026-12-24T17:00:00.123Z") },
      "2026-12-24T17:00:00.123Z",
    ],
    [
      { type: "duration" },
      "P1Y2M3W4DT5H6M7.5S",
      {
        type: "duration",
        duration: { years: 1, months: 2, weeks: 3, days: 4, hours: 5, minutes: 6, seconds: 7.5 },
      },
    ],
    [{ type: "enum", values: ["free", "pro"] }, "pro", "pro"],
    [{ type: "timezone" }, "Australia/Lord_Howe", "Australia/Lord_Howe"],
    [{ type: "text", list: true }, ["a", "b"], ["a", "b"]],
    [{ type: "text", list: true }, null, [], []],
    [{ type: "text", list: true, optional: true }, null, null],
    [{ type: "text", optional: true }, null, null],
  ])("%j: %j", (type, json, value, again = json) => {
    expect(decode(type, json)).toEqual(value);
    expect(encode(decode(type, json))).toEqual(again);
  });

  it("reads records by their members, and writes them back", () => {
    const value = decode({ ...SEAT, list: true }, [{ row: 3, letter: "C", unknown: 1 }, { row: 4 }]);
    expect(encode(value)).toEqual([
      { row: 3, letter: "C" },
      { row: 4, letter: null },
    ]);
  });

  it("reads a member under the name by which it arrives", () => {
    const row: ValueType & { readonly wireName: string } = { type: "number", wireName: "row-no" };
    const named: ValueType = { type: "record", fields: { row } };
    expect(decodePath(named, { "row-no": 3 }, ["row"])).toBe(3);
    expect(encode(decode(named, { "row-no": 3 }))).toEqual({ row: 3 });
  });

  it.each<[ValueType, Json, RegExp]>([
    [{ type: "number" }, "7", /expected a number, found "7"/],
    [{ type: "text" }, 7, /expected a text, found 7/],
    [{ type: "boolean" }, "true", /expected true or false/],
    [{ type: "money" }, 49.9, /\{ "amount": "49.90", "currency": "EUR" \}/],
    [{ type: "money" }, { amount: 49.9, currency: "EUR" }, /the amount as a text/],
    [{ type: "money" }, { amount: "1e3", currency: "EUR" }, /the amount as a text/],
    [{ type: "money" }, { amount: "5", currency: "eur" }, /three capitals/],
    [{ type: "date" }, "2026-02-29", /"2026-02-29" is not a date/],
    [{ type: "date" }, "24.12.2026", /write it as 2026-12-24/],
    [{ type: "time" }, "24:00", /from 0:00 to 23:59:59/],
    [{ type: "time" }, "9", /not a time of day/],
    [{ type: "moment" }, "2026-12-24T18:00:00", /with an offset/],
    [{ type: "moment" }, "2026-13-24T18:00:00Z", /is not a moment/],
    [{ type: "duration" }, "3 days", /ISO 8601/],
    [{ type: "duration" }, "PT", /ISO 8601/],
    [{ type: "enum", values: ["free", "pro"] }, "gold", /one of "free", "pro", found "gold"/],
    [{ type: "email" }, "ana at shop", /expected an address/],
    [{ type: "email" }, "a@shop.example\nBcc: b@shop.example", /expected an address/],
    [{ type: "url" }, "shop", /expected a URL/],
    [{ type: "timezone" }, "Paris", /Europe\/Paris/],
    [{ type: "timezone" }, "+01:00", /Europe\/Paris/],
    [{ type: "text", list: true }, "a", /expected a list/],
    [{ ...SEAT, list: true }, [{ row: 1 }, { row: "2" }], /"\[1\]\.row": expected a number/],
    [{ ...SEAT, list: true }, [{ letter: "C" }], /"\[0\]\.row" is missing/],
    [SEAT, [], /expected an object/],
  ])("%j refuses %j", (type, json, problem) => {
    expect(() => decode(type, json)).toThrow(ValueError);
    expect(() => decode(type, json)).toThrow(problem);
  });

  it("takes what was stored under an earlier declaration", () => {
    expect(decode({ type: "enum", values: ["free"] }, "gold", "stored")).toBe("gold");
    expect(encode(decode(SEAT, {}, "stored"))).toEqual({ row: null, letter: null });
    expect(() => decode({ type: "number" }, "7", "stored")).toThrow(ValueError);
  });

  it("keeps records apart from what JavaScript objects bring along", () => {
    const own: ValueType = { type: "text", optional: true };
    const value = decode({ type: "record", fields: Object.fromEntries([["constructor", own]]) }, {});
    expect(encode(value)).toEqual({ constructor: null });
    expect(() => decodePath(SEAT, {}, ["toString"])).toThrow(/no "toString"/);
  });
});

describe("decodeField", () => {
  it("knows the built-in fields and the audience's own", () => {
    expect(decodeField(scope, "email", "ana@shop.example")).toBe("ana@shop.example");
    expect(decodeField(scope, "createdAt", "2026-01-01T00:00:00Z")).toEqual({
      type: "moment",
      at: at("2026-01-01T00:00:00Z"),
    });
    expect(decodeField(scope, "favorites", null)).toEqual([]);
    expect(decodeField(scope, "city", null)).toBeNull();
  });

  it("names the field that it does not know, and the one that is stored wrongly", () => {
    expect(() => decodeField(scope, "toString", "x")).toThrow(/field "toString"/);
    expect(() => decodeField(scope, "points", "many")).toThrow(
      /field "points": expected a number, found "many"/,
    );
  });
});

describe("durations by ISO 8601", () => {
  it.each([
    [{}, "PT0S"],
    [{ days: 3 }, "P3D"],
    [{ hours: 1, minutes: 30 }, "PT1H30M"],
    [{ weeks: 1, seconds: 0.25 }, "P1WT0.25S"],
    [{ days: -3 }, "P-3D"],
    [{ seconds: 1e-7 }, "PT0.0000001S"],
  ])("%j is %s", (duration, text) => {
    expect(formatDuration(duration)).toBe(text);
  });

  it("comes back from its text", () => {
    const amount = fc
      .integer({ min: -500, max: 500 })
      .map((hundredths) => hundredths / 4)
      .filter((n) => n !== 0);
    const duration = fc.record(
      {
        years: amount,
        months: amount,
        weeks: amount,
        days: amount,
        hours: amount,
        minutes: amount,
        seconds: amount,
      },
      { requiredKeys: ["days"] },
    );
    fc.assert(
      fc.property(duration, (one) => {
        expect(parseDuration(formatDuration(one))).toEqual(one);
      }),
    );
  });
});

it("tells constants from texts that look like them", () => {
  expect(ofConstant("2026-12-24")).toBe("2026-12-24");
  expect(ofConstant({ date: "2026-12-24" })).toEqual({ type: "date", date: "2026-12-24" });
  expect(ofConstant({ time: "9:00" })).toEqual({ type: "time", time: "09:00" });
  expect(ofConstant({ money: "5", currency: "EUR" })).toEqual({
    type: "money",
    amount: "5",
    currency: "EUR",
  });
  expect(ofConstant(["a", { duration: { days: 1 } }])).toEqual([
    "a",
    { type: "duration", duration: { days: 1 } },
  ]);
});
