import type { PeriodOf } from "@trajet/compiler/program";
import { describe, expect, it } from "vitest";
import { periodBounds } from "../../../runtime/src/engine/calendar.ts";
import { boundsSoFar } from "../../../runtime/src/engine/periods.ts";
import { at } from "./known.ts";

const PARIS = "Europe/Paris";
const NOW = "2026-04-01T12:00:00+02:00"; // a Wednesday
const earlier = true as const;

describe("periodBounds", () => {
  it.each<[PeriodOf, string, string, string?]>([
    [{ period: "today" }, "2026-04-01T00:00+02:00", "2026-04-02T00:00+02:00"],
    [{ period: "yesterday" }, "2026-03-31T00:00+02:00", "2026-04-01T00:00+02:00"],
    // 23 hours: the clocks go forward that night.
    [{ period: "yesterday" }, "2026-03-29T00:00+01:00", "2026-03-30T00:00+02:00", "2026-03-30T09:00+02:00"],
    [{ period: "last", unit: "week" }, "2026-03-23T00:00+01:00", "2026-03-30T00:00+02:00"],
    [{ period: "last", unit: "month" }, "2026-03-01T00:00+01:00", "2026-04-01T00:00+02:00"],
    [
      { period: "last", unit: "month" },
      "2028-02-01T00:00+01:00",
      "2028-03-01T00:00+01:00",
      "2028-03-31T00:00+02:00",
    ],
    [{ period: "last", unit: "quarter" }, "2026-01-01T00:00+01:00", "2026-04-01T00:00+02:00"],
    [
      { period: "last", unit: "quarter" },
      "2025-10-01T00:00+02:00",
      "2026-01-01T00:00+01:00",
      "2026-03-31T23:59+02:00",
    ],
    [{ period: "last", unit: "year" }, "2025-01-01T00:00+01:00", "2026-01-01T00:00+01:00"],
    [{ period: "to date", unit: "week" }, "2026-03-30T00:00+02:00", NOW],
    [{ period: "to date", unit: "month" }, "2026-04-01T00:00+02:00", NOW],
    [{ period: "to date", unit: "quarter" }, "2026-04-01T00:00+02:00", NOW],
    [{ period: "to date", unit: "year" }, "2026-01-01T00:00+01:00", NOW],
    [{ period: "rolling", duration: { days: 90 } }, "2026-01-01T12:00+01:00", NOW],
    [{ period: "rolling", duration: { hours: 3 } }, "2026-04-01T09:00+02:00", NOW],
    [
      { period: "rolling", duration: { months: 1 } },
      "2026-02-28T12:00+01:00",
      "2026-03-31T12:00+02:00",
      "2026-03-31T12:00+02:00",
    ],
    // Whole days, the last included.
    [
      { period: "dates", from: "2026-01-01", to: "2026-03-31" },
      "2026-01-01T00:00+01:00",
      "2026-04-01T00:00+02:00",
    ],
    [
      { period: "dates", from: "2028-02-29", to: "2028-02-29" },
      "2028-02-29T00:00+01:00",
      "2028-03-01T00:00+01:00",
    ],
    [
      { period: "last", unit: "quarter", oneYearEarlier: earlier },
      "2025-01-01T00:00+01:00",
      "2025-04-01T00:00+02:00",
    ],
    [
      { period: "last", unit: "month", oneYearEarlier: earlier },
      "2025-03-01T00:00+01:00",
      "2025-04-01T00:00+02:00",
    ],
    [
      { period: "to date", unit: "year", oneYearEarlier: earlier },
      "2025-01-01T00:00+01:00",
      "2025-04-01T12:00+02:00",
    ],
    [
      { period: "rolling", duration: { days: 90 }, oneYearEarlier: earlier },
      "2025-01-01T12:00+01:00",
      "2025-04-01T12:00+02:00",
    ],
    // 29 February a year earlier is the 28th, and the month is still the whole one.
    [
      { period: "to date", unit: "month", oneYearEarlier: earlier },
      "2027-02-01T00:00+01:00",
      "2027-02-28T09:00+01:00",
      "2028-02-29T09:00+01:00",
    ],
    // A week stays a week from Monday: 52 weeks earlier.
    [
      { period: "last", unit: "week", oneYearEarlier: earlier },
      "2025-03-24T00:00+01:00",
      "2025-03-31T00:00+02:00",
    ],
    [
      { period: "to date", unit: "week", oneYearEarlier: earlier },
      "2025-03-31T00:00+02:00",
      "2025-04-02T12:00+02:00",
    ],
  ])("%j is %s to %s", (period, from, to, now = NOW) => {
    expect(periodBounds(period, at(now), PARIS, 1)).toEqual({ from: at(from), to: at(to) });
  });

  it("has no ends for all time", () => {
    expect(periodBounds({ period: "all time" }, at(NOW), PARIS, 1)).toEqual({ from: null, to: null });
  });

  it.each([
    ["monday", 1, "2026-03-30"],
    ["wednesday", 3, "2026-04-01"],
    ["saturday", 6, "2026-03-28"],
    ["sunday", 7, "2026-03-29"],
  ])("begins a week that starts on %s (%i) on %s", (_, weekStart, from) => {
    const { from: found } = periodBounds({ period: "to date", unit: "week" }, at(NOW), "UTC", weekStart);
    expect(found).toBe(at(`${from}T00:00Z`));
  });

  it.each([
    // Where the new year has begun decides which year was the last.
    ["Australia/Lord_Howe", "2025-12-31T14:00:00Z", "2024-12-31T13:00:00Z", "2025-12-31T13:00:00Z"],
    ["America/New_York", "2026-01-01T04:00:00Z", "2024-01-01T05:00:00Z", "2025-01-01T05:00:00Z"],
  ])("goes by the clocks of %s", (zone, now, from, to) => {
    const bounds = periodBounds({ period: "last", unit: "year" }, at(now), zone, 1);
    expect(bounds).toEqual({ from: at(from), to: at(to) });
  });

  it("knows the week of a year's end", () => {
    // 1 January 2027 is a Friday, in the week that began on 28 December.
    const bounds = periodBounds({ period: "to date", unit: "week" }, at("2027-01-01T10:00Z"), "UTC", 1);
    expect(bounds.from).toBe(at("2026-12-28T00:00Z"));
  });
});

describe("boundsSoFar", () => {
  it("lets what happens at this very millisecond into a period that ends now, and into no other", () => {
    const to = (period: PeriodOf) => boundsSoFar(period, at(NOW), PARIS, 1).to;
    expect(to({ period: "rolling", duration: { days: 1 } })).toBe(at(NOW) + 1);
    expect(to({ period: "to date", unit: "year" })).toBe(at(NOW) + 1);
    expect(to({ period: "to date", unit: "year", oneYearEarlier: true })).toBe(at("2025-04-01T12:00+02:00"));
    const monday = at("2026-03-30T00:00+02:00");
    expect(boundsSoFar({ period: "last", unit: "week" }, monday, PARIS, 1).to).toBe(monday);
  });
});
