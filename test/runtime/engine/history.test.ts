import type { Expr, History, Trigger } from "@trajet/compiler/program";
import { describe, expect, it } from "vitest";
import { truth } from "../../../runtime/src/engine/evaluate.ts";
import type { PastEvent } from "../../../runtime/src/engine/facts.ts";
import { binary, constant, day, eur, event, facts, get, NOW, order, scope } from "./known.ts";

const bought: Trigger = { on: "buys", goods: { kind: "any" }, store: null, where: null };
const ONCE = { bound: "at least", count: 1 } as const;
const history = (known: Partial<History>): Expr => ({
  op: "history",
  history: { trigger: bought, times: ONCE, in: null, within: null, since: null, before: null, ...known },
});
const is = (known: Partial<History>, events: readonly PastEvent[], zone = "Europe/Paris") =>
  truth(history(known), scope, facts({ events, zone }));

// Now is Friday, 27 March 2026, 10:00 in Paris.
describe("bounds of a history are half-open", () => {
  const ago: Expr = { op: "ago", duration: { days: 30 } };
  it.each<[string, Partial<History>, string, boolean]>([
    ["without bounds", {}, "2001-01-01T00:00:00Z", true],
    ["within: at its beginning", { within: { days: 7 } }, "2026-03-20T10:00:00+01:00", true],
    ["within: before it", { within: { days: 7 } }, "2026-03-20T09:59:59.999+01:00", false],
    ["within: right now", { within: { days: 7 } }, "2026-03-27T10:00:00+01:00", true],
    ["since a date: its first moment", { since: day("2026-03-01") }, "2026-03-01T00:00:00+01:00", true],
    [
      "since a date: the evening before",
      { since: day("2026-03-01") },
      "2026-02-28T23:59:59.999+01:00",
      false,
    ],
    [
      "before a date: the evening before",
      { before: day("2026-03-01") },
      "2026-02-28T23:59:59.999+01:00",
      true,
    ],
    ["before a date: its first moment", { before: day("2026-03-01") }, "2026-03-01T00:00:00+01:00", false],
    ["before a moment: at it", { before: ago }, "2026-02-25T10:00:00+01:00", false],
    ["before a moment: just before", { before: ago }, "2026-02-25T09:59:59.999+01:00", true],
    ["today", { in: { period: "today" } }, "2026-03-27T00:00:00+01:00", true],
    ["not yesterday", { in: { period: "today" } }, "2026-03-26T23:59:59.999+01:00", false],
    ["yesterday", { in: { period: "yesterday" } }, "2026-03-26T23:59:59.999+01:00", true],
    ["yesterday's end", { in: { period: "yesterday" } }, "2026-03-27T00:00:00+01:00", false],
    ["last month", { in: { period: "last", unit: "month" } }, "2026-02-28T23:59:59+01:00", true],
    ["last month's end", { in: { period: "last", unit: "month" } }, "2026-03-01T00:00:00+01:00", false],
    [
      "to date, at this very moment",
      { in: { period: "to date", unit: "year" } },
      "2026-03-27T10:00:00+01:00",
      true,
    ],
    [
      "the last day of a pair of dates",
      { in: { period: "dates", from: "2026-01-01", to: "2026-02-01" } },
      "2026-02-01T23:59:59+01:00",
      true,
    ],
    [
      "since and before",
      { since: day("2026-02-01"), before: day("2026-03-01") },
      "2026-02-10T00:00:00Z",
      true,
    ],
    [
      "both bounds count",
      { since: day("2026-02-01"), before: day("2026-03-01") },
      "2026-03-10T00:00:00Z",
      false,
    ],
    ["within and before", { within: { days: 60 }, before: ago }, "2026-03-10T00:00:00Z", false],
  ])("%s", (_, known, when, expected) => {
    expect(is(known, [order(when)])).toBe(expected);
  });

  it.each([
    ["America/New_York", "2026-03-27T03:59:59Z", false],
    ["America/New_York", "2026-03-27T04:00:00Z", true],
    ["Australia/Lord_Howe", "2026-03-26T12:59:59Z", false],
    ["Australia/Lord_Howe", "2026-03-26T13:00:00Z", true],
  ])("today in %s: %s is %s", (zone, when, expected) => {
    expect(is({ in: { period: "today" } }, [order(when)], zone)).toBe(expected);
  });

  it("counts back days of the calendar, and hours of the clock", () => {
    const monday = Date.parse("2026-03-30T10:00:00+02:00");
    const at = (when: string, within: History["within"]) =>
      truth(history({ within }), scope, facts({ now: monday, events: [order(when)] }));
    // The clocks went forward on the 29th: two days are 47 hours.
    expect(at("2026-03-28T10:00:00+01:00", { days: 2 })).toBe(true);
    expect(at("2026-03-28T09:30:00+01:00", { days: 2 })).toBe(false);
    expect(at("2026-03-28T09:30:00+01:00", { hours: 48 })).toBe(true);
  });
});

