import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { addDuration, dateIn, subtractDuration } from "../../../runtime/src/engine/calendar.ts";
import { startOfDate, wholeDays } from "../../../runtime/src/engine/zoned.ts";
import { at } from "./known.ts";

const PARIS = "Europe/Paris";
const NEW_YORK = "America/New_York";
const LORD_HOWE = "Australia/Lord_Howe";

describe("addDuration", () => {
  it.each([
    // Days keep the time of day over a clock change, hours are exact.
    [PARIS, "2026-03-28T09:00:00+01:00", { days: 1 }, "2026-03-29T09:00:00+02:00"],
    [PARIS, "2026-03-28T09:00:00+01:00", { hours: 24 }, "2026-03-29T10:00:00+02:00"],
    [PARIS, "2026-10-24T09:00:00+02:00", { days: 1 }, "2026-10-25T09:00:00+01:00"],
    [PARIS, "2026-10-24T09:00:00+02:00", { hours: 24 }, "2026-10-25T08:00:00+01:00"],
    [NEW_YORK, "2026-03-07T09:00:00-05:00", { weeks: 1 }, "2026-03-14T09:00:00-04:00"],
    [NEW_YORK, "2026-10-31T09:00:00-04:00", { days: 1 }, "2026-11-01T09:00:00-05:00"],
    [LORD_HOWE, "2026-04-04T09:00:00+11:00", { days: 1 }, "2026-04-05T09:00:00+10:30"],
    [LORD_HOWE, "2026-10-03T09:00:00+10:30", { days: 1 }, "2026-10-04T09:00:00+11:00"],
    // A local time in the gap moves forward by the gap: an hour, at Lord Howe half of one.
    [PARIS, "2026-03-28T02:30:00+01:00", { days: 1 }, "2026-03-29T03:30:00+02:00"],
    [NEW_YORK, "2026-03-07T02:30:00-05:00", { days: 1 }, "2026-03-08T03:30:00-04:00"],
    [LORD_HOWE, "2026-10-03T02:10:00+10:30", { days: 1 }, "2026-10-04T02:40:00+11:00"],
    // Of a local time that comes twice, the first.
    [PARIS, "2026-10-24T02:30:00+02:00", { days: 1 }, "2026-10-25T02:30:00+02:00"],
    [NEW_YORK, "2026-10-31T01:30:00-04:00", { days: 1 }, "2026-11-01T01:30:00-04:00"],
    [LORD_HOWE, "2026-04-04T01:45:00+11:00", { days: 1 }, "2026-04-05T01:45:00+11:00"],
    // Nothing, and minutes, leave a moment in the second of the two hours where it is.
    [PARIS, "2026-10-25T02:30:00+01:00", {}, "2026-10-25T02:30:00+01:00"],
    [PARIS, "2026-10-25T02:30:00+01:00", { minutes: 5 }, "2026-10-25T02:35:00+01:00"],
    // A day that the month lacks is its last.
    ["UTC", "2026-01-31T12:00:00Z", { months: 1 }, "2026-02-28T12:00:00Z"],
    ["UTC", "2028-01-31T12:00:00Z", { months: 1 }, "2028-02-29T12:00:00Z"],
    ["UTC", "2028-02-29T12:00:00Z", { years: 1 }, "2029-02-28T12:00:00Z"],
    ["UTC", "2028-02-29T12:00:00Z", { years: 4 }, "2032-02-29T12:00:00Z"],
    ["UTC", "2026-03-31T12:00:00Z", { months: 1, days: 1 }, "2026-05-01T12:00:00Z"],
    // Calendar units first, the clock's units behind them.
    [PARIS, "2026-03-28T01:00:00+01:00", { days: 1, hours: 1 }, "2026-03-29T03:00:00+02:00"],
    // Fractions go on in the next unit.
    ["UTC", "2026-01-01T00:00:00Z", { years: 0.5 }, "2026-07-01T00:00:00Z"],
    ["UTC", "2026-01-01T00:00:00Z", { weeks: 1.5 }, "2026-01-11T12:00:00Z"],
    ["UTC", "2026-01-01T00:00:00Z", { seconds: 0.5 }, "2026-01-01T00:00:00.500Z"],
  ])("%s: %s + %j = %s", (zone, from, duration, expected) => {
    expect(addDuration(at(from), duration, zone)).toBe(at(expected));
  });

  it("is what the calendar says, also where it need not be asked", () => {
    const zones = [
      PARIS,
      NEW_YORK,
      LORD_HOWE,
      "UTC",
      "Asia/Kolkata",
      "Pacific/Apia",
      "Africa/Monrovia",
      "America/Sao_Paulo",
    ];
    const asked = fc.record({
      zone: fc.constantFrom(...zones),
      // Around the turns of the clocks of 2026, on the hours at which they are set, and anywhere.
      from: fc.oneof(
        fc.integer({ min: Date.parse("1900-01-01T00:00:00Z"), max: Date.parse("2100-01-01T00:00:00Z") }),
        fc
          .integer({ min: 0, max: 400 * 24 * 4 })
          .map((n) => Date.parse("2026-01-01T00:00:00Z") + n * 900_000),
      ),
      days: fc.integer({ min: -400, max: 400 }),
      hours: fc.integer({ min: 0, max: 50 }),
    });
    fc.assert(
      fc.property(asked, ({ zone, from, days, hours }) => {
        const local = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).toPlainDateTime();
        const moved = days === 0 ? from : local.add({ days }).toZonedDateTime(zone).epochMilliseconds;
        expect(addDuration(from, { days, hours }, zone)).toBe(moved + hours * 3_600_000);
      }),
      { numRuns: 3_000 },
    );
  });

  it("never goes back when more is added, in any zone and on any day", () => {
    const units = fc.record({
      months: fc.integer({ min: 0, max: 30 }),
      days: fc.integer({ min: 0, max: 400 }),
      minutes: fc.integer({ min: 0, max: 3000 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: at("2020-01-01T00:00:00Z"), max: at("2040-01-01T00:00:00Z") }),
        units,
        fc.integer({ min: 0, max: 40 }),
        fc.constantFrom(PARIS, NEW_YORK, LORD_HOWE),
        (from, duration, more, zone) => {
          const later = addDuration(from, duration, zone);
          expect(later).toBeGreaterThanOrEqual(from);
          expect(addDuration(from, { ...duration, days: duration.days + more }, zone)).toBeGreaterThanOrEqual(
            later,
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("subtractDuration", () => {
  it.each([
    [PARIS, "2026-03-29T10:00:00+02:00", { days: 1 }, "2026-03-28T10:00:00+01:00"],
    [PARIS, "2026-03-29T10:00:00+02:00", { hours: 24 }, "2026-03-28T09:00:00+01:00"],
    ["UTC", "2026-03-31T12:00:00Z", { months: 1 }, "2026-02-28T12:00:00Z"],
    ["UTC", "2028-03-31T12:00:00Z", { months: 1 }, "2028-02-29T12:00:00Z"],
    ["UTC", "2026-03-01T00:00:00Z", { weeks: 1, hours: 1 }, "2026-02-21T23:00:00Z"],
  ])("%s: %s - %j = %s", (zone, from, duration, expected) => {
    expect(subtractDuration(at(from), duration, zone)).toBe(at(expected));
  });
});

describe("dates in a zone", () => {
  it.each([
    [PARIS, "2026-03-26T23:30:00Z", "2026-03-27"],
    [NEW_YORK, "2026-03-27T03:30:00Z", "2026-03-26"],
    [LORD_HOWE, "2026-03-27T13:30:00Z", "2026-03-28"],
  ])("in %s, %s is on %s", (zone, moment, expected) => {
    expect(dateIn(zone, at(moment))).toBe(expected);
  });

  it("starts a day at its first moment, also where the clocks skip midnight", () => {
    expect(startOfDate("2026-03-29", PARIS)).toBe(at("2026-03-29T00:00:00+01:00"));
    // Beirut goes from 0:00 to 1:00.
    expect(startOfDate("2026-03-29", "Asia/Beirut")).toBe(at("2026-03-29T01:00:00+03:00"));
  });

  it.each([
    ["2026-03-28T09:00:00+01:00", "2026-03-29T09:00:00+02:00", 1],
    ["2026-03-28T09:00:00+01:00", "2026-03-29T08:59:59+02:00", 0],
    ["2026-03-26T23:00:00+01:00", "2026-03-27T01:00:00+01:00", 0],
    ["2026-01-27T10:00:00+01:00", "2026-03-27T10:00:00+01:00", 59],
  ])("counts whole days from %s to %s: %i", (from, to, expected) => {
    expect(wholeDays(at(from), at(to), PARIS)).toBe(expected);
  });
});
