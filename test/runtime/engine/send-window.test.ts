import { describe, expect, test } from "vitest";
import { type Hours, windowAt } from "../../../runtime/src/engine/send-window.ts";
import { at } from "./known.ts";

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const WEEKDAYS = [1, 2, 3, 4, 5];
const hours = (from: string, to: string, days: readonly number[] = EVERY_DAY): Hours => ({ from, to, days });
const DAY = hours("09:00", "20:00");
const NIGHT = hours("22:00", "06:00");

/** What is said of each moment: `+` open until, `-` closed until. */
const CASES: readonly [string, string, Hours, string, string][] = [
  ["open", "Europe/Paris", DAY, "2026-03-26T10:00+01:00", "+2026-03-26T20:00+01:00"],
  ["it opens sharp", "Europe/Paris", DAY, "2026-03-26T09:00+01:00", "+2026-03-26T20:00+01:00"],
  ["it closes sharp", "Europe/Paris", DAY, "2026-03-26T20:00+01:00", "-2026-03-27T09:00+01:00"],
  ["before it opens", "Europe/Paris", DAY, "2026-03-26T08:59:59+01:00", "-2026-03-26T09:00+01:00"],
  [
    "over a weekend",
    "Europe/Paris",
    hours("09:00", "20:00", WEEKDAYS),
    "2026-03-27T20:00+01:00",
    "-2026-03-30T09:00+02:00",
  ],
  [
    "on its only day",
    "Europe/Paris",
    hours("09:00", "20:00", [5]),
    "2026-03-27T20:00+01:00",
    "-2026-04-03T09:00+02:00",
  ],
  ["a night, before midnight", "Europe/Paris", NIGHT, "2026-03-26T23:00+01:00", "+2026-03-27T06:00+01:00"],
  ["a night, behind midnight", "Europe/Paris", NIGHT, "2026-03-27T05:00+01:00", "+2026-03-27T06:00+01:00"],
  ["by day, a night", "Europe/Paris", NIGHT, "2026-03-27T06:00+01:00", "-2026-03-27T22:00+01:00"],
  [
    "a night belongs to the day on which it began: Saturday's early hours are Friday's",
    "Europe/Paris",
    hours("22:00", "06:00", [5]),
    "2026-03-28T05:00+01:00",
    "+2026-03-28T06:00+01:00",
  ],
  [
    "the same, the night before",
    "Europe/Paris",
    hours("22:00", "06:00", [5]),
    "2026-03-27T05:00+01:00",
    "-2026-03-27T22:00+01:00",
  ],
  [
    "up to midnight",
    "Europe/Paris",
    hours("08:30", "00:00"),
    "2026-03-26T23:59+01:00",
    "+2026-03-27T00:00+01:00",
  ],
  [
    "up to midnight, at midnight",
    "Europe/Paris",
    hours("08:30", "00:00"),
    "2026-03-27T00:00+01:00",
    "-2026-03-27T08:30+01:00",
  ],
  [
    "all of Saturday and Sunday, without a gap at midnight",
    "Europe/Paris",
    hours("00:00", "00:00", [6, 7]),
    "2026-03-28T12:00+01:00",
    "+2026-03-30T00:00+02:00",
  ],
  // Spring: the clocks of Paris skip 2:00 to 3:00 on 29 March, those of New York on 8 March, of Lord Howe half an hour on 4 October.
  ["9:00 stays 9:00 in spring", "Europe/Paris", DAY, "2026-03-28T20:00+01:00", "-2026-03-29T09:00+02:00"],
  ["in New York", "America/New_York", DAY, "2026-03-07T20:00-05:00", "-2026-03-08T09:00-04:00"],
  [
    "on Lord Howe, by half an hour",
    "Australia/Lord_Howe",
    DAY,
    "2026-10-03T20:00+10:30",
    "-2026-10-04T09:00+11:00",
  ],
  [
    "a time that is skipped moves by the gap",
    "Europe/Paris",
    hours("02:30", "05:00"),
    "2026-03-29T01:59+01:00",
    "-2026-03-29T03:30+02:00",
  ],
  [
    "hours inside the gap do not open that day",
    "Europe/Paris",
    hours("02:15", "02:45"),
    "2026-03-28T12:00+01:00",
    // They moved to 3:15 and 3:45, as every other time does.
    "-2026-03-29T03:15+02:00",
  ],
  [
    "hours that begin in the gap and end at its end do not open that day",
    "Europe/Paris",
    hours("02:30", "03:00"),
    "2026-03-28T12:00+01:00",
    "-2026-03-30T02:30+02:00",
  ],
  // Autumn: the hour from 2:00 to 3:00 of 25 October comes twice in Paris, that from 1:00 to 2:00 of 1 November in New York.
  ["9:00 stays 9:00 in autumn", "Europe/Paris", DAY, "2026-10-24T20:00+02:00", "-2026-10-25T09:00+01:00"],
  [
    "of an end that comes twice the first counts",
    "Europe/Paris",
    hours("01:00", "02:30"),
    "2026-10-25T02:29+02:00",
    "+2026-10-25T02:30+02:00",
  ],
  [
    "and the second finds it closed",
    "Europe/Paris",
    hours("01:00", "02:30"),
    "2026-10-25T02:10+01:00",
    "-2026-10-26T01:00+01:00",
  ],
  [
    "a beginning that comes twice is the first one",
    "America/New_York",
    hours("01:30", "03:00"),
    "2026-11-01T01:10-04:00",
    "-2026-11-01T01:30-04:00",
  ],
  ["a leap day is a day", "Europe/Paris", DAY, "2028-02-28T21:00+01:00", "-2028-02-29T09:00+01:00"],
  ["a year's end", "Europe/Paris", DAY, "2026-12-31T21:00+01:00", "-2027-01-01T09:00+01:00"],
];

describe("the hours in which messages may leave", () => {
  test.each(CASES)("%s (%s)", (_, zone, window, moment, said) => {
    const state = windowAt(window, at(moment), zone);
    const until = at(said.slice(1));
    expect(state).toEqual(
      said.startsWith("+") ? { open: true, closes: until } : { open: false, opens: until },
    );
  });

  test("are refused where they never open", () => {
    for (const never of [hours("08:00", "08:00"), hours("09:00", "20:00", [])]) {
      expect(() => windowAt(never, at("2026-03-26T10:00Z"), "UTC")).toThrow("never open");
    }
  });

  test("are always told the next change: nothing is open behind the end, or closed behind the opening", () => {
    for (const zone of ["Europe/Paris", "America/New_York", "Australia/Lord_Howe"]) {
      for (const window of [DAY, NIGHT, hours("01:45", "02:15"), hours("02:30", "03:00", [7])]) {
        let now = at("2026-01-01T00:00Z");
        let before: boolean | undefined;
        while (now < at("2027-01-01T00:00Z")) {
          const state = windowAt(window, now, zone);
          expect(state.open, `${zone} at ${new Date(now).toISOString()}`).not.toBe(before);
          before = state.open;
          now = state.open ? state.closes : state.opens;
        }
      }
    }
  });
});