describe("how often", () => {
  const three = ["2026-03-01", "2026-03-02", "2026-03-03"].map((date) => order(`${date}T12:00:00Z`));
  it.each<[History["times"]["bound"], number, boolean]>([
    ["at least", 3, true],
    ["at least", 4, false],
    ["at most", 3, true],
    ["at most", 2, false],
    ["exactly", 3, true],
    ["exactly", 2, false],
    ["exactly", 0, false],
  ])("%s %i of three: %s", (bound, count, expected) => {
    expect(is({ times: { bound, count } }, three)).toBe(expected);
  });

  it("knows what did not happen", () => {
    const never = { bound: "exactly", count: 0 } as const;
    expect(is({ times: never }, [])).toBe(true);
    expect(is({ times: never, within: { days: 2 } }, three)).toBe(true);
  });

  it("counts an order once, however often it was told of", () => {
    const told = [
      order("2026-03-01T12:00:00Z", { id: "o1" }),
      order("2026-03-05T12:00:00Z", { id: "o1", refunded: "2" }),
    ];
    expect(is({ times: { bound: "exactly", count: 1 } }, told)).toBe(true);
  });

  it("is false, whatever the number, where a bound is a missing value", () => {
    const never = { bound: "exactly", count: 0 } as const;
    expect(is({ since: get("contact.renewal"), times: never }, [])).toBe(false);
    expect(is({ before: get("contact.renewal") }, three)).toBe(false);
  });
});

describe("what happened", () => {
  it("counts what passes the filter only", () => {
    const where = binary(get("order.total"), ">=", eur("50"));
    const events = [
      order("2026-03-01T12:00:00Z", { total: "60" }),
      order("2026-03-02T12:00:00Z", { total: "5" }),
    ];
    expect(is({ trigger: { ...bought, where }, times: { bound: "exactly", count: 1 } }, events)).toBe(true);
  });

  it("keeps kinds of events apart", () => {
    const trigger: Trigger = { on: "gets tag", tag: "vip", where: null };
    expect(is({ trigger }, [event("tag+:vip", "2026-03-01T12:00:00Z", { tag: "vip" })])).toBe(true);
    expect(is({ trigger }, [event("tag-:vip", "2026-03-01T12:00:00Z", { tag: "vip" })])).toBe(false);
  });

  it("speaks of its own event inside, and of the outer one again behind it", () => {
    const trigger: Trigger = {
      on: "does",
      event: "TrialStarted",
      where: binary(get("event.plan"), "==", constant("pro")),
    };
    const both: Expr = {
      op: "and",
      all: [history({ trigger }), binary(get("event.plan"), "==", constant("free"))],
    };
    const known = facts({
      events: [event("event:TrialStarted", "2026-03-01T12:00:00Z", { event: { plan: "pro" } })],
      occurrence: { kind: "TrialStarted", at: NOW, event: { plan: "free" } },
    });
    expect(truth(both, scope, known)).toBe(true);
  });

  it("counts since the run began", () => {
    const since: Expr = { op: "entered" };
    const known = (when: string) =>
      facts({ entry: { kind: "signup", at: Date.parse("2026-03-20T00:00:00Z") }, events: [order(when)] });
    expect(truth(history({ since }), scope, known("2026-03-20T00:00:00Z"))).toBe(true);
    expect(truth(history({ since }), scope, known("2026-03-19T23:59:59Z"))).toBe(false);
  });
});
