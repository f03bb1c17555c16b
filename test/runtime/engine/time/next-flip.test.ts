import type { Duration, Expr, History, PeriodOf, Trigger } from "@trajet/compiler/program";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { truth } from "../../../../runtime/src/engine/evaluate.ts";
import type { Facts, PastEvent } from "../../../../runtime/src/engine/facts.ts";
import { nextFlip } from "../../../../runtime/src/engine/time/next-flip.ts";
import { addDuration, dateIn, startOfDate } from "../../../../runtime/src/engine/zoned.ts";
import { facts, order } from "../known.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (text: string): number => Date.parse(text);
const SCOPE = {
  fields: {
    renewal: { type: "moment", optional: true },
    birthday: { type: "date", optional: true },
    points: { type: "number" },
  },
} as const;

const buys: Trigger = { on: "buys", goods: { kind: "any" }, store: null, where: null };
const bought = (more: Partial<History> = {}): Expr => ({
  op: "history",
  history: {
    trigger: buys,
    times: { bound: "at least", count: 1 },
    in: null,
    within: null,
    since: null,
    before: null,
    ...more,
  },
});
const get = (name: string): Expr => ({ op: "get", root: "contact", path: [name] });
const long = (duration: Duration): Expr => ({ op: "constant", value: { duration } });
const count = (value: number): Expr => ({ op: "constant", value });

describe("the next moment at which time alone changes a condition", () => {
  const known = (more: Parameters<typeof facts>[0] = {}) =>
    facts({ now: at("2026-03-10T09:00:00Z"), zone: "Europe/Paris", ...more });

  test("within a week: a week after the event, and 9:00 stays 9:00 across a change of the clocks", () => {
    const events = [order("2026-03-23T09:00:00+01:00")];
    const now = at("2026-03-24T12:00:00Z");
    const flip = nextFlip(bought({ within: { weeks: 1 } }), SCOPE, known({ events, now }));
    expect(flip).toBe(at("2026-03-30T09:00:00+02:00") + 1);
  });

  test("before 120 days ago", () => {
    const events = [order("2026-03-01T09:00:00+01:00")];
    const before: Expr = { op: "ago", duration: { days: 120 } };
    const flip = nextFlip(bought({ before }), SCOPE, known({ events }));
    expect(flip).toBe(at("2026-06-29T09:00:00+02:00") + 1);
  });

  test("a month back from the 29th, 30th and 31st is the 28th: true, false and true again, each day", () => {
    const events = [order("2026-02-28T12:00:00+01:00")];
    const flips: number[] = [];
    let now: number | null = at("2026-03-28T09:00:00+01:00");
    for (;;) {
      now = nextFlip(bought({ within: { months: 1 } }), SCOPE, known({ events, now }));
      if (now === null) break;
      flips.push(now);
    }
    expect(flips.map((flip) => new Date(flip).toISOString())).toEqual([
      "2026-03-28T11:00:00.001Z",
      "2026-03-28T23:00:00.000Z",
      "2026-03-29T10:00:00.001Z",
      "2026-03-29T22:00:00.000Z",
      "2026-03-30T10:00:00.001Z",
      "2026-03-30T22:00:00.000Z",
      "2026-03-31T10:00:00.001Z",
    ]);
  });

  test("a number over a period of the calendar changes when the next one begins", () => {
    const events = [order("2026-03-01T09:00:00+01:00"), order("2026-03-02T09:00:00+01:00")];
    const period: PeriodOf = { period: "to date", unit: "month" };
    const orders: Expr = { op: "measure", measure: "orders", store: null, period };
    const flip = nextFlip({ op: ">=", left: orders, right: count(2) }, SCOPE, known({ events }));
    expect(flip).toBe(at("2026-04-01T00:00:00+02:00"));
  });

  test("days since the last order", () => {
    const events = [order("2026-03-01T09:00:00+01:00")];
    const days: Expr = { op: "measure", measure: "days since last order", store: null, period: null };
    const flip = nextFlip({ op: ">", left: days, right: count(60) }, SCOPE, known({ events }));
    expect(flip).toBe(at("2026-05-01T09:00:00+02:00"));
  });

  test("a field compared with now: how long ago, how far ahead", () => {
    const contact = { fields: { renewal: "2026-06-01T00:00:00Z" } };
    const ahead: Expr = { op: "-", left: get("renewal"), right: { op: "now" } };
    const soon: Expr = { op: "<", left: ahead, right: long({ days: 30 }) };
    expect(nextFlip(soon, SCOPE, known({ contact }))).toBe(at("2026-05-02T00:00:00Z") + 1);
    const over: Expr = { op: "<=", left: get("renewal"), right: { op: "now" } };
    expect(nextFlip(over, SCOPE, known({ contact }))).toBe(at("2026-06-01T00:00:00Z"));
  });

  test("a date beside today is a whole day", () => {
    const contact = { fields: { birthday: "2026-03-29" } };
    const is: Expr = { op: "==", left: get("birthday"), right: { op: "today" } };
    const begins = nextFlip(is, SCOPE, known({ contact }));
    expect(begins).toBe(at("2026-03-29T00:00:00+01:00"));
    expect(nextFlip(is, SCOPE, known({ contact, now: begins ?? 0 }))).toBe(at("2026-03-30T00:00:00+02:00"));
  });

  test("never, where nothing goes with the clock or nothing is left to change", () => {
    expect(nextFlip(bought(), SCOPE, known({ events: [order("2026-03-01T09:00:00Z")] }))).toBeNull();
    expect(nextFlip(bought({ within: { weeks: 1 } }), SCOPE, known())).toBeNull();
    expect(nextFlip({ op: ">", left: get("points"), right: count(1) }, SCOPE, known())).toBeNull();
  });
});

