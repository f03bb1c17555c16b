import type { DateOf, Duration, Expr, Recurrence } from "@trajet/compiler/program";
import { describe, expect, test } from "vitest";
import type { Facts } from "../../../runtime/src/engine/facts.ts";
import { isMeant, nextOccasion, occasionsBetween } from "../../../runtime/src/engine/occasions.ts";

const ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"];
const scope = { fields: { birthday: { type: "date" }, since: { type: "moment" } } } as const;
const constantDate = (date: string): Expr => ({ op: "constant", value: { date } });
const nine: Expr = { op: "constant", value: { time: "09:00" } };
const field = (name: string): Expr => ({ op: "get", root: "contact", path: [name] });
const moved = (base: Expr, duration: Duration, direction: "before" | "after"): DateOf => ({
  base,
  offset: { duration, direction },
});
const local = (zone: string, at: number): string =>
  new Date(at).toLocaleString("sv-SE", { timeZone: zone }).slice(0, 16);

/** The local moments of the first occasions after one. */
function first(on: Recurrence, zone: string, after: string, count = 4): string[] {
  const moments: string[] = [];
  let at = Date.parse(after);
  for (let index = 0; index < count; index += 1) {
    const next = nextOccasion({ on, at: nine }, scope, zone, at);
    if (next === null) break;
    expect(local(zone, next.at).slice(0, 10)).toBe(next.date);
    moments.push(local(zone, next.at));
    at = next.at;
  }
  return moments;
}

describe.each(ZONES)("occasions in %s", (zone) => {
  test("every day at 9:00 is at 9:00 through a change of the clocks", () => {
    // The clocks change in all three zones between these days, forward or back, and back or forward in autumn.
    for (const [from, days] of [
      ["2026-03-05T00:00:00Z", 40],
      ["2026-09-30T00:00:00Z", 40],
    ] as const) {
      const moments = first({ every: "day" }, zone, from, days);
      expect(new Set(moments.map((one) => one.slice(11)))).toEqual(new Set(["09:00"]));
      expect(new Set(moments.map((one) => one.slice(0, 10))).size).toBe(days);
    }
  });

  test("weekdays, and weeks counted from a day", () => {
    const mondays = { every: "weekdays", days: [1, 4] } as const;
    expect(first(mondays, zone, "2026-03-04T12:00:00Z")).toEqual([
      "2026-03-05 09:00",
      "2026-03-09 09:00",
      "2026-03-12 09:00",
      "2026-03-16 09:00",
    ]);
    const fortnight = { every: "interval", count: 2, unit: "week", from: "2026-01-05" } as const;
    expect(first(fortnight, zone, "2026-03-17T12:00:00Z", 2)).toEqual([
      "2026-03-30 09:00",
      "2026-04-13 09:00",
    ]);
    expect(first(fortnight, zone, "2025-03-17T12:00:00Z", 1)).toEqual(["2026-01-05 09:00"]);
  });

  test("a day that a month lacks is its last, and the day comes back afterwards", () => {
    const months = { every: "interval", count: 1, unit: "month", from: "2026-01-31" } as const;
    expect(first(months, zone, "2026-01-31T23:00:00Z", 3)).toEqual([
      "2026-02-28 09:00",
      "2026-03-31 09:00",
      "2026-04-30 09:00",
    ]);
    expect(first({ every: "month", day: 31 }, zone, "2028-02-01T12:00:00Z", 2)).toEqual([
      "2028-02-29 09:00",
      "2028-03-31 09:00",
    ]);
    expect(first({ every: "month", day: "last" }, zone, "2026-02-01T12:00:00Z", 2)).toEqual([
      "2026-02-28 09:00",
      "2026-03-31 09:00",
    ]);
  });

  test("a fixed date comes once, or every year, over the turn of a year too", () => {
    const christmas: DateOf = { base: constantDate("2026-12-24"), offset: null };
    expect(first({ every: "once", date: christmas }, zone, "2026-03-01T12:00:00Z")).toEqual([
      "2026-12-24 09:00",
    ]);
    expect(first({ every: "once", date: christmas }, zone, "2027-03-01T12:00:00Z")).toEqual([]);
    const after = moved(constantDate("2026-12-24"), { weeks: 2 }, "after");
    expect(first({ every: "year", date: after }, zone, "2027-01-01T12:00:00Z", 2)).toEqual([
      "2027-01-07 09:00",
      "2028-01-07 09:00",
    ]);
    const leap: DateOf = { base: constantDate("2024-02-29"), offset: null };
    expect(first({ every: "year", date: leap }, zone, "2027-01-01T12:00:00Z", 2)).toEqual([
      "2027-02-28 09:00",
      "2028-02-29 09:00",
    ]);
  });

  test("between two moments: after the first, up to the second", () => {
    const daily = { on: { every: "day" }, at: nine } as const;
    const [start] = occasionsBetween(daily, scope, zone, 0, 2 * 86_400_000);
    const at = start?.at ?? 0;
    expect(occasionsBetween(daily, scope, zone, at, at + 86_400_000)).toHaveLength(1);
    expect(occasionsBetween(daily, scope, zone, at - 1, at + 86_400_000)).toHaveLength(2);
  });

  const meant = (on: Recurrence, date: string, fields: object): boolean => {
    const facts = { now: 0, zone, contact: { id: "ada", fields } } as unknown as Facts;
    return isMeant(on, date, scope, facts);
  };

  test("a birthday of 29 February is the 28th in other years", () => {
    const birthday = { every: "year", date: { base: field("birthday"), offset: null } } as const;
    expect(meant(birthday, "2027-02-28", { birthday: "2004-02-29" })).toBe(true);
    expect(meant(birthday, "2028-02-28", { birthday: "2004-02-29" })).toBe(false);
    expect(meant(birthday, "2028-02-29", { birthday: "2004-02-29" })).toBe(true);
    expect(meant(birthday, "2027-03-01", {})).toBe(false);
  });

  test("days before a date of one's own, in the year before too", () => {
    const before = moved(field("birthday"), { days: 3 }, "before");
    expect(meant({ every: "year", date: before }, "2026-12-30", { birthday: "1990-01-02" })).toBe(true);
    expect(meant({ every: "once", date: before }, "2026-12-30", { birthday: "2027-01-02" })).toBe(true);
    expect(meant({ every: "once", date: before }, "2025-12-30", { birthday: "2027-01-02" })).toBe(false);
  });

  test("a moment is the date that it has in the zone", () => {
    const on = { every: "year", date: { base: field("since"), offset: null } } as const;
    const since = "2020-06-15T13:30:00Z";
    expect(meant(on, `2026-${local(zone, Date.parse(since)).slice(5, 10)}`, { since })).toBe(true);
    expect(meant(on, "2026-06-17", { since })).toBe(false);
  });
});
