import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { periodBounds } from "../../../runtime/src/engine/calendar.ts";
import { at, HOUR, play } from "./play.ts";

/*
 * Times of day over a year's edges, in zones whose clocks are changed by an hour (Berlin on 29 March and 25 October 2026, New
 * York on 8 March and 1 November), by half an hour (Lord Howe on 5 April and 4 October), at midnight (Cairo on 24 April),
 * and never (Kathmandu, 5 hours 45 minutes ahead).
 */
const BERLIN = "Europe/Berlin";
const NEW_YORK = "America/New_York";
const LORD_HOWE = "Australia/Lord_Howe";
const KATHMANDU = "Asia/Kathmandu";
const CAIRO = "Africa/Cairo";

type Row = readonly [zone: string, steps: string, from: string, ...then: readonly string[]];

/** When a run of these steps got behind each of its suspensions, on the clocks of the zone. */
function moments(zone: string, steps: string, from: string, late = 0, startsAt = from): readonly string[] {
  const now = at(from);
  const journey = `journey J for Newsletter {
    timezone "UTC"
    start when contact does Booked where event.startsAt is set
    ${steps}
  }`;
  const ada = play(journey, { zone, now, late });
  ada.does("Booked", { id: "x", startsAt: new Date(at(startsAt)).toISOString() });
  ada.until(now + 900 * 24 * HOUR);
  const [run] = ada.runs;
  expect(run?.state).toBe("finished");
  const until = ada.journal.flatMap(({ kind, data }) => (kind === "delayed" ? [String(data.until)] : []));
  return until.map((moment) =>
    Temporal.Instant.from(moment)
      .toZonedDateTimeISO(zone)
      .toString({ timeZoneName: "never", smallestUnit: "minute" }),
  );
}

function goesBy(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    test.each(rows.map(([zone, steps, from, ...then]) => ({ zone, steps, from, then })))(
      "$zone: $steps, from $from",
      ({ zone, steps, from, then }) => {
        expect(moments(zone, steps, from)).toEqual(then);
        expect(moments(zone, steps, from, 5 * HOUR), "a slow worker decides alike").toEqual(then);
      },
    );
  });
}

goesBy("in spring, days keep their time and hours are exact", [
  [BERLIN, "delay 1 day", "2026-03-28T12:00+01:00", "2026-03-29T12:00+02:00"],
  [BERLIN, "delay 24 hours", "2026-03-28T12:00+01:00", "2026-03-29T13:00+02:00"],
  [BERLIN, "delay 1 day", "2026-03-28T02:30+01:00", "2026-03-29T03:30+02:00"],
  [BERLIN, "delay 1 week", "2026-03-23T09:00+01:00", "2026-03-30T09:00+02:00"],
  [BERLIN, "delay until 2:30", "2026-03-28T20:00+01:00", "2026-03-29T03:30+02:00"],
  [
    BERLIN,
    "delay until 2:30 delay until 2:30",
    "2026-03-28T20:00+01:00",
    "2026-03-29T03:30+02:00",
    "2026-03-30T02:30+02:00",
  ],
  [NEW_YORK, "delay 1 day", "2026-03-07T12:00-05:00", "2026-03-08T12:00-04:00"],
  [NEW_YORK, "delay 24 hours", "2026-03-07T12:00-05:00", "2026-03-08T13:00-04:00"],
  [NEW_YORK, "delay until sunday at 2:30", "2026-03-02T09:00-05:00", "2026-03-08T03:30-04:00"],
  [NEW_YORK, "delay until 2026-03-08 at 2:00", "2026-03-02T09:00-05:00", "2026-03-08T03:00-04:00"],
  [LORD_HOWE, "delay 1 day", "2026-10-03T12:00+10:30", "2026-10-04T12:00+11:00"],
  [LORD_HOWE, "delay 24 hours", "2026-10-03T12:00+10:30", "2026-10-04T12:30+11:00"],
  [LORD_HOWE, "delay until 2:15", "2026-10-03T20:00+10:30", "2026-10-04T02:45+11:00"],
  [CAIRO, "delay until 2026-04-24", "2026-04-20T12:00+02:00", "2026-04-24T01:00+03:00"],
  [CAIRO, "delay until 0:30", "2026-04-23T12:00+02:00", "2026-04-24T01:30+03:00"],
]);