const ZONES = ["UTC", "Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"];
/** Around the changes of the clocks of 2026, and a month's end. */
const AROUND = [
  "2026-03-08T08:00:00Z",
  "2026-03-29T01:00:00Z",
  "2026-04-04T15:00:00Z",
  "2026-05-30T12:00:00Z",
];

const duration: fc.Arbitrary<Duration> = fc.oneof(
  fc.integer({ min: 1, max: 60 }).map((hours) => ({ hours })),
  fc.integer({ min: 1, max: 45 }).map((days) => ({ days })),
  fc.integer({ min: 1, max: 3 }).map((months) => ({ months })),
  fc.constant({ months: 1, days: 2, hours: 5 }),
  fc.constant({ weeks: 1.5 }),
  fc.constant({ years: 1 }),
);
const unit = fc.constantFrom("week", "month", "quarter", "year");
const early = fc.boolean().map((yes) => (yes ? { oneYearEarlier: true as const } : {}));
const period: fc.Arbitrary<PeriodOf> = fc.oneof(
  fc.tuple(fc.constantFrom("today", "yesterday"), early).map(([one, more]) => ({ period: one, ...more })),
  fc.tuple(fc.constantFrom("last", "to date"), unit, early).map(([one, of, more]) => ({
    period: one,
    unit: of,
    ...more,
  })),
  fc.tuple(duration, early).map(([long, more]) => ({ period: "rolling" as const, duration: long, ...more })),
);
const times = fc.record({
  bound: fc.constantFrom("at least", "at most", "exactly"),
  count: fc.integer({ min: 0, max: 3 }),
});
const moment: fc.Arbitrary<Expr> = fc.oneof(
  fc.constant<Expr>({ op: "now" }),
  duration.map((long): Expr => ({ op: "ago", duration: long })),
  duration.map((one): Expr => ({ op: "+", left: { op: "now" }, right: long(one) })),
  fc.tuple(duration, duration).map(
    ([one, other]): Expr => ({
      op: "-",
      left: { op: "+", left: { op: "now" }, right: long(one) },
      right: long(other),
    }),
  ),
  fc.constant<Expr>({ op: "today" }),
  fc
    .integer({ min: 1, max: 40 })
    .map((days): Expr => ({ op: "-", left: { op: "today" }, right: long({ days }) })),
  fc.constant<Expr>({ op: "+", left: { op: "today" }, right: long({ months: 1 }) }),
  fc.constant<Expr>({ op: "at", date: { op: "today" }, time: { op: "constant", value: { time: "9:00" } } }),
);
const sign = fc.constantFrom("==", "!=", "<", "<=", ">", ">=");
const field = fc.constantFrom(get("renewal"), get("birthday"));
const atom: fc.Arbitrary<Expr> = fc.oneof(
  fc.tuple(times, duration).map(([often, within]) => bought({ times: often, within })),
  fc.tuple(times, moment).map(([often, before]) => bought({ times: often, before })),
  fc.tuple(times, moment).map(([often, since]) => bought({ times: often, since })),
  fc.tuple(times, period).map(([often, one]) => bought({ times: often, in: one })),
  fc.tuple(sign, period, fc.integer({ min: 0, max: 3 })).map(
    ([op, one, many]): Expr => ({
      op,
      left: { op: "measure", measure: "orders", store: null, period: one },
      right: count(many),
    }),
  ),
  fc.tuple(sign, fc.integer({ min: -1, max: 40 })).map(
    ([op, many]): Expr => ({
      op,
      left: { op: "measure", measure: "days since last order", store: null, period: null },
      right: count(many),
    }),
  ),
  fc.tuple(sign, moment, field).map(([op, left, right]): Expr => ({ op, left, right })),
  fc.tuple(sign, field, duration).map(
    ([op, left, one]): Expr => ({
      op,
      left: { op: "-", left, right: { op: "now" } },
      right: long(one),
    }),
  ),
  fc.tuple(sign, duration).map(
    ([op, one]): Expr => ({
      op,
      left: { op: "-", left: { op: "today" }, right: get("birthday") },
      right: long(one),
    }),
  ),
  fc.tuple(moment, field).map(
    ([value, low]): Expr => ({
      op: "between",
      value,
      low,
      high: { op: "+", left: low, right: long({ days: 3 }) },
    }),
  ),
);
const condition: fc.Arbitrary<Expr> = fc.oneof(
  atom,
  atom.map((of): Expr => ({ op: "not", of })),
  fc.array(atom, { minLength: 2, maxLength: 3 }).map((all): Expr => ({ op: "and", all })),
  fc.array(atom, { minLength: 2, maxLength: 3 }).map((all): Expr => ({ op: "or", all })),
);

