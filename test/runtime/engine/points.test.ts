import type { Point } from "@trajet/compiler/program";
import { describe, expect, it } from "vitest";
import { resolvePoint } from "../../../runtime/src/engine/calendar.ts";
import { at, constant, day, facts, get, scope } from "./known.ts";

const FRIDAY = "2026-03-27T10:00:00+01:00";
const clock = (time: string) => constant({ time });
const none: Point = { weekday: null, base: null, offset: null, at: null };
const startsAt = (moment: string) =>
  facts({ entry: { kind: "TrialStarted", at: at(FRIDAY), event: { plan: "pro", startsAt: moment } } });

describe("a time of day, a weekday", () => {
  it.each<[string, Partial<Point>, string, string]>([
    ["later today", { at: clock("18:00") }, FRIDAY, "2026-03-27T18:00:00+01:00"],
    ["earlier: tomorrow", { at: clock("9:00") }, FRIDAY, "2026-03-28T09:00:00+01:00"],
    [
      "now: tomorrow, as the next one is strictly after",
      { at: clock("10:00") },
      FRIDAY,
      "2026-03-28T10:00:00+01:00",
    ],
    ["a second ahead", { at: clock("10:00:01") }, FRIDAY, "2026-03-27T10:00:01+01:00"],
    ["monday", { weekday: 1, at: clock("9:00") }, FRIDAY, "2026-03-30T09:00:00+02:00"],
    ["this weekday, later", { weekday: 5, at: clock("11:00") }, FRIDAY, "2026-03-27T11:00:00+01:00"],
    [
      "this weekday, earlier: in a week",
      { weekday: 5, at: clock("9:00") },
      FRIDAY,
      "2026-04-03T09:00:00+02:00",
    ],
    ["this weekday, now: in a week", { weekday: 5, at: clock("10:00") }, FRIDAY, "2026-04-03T10:00:00+02:00"],
    ["sunday, as 7", { weekday: 7, at: clock("9:00") }, FRIDAY, "2026-03-29T09:00:00+02:00"],
    ["a weekday without a time begins", { weekday: 6 }, FRIDAY, "2026-03-28T00:00:00+01:00"],
    ["in the gap of spring", { at: clock("2:30") }, "2026-03-28T10:00:00+01:00", "2026-03-29T03:30:00+02:00"],
    ["in the doubled hour", { at: clock("2:30") }, "2026-10-24T10:00:00+02:00", "2026-10-25T02:30:00+02:00"],
    [
      "between the two: tomorrow",
      { at: clock("2:30") },
      "2026-10-25T02:15:00+01:00",
      "2026-10-26T02:30:00+01:00",
    ],
    ["lowered as a base", { base: clock("18:00") }, FRIDAY, "2026-03-27T18:00:00+01:00"],
  ])("%s", (_, point, from, expected) => {
    const resolved = resolvePoint({ ...none, ...point }, at(from), scope, facts());
    expect(resolved).toEqual({ at: at(expected), passed: false });
  });

  it.each([
    ["America/New_York", "2026-03-27T18:00:00-04:00"],
    ["Australia/Lord_Howe", "2026-03-28T18:00:00+11:00"],
  ])("goes by the clocks of %s", (zone, expected) => {
    const resolved = resolvePoint({ ...none, at: clock("18:00") }, at(FRIDAY), scope, facts({ zone }));
    expect(resolved.at).toBe(at(expected));
  });

  it("goes by the logical time of the run, not by the clock", () => {
    const late = facts({ now: at("2026-05-01T12:00:00+02:00") });
    expect(resolvePoint({ ...none, at: clock("18:00") }, at(FRIDAY), scope, late).at).toBe(
      at("2026-03-27T18:00:00+01:00"),
    );
  });
});

describe("a fixed point", () => {
  const earlierBy = (duration: { days?: number; hours?: number }) =>
    ({ duration: constant({ duration }), direction: "before" }) as const;
  const laterBy = (duration: { days?: number; hours?: number }) =>
    ({ duration: constant({ duration }), direction: "after" }) as const;
  const start = get("entry.event.startsAt");

  it.each<[string, Partial<Point>, string]>([
    ["a date begins", { base: day("2026-12-24") }, "2026-12-24T00:00:00+01:00"],
    ["a date at a time", { base: day("2026-12-24"), at: clock("8:00") }, "2026-12-24T08:00:00+01:00"],
    ["an offset before", { base: start, offset: earlierBy({ days: 1 }) }, "2026-03-30T15:00:00+02:00"],
    [
      "days after over a clock change",
      { base: day("2026-03-28"), offset: laterBy({ days: 1 }), at: clock("9:00") },
      "2026-03-29T09:00:00+02:00",
    ],
    [
      "an offset, then a time of day",
      { base: start, offset: earlierBy({ days: 1 }), at: clock("18:00") },
      "2026-03-30T18:00:00+02:00",
    ],
    ["an exact offset", { base: start, offset: laterBy({ hours: 30 }) }, "2026-04-01T21:00:00+02:00"],
  ])("%s", (_, point, expected) => {
    const known = startsAt("2026-03-31T15:00:00+02:00");
    expect(resolvePoint({ ...none, ...point }, at(FRIDAY), scope, known)).toEqual({
      at: at(expected),
      passed: false,
    });
  });

  it("has passed if it lies before, and is reached if it is this very moment", () => {
    const point: Point = { ...none, base: start };
    const from = at(FRIDAY);
    expect(resolvePoint(point, from, scope, startsAt("2026-03-27T09:59:59+01:00"))).toEqual({
      at: from,
      passed: true,
    });
    expect(resolvePoint(point, from, scope, startsAt(FRIDAY))).toEqual({ at: from, passed: false });
  });

  it("has passed if a value that it needs is missing", () => {
    const from = at(FRIDAY);
    const missing = { at: from, passed: true };
    const renewal: Point = { ...none, base: get("contact.renewal") };
    expect(resolvePoint(renewal, from, scope, facts())).toEqual(missing);
    expect(resolvePoint({ ...none, at: get("contact.best") }, from, scope, facts())).toEqual(missing);
    const offset = { duration: get("contact.patience"), direction: "after" } as const;
    expect(resolvePoint({ ...none, base: day("2026-12-24"), offset }, from, scope, facts())).toEqual(missing);
  });

  it("takes arguments of a fragment", () => {
    const offset = { duration: get("argument.patience"), direction: "after" } as const;
    const names = { arguments: { patience: { type: "duration", duration: { days: 2 } } } } as const;
    const known = { ...facts(), names };
    const resolved = resolvePoint({ ...none, base: day("2026-12-24"), offset }, at(FRIDAY), scope, known);
    expect(resolved.at).toBe(at("2026-12-26T00:00:00+01:00"));
  });
});