goesBy("in autumn, the first of two equal times is meant, and it comes once", [
  [BERLIN, "delay 1 day", "2026-10-24T12:00+02:00", "2026-10-25T12:00+01:00"],
  [BERLIN, "delay 24 hours", "2026-10-24T12:00+02:00", "2026-10-25T11:00+01:00"],
  [BERLIN, "delay until 2:30", "2026-10-24T20:00+02:00", "2026-10-25T02:30+02:00"],
  [
    BERLIN,
    "delay until 2:30 delay until 2:30",
    "2026-10-24T20:00+02:00",
    "2026-10-25T02:30+02:00",
    "2026-10-26T02:30+01:00",
  ],
  [BERLIN, "delay 1 hour", "2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00"],
  [BERLIN, "delay 1 day", "2026-10-25T02:30+01:00", "2026-10-26T02:30+01:00"],
  [NEW_YORK, "delay until 1:30", "2026-10-31T20:00-04:00", "2026-11-01T01:30-04:00"],
  [NEW_YORK, "delay until 1:30", "2026-11-01T01:30-04:00", "2026-11-02T01:30-05:00"],
  [NEW_YORK, "delay 2 days", "2026-10-31T08:00-04:00", "2026-11-02T08:00-05:00"],
  [LORD_HOWE, "delay until 1:45", "2026-04-04T20:00+11:00", "2026-04-05T01:45+11:00"],
  [LORD_HOWE, "delay 24 hours", "2026-04-04T12:00+11:00", "2026-04-05T11:30+10:30"],
  [LORD_HOWE, "delay 1 day", "2026-04-04T12:00+11:00", "2026-04-05T12:00+10:30"],
]);

goesBy("at the ends of months, and on 29 February", [
  [BERLIN, "delay 1 month", "2026-01-31T09:00+01:00", "2026-02-28T09:00+01:00"],
  [BERLIN, "delay 1 month", "2028-01-31T09:00+01:00", "2028-02-29T09:00+01:00"],
  [
    BERLIN,
    "delay 1 month delay 1 month",
    "2026-01-31T09:00+01:00",
    "2026-02-28T09:00+01:00",
    "2026-03-28T09:00+01:00",
  ],
  [BERLIN, "delay 2 months", "2026-01-31T09:00+01:00", "2026-03-31T09:00+02:00"],
  [NEW_YORK, "delay 1 year", "2028-02-29T09:00-05:00", "2029-02-28T09:00-05:00"],
  [NEW_YORK, "delay 1 day", "2028-02-28T09:00-05:00", "2028-02-29T09:00-05:00"],
  [NEW_YORK, "delay 1 day", "2026-02-28T23:30-05:00", "2026-03-01T23:30-05:00"],
  [LORD_HOWE, "delay 1 month 1 day", "2026-03-31T09:00+11:00", "2026-05-01T09:00+10:30"],
  // 31 January there, still the 30th in UTC: the month is counted from the 31st.
  [KATHMANDU, "delay 1 month", "2026-01-31T01:00+05:45", "2026-02-28T01:00+05:45"],
  [KATHMANDU, "delay 1 year", "2028-02-29T00:15+05:45", "2029-02-28T00:15+05:45"],
]);

// One instant: Monday, 0:15, in Kathmandu; Sunday, 13:30, in New York; Monday, 5:30, at Lord Howe.
const INSTANT = "2026-03-01T18:30Z";