interface Case {
  readonly expr: Expr;
  readonly facts: Facts;
  readonly moments: readonly number[];
}

const shift = fc.oneof(
  fc.integer({ min: -50 * 24, max: 24 }).map((hours) => hours * HOUR),
  fc.integer({ min: -400 * 96, max: 0 }).map((quarters) => quarters * 15 * 60_000),
);
const cases: fc.Arbitrary<Case> = fc
  .record({
    expr: condition,
    zone: fc.constantFrom(...ZONES),
    around: fc.constantFrom(...AROUND).map(at),
    bought: fc.array(shift, { maxLength: 4 }),
    renewal: shift,
    birthday: shift,
    before: fc.integer({ min: 0, max: 20 }),
  })
  .map((one) => {
    const now = one.around - one.before * DAY;
    const events: PastEvent[] = one.bought
      .map((by) => order(new Date(Math.min(one.around + by, now)).toISOString()))
      .toSorted((a, b) => a.at - b.at);
    const renewal = one.around + one.renewal;
    const birthday = dateIn(one.zone, one.around + one.birthday);
    const fields = { renewal: new Date(renewal).toISOString(), birthday };
    const moments = [...events.map((event) => event.at), renewal, startOfDate(birthday, one.zone)];
    return { expr: one.expr, facts: facts({ now, zone: one.zone, events, contact: { fields } }), moments };
  });

/** The durations in an expression, found without the code under test. */
function durationsIn(value: unknown): Duration[] {
  if (typeof value !== "object" || value === null) return [];
  const own = ["duration", "within"].flatMap((name) => {
    const found = (value as Record<string, unknown>)[name];
    return typeof found === "object" && found !== null ? [found as Duration] : [];
  });
  return [...own, ...Object.values(value).flatMap(durationsIn)];
}

/** Where an error of a millisecond, an hour or a day would show, and some moments beside. */
function suspects({ expr, facts: { zone }, moments }: Case, from: number, until: number): number[] {
  const durations = durationsIn(expr);
  const near = moments.flatMap((one) => [
    one,
    ...durations.flatMap((long) => [addDuration(one, long, zone), addDuration(one, long, "UTC")]),
    ...durations.map((long) => addDuration(addDuration(one, long, zone), { years: 1 }, zone)),
  ]);
  const around = near.flatMap((one) =>
    [-2, -1, 0, 1, 2].flatMap((day) => [-HOUR, -1, 0, 1, HOUR / 2, HOUR].map((by) => one + day * DAY + by)),
  );
  const days = Array.from({ length: 40 }, (_, day) => startOfDate(dateIn(zone, from + day * DAY), zone));
  const midnights = days.flatMap((midnight) => [midnight - 1, midnight]);
  const steps = Array.from({ length: 97 }, (_, step) => from + Math.floor(((until - from) * step) / 96));
  return [...new Set([...around, ...midnights, ...steps])].filter((one) => one >= from && one < until);
}

test("between two flips the truth is one, at the edges and in between: none is missed", () => {
  fc.assert(
    fc.property(cases, (one) => {
      const holds = (now: number) => truth(one.expr, SCOPE, { ...one.facts, now });
      const end = one.facts.now + 45 * DAY;
      let now = one.facts.now;
      for (let flips = 0; flips < 8; flips += 1) {
        const flip = nextFlip(one.expr, SCOPE, { ...one.facts, now });
        if (flip !== null) expect(flip).toBeGreaterThan(now);
        const until = Math.min(flip ?? end, end);
        const wrong = suspects(one, now, until).filter((moment) => holds(moment) !== holds(now));
        expect(wrong.map((moment) => new Date(moment).toISOString())).toEqual([]);
        if (flip === null || flip >= end) return;
        now = flip;
      }
    }),
    { numRuns: 40 },
  );
}, 120_000);