goesBy("on weekdays, as the week begins on the clocks of the contact", [
  [KATHMANDU, "delay until monday at 9:00", INSTANT, "2026-03-02T09:00+05:45"],
  [KATHMANDU, "delay until sunday at 0:10", INSTANT, "2026-03-08T00:10+05:45"],
  [NEW_YORK, "delay until monday at 9:00", INSTANT, "2026-03-02T09:00-05:00"],
  [NEW_YORK, "delay until sunday at 13:30", INSTANT, "2026-03-08T13:30-04:00"],
  [LORD_HOWE, "delay until monday at 5:30", INSTANT, "2026-03-09T05:30+11:00"],
  [LORD_HOWE, "delay until monday at 5:31", INSTANT, "2026-03-02T05:31+11:00"],
]);

describe("before and after a date of the entry", () => {
  test.each<readonly [zone: string, step: string, startsAt: string, from: string, then: string]>([
    [
      BERLIN,
      "1 day before entry.event.startsAt at 18:00",
      "2026-03-30T09:00+02:00",
      "2026-03-20T12:00+01:00",
      "2026-03-29T18:00+02:00",
    ],
    [
      BERLIN,
      "1 day before entry.event.startsAt",
      "2026-03-29T12:00+02:00",
      "2026-03-20T12:00+01:00",
      "2026-03-28T12:00+01:00",
    ],
    [
      BERLIN,
      "24 hours before entry.event.startsAt",
      "2026-03-29T12:00+02:00",
      "2026-03-20T12:00+01:00",
      "2026-03-28T11:00+01:00",
    ],
    [
      NEW_YORK,
      "1 month before entry.event.startsAt",
      "2026-03-31T09:00-04:00",
      "2026-01-20T12:00-05:00",
      "2026-02-28T09:00-05:00",
    ],
    [
      NEW_YORK,
      "2 hours after entry.event.startsAt",
      "2026-11-01T00:30-04:00",
      "2026-10-20T12:00-04:00",
      "2026-11-01T01:30-05:00",
    ],
    [
      LORD_HOWE,
      "1 week after entry.event.startsAt at 8:00",
      "2026-03-30T09:00+11:00",
      "2026-03-20T12:00+11:00",
      "2026-04-06T08:00+10:30",
    ],
    // The day before, there: it begins on the 30th in Kathmandu, and still on the 29th in UTC.
    [
      KATHMANDU,
      "1 day before entry.event.startsAt at 18:00",
      "2026-03-30T01:00+05:45",
      "2026-03-20T12:00+05:45",
      "2026-03-29T18:00+05:45",
    ],
    [
      KATHMANDU,
      "3 days before entry.event.startsAt",
      "2026-03-30T09:00+05:45",
      "2026-03-29T12:00+05:45",
      "2026-03-29T12:00+05:45",
    ],
  ])("%s: delay until %s, of %s, from %s", (zone, step, startsAt, from, then) => {
    expect(moments(zone, `delay until ${step}`, from, 0, startsAt)).toEqual([then]);
    expect(moments(zone, `delay until ${step}`, from, 5 * HOUR, startsAt)).toEqual([then]);
  });
});

describe("a week begins on the day that the project says, at its first moment there", () => {
  test.each([
    [KATHMANDU, 1, INSTANT, "2026-03-02T00:00+05:45"],
    [KATHMANDU, 7, INSTANT, "2026-03-01T00:00+05:45"],
    [NEW_YORK, 1, INSTANT, "2026-02-23T00:00-05:00"],
    [NEW_YORK, 7, INSTANT, "2026-03-01T00:00-05:00"],
    [NEW_YORK, 7, "2026-03-09T12:00-04:00", "2026-03-08T00:00-05:00"],
    [LORD_HOWE, 1, INSTANT, "2026-03-02T00:00+11:00"],
    [LORD_HOWE, 6, INSTANT, "2026-02-28T00:00+11:00"],
    [CAIRO, 5, "2026-04-25T12:00+03:00", "2026-04-24T01:00+03:00"],
  ])("%s, on day %s, as of %s", (zone, weekStart, now, from) => {
    const week = periodBounds({ period: "to date", unit: "week" }, at(now), zone, weekStart);
    expect(week).toEqual({ from: at(from), to: at(now) });
  });
});
