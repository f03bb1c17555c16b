import type { Expr } from "@trajet/compiler/program";
import { describe, expect, it } from "vitest";
import { evaluate, truth } from "../../../runtime/src/engine/evaluate.ts";
import type { Facts, Json } from "../../../runtime/src/engine/facts.ts";
import { encode, ValueError } from "../../../runtime/src/engine/values.ts";
import { at, binary, constant, day, eur, facts, get, NOW, scope } from "./known.ts";

const missing = get("contact.city");
const duration = (value: { days?: number; hours?: number; months?: number }) => constant({ duration: value });
const now: Expr = { op: "now" };
const no = (of: Expr): Expr => ({ op: "not", of });

const known = facts({
  contact: {
    fields: {
      plan: "pro",
      points: 10,
      budget: { amount: "50.00", currency: "EUR" },
      birthday: "1992-02-29",
      renewal: "2026-03-30T15:00:00+02:00",
      favorites: ["mug", "plate"],
      town: "Lyon",
      patience: "PT36H",
      best: "18:00",
    },
    tags: new Set(["vip"]),
    groups: new Set(["Interests/Baking"]),
    consent: { email: "subscribed", sms: "unsubscribed" },
  },
  entry: {
    kind: "purchase",
    at: at("2026-03-20T10:00:00+01:00"),
    order: {
      id: "o1",
      store: "Boutique",
      total: { amount: "60", currency: "EUR" },
      status: "paid",
      placedAt: "2026-03-20T09:00:00Z",
      items: [{ sku: "mug" }],
    },
    product: { sku: "mug" },
  },
  occurrence: {
    kind: "TrialStarted",
    at: NOW,
    event: { plan: "pro", price: { amount: "9", currency: "EUR" } },
  },
  journeys: new Set(["Welcome"]),
});
const is = (expr: Expr, seen: Facts = known) => truth(expr, scope, seen);
const worth = (expr: Expr, seen: Facts = known): Json => encode(evaluate(expr, scope, seen));

describe("missing values", () => {
  const signs = ["==", "<", "<=", ">", ">="] as const;
  it.each(signs)("make a comparison by %s false, on either side and on both", (sign) => {
    for (const [left, right] of [
      [missing, constant("x")],
      [constant("x"), missing],
      [missing, missing],
    ] as const) {
      expect(is(binary(left, sign, right))).toBe(false);
    }
  });

  it.each<[string, Expr, boolean]>([
    ["city != text", binary(missing, "!=", constant("x")), true],
    ["text != city", binary(constant("x"), "!=", missing), true],
    ["city != city", binary(missing, "!=", missing), false],
    ["not city == text", no(binary(missing, "==", constant("x"))), true],
    ["city is set", { op: "is set", value: missing }, false],
    ["town is set", { op: "is set", value: get("contact.town") }, true],
    ["an empty text is set", { op: "is set", value: constant("") }, true],
    ["city in list", { op: "in", value: missing, list: { op: "list", items: [missing] } }, false],
    ["city contains", binary(missing, "contains", constant("")), false],
    ["contains city", binary(get("contact.favorites"), "contains", missing), false],
    ["city starts with", binary(missing, "starts with", constant("")), false],
    ["city matches", { op: "matches", value: missing, pattern: "" }, false],
    ["city between", { op: "between", value: missing, low: constant("a"), high: constant("z") }, false],
    ["between city and", { op: "between", value: constant("b"), low: missing, high: constant("z") }, false],
    ["a missing truth", get("contact.member"), false],
  ])("%s is %s", (_, expr, expected) => {
    expect(is(expr)).toBe(expected);
  });

  it("make arithmetic missing, and give way to a fallback", () => {
    const renewed = facts();
    expect(worth(binary(get("contact.renewal"), "-", duration({ days: 3 })), renewed)).toBeNull();
    expect(worth(binary(constant(1), "/", constant(0)))).toBeNull();
    expect(worth({ op: "fallback", value: missing, otherwise: constant("your city") })).toBe("your city");
    expect(worth({ op: "fallback", value: get("contact.town"), otherwise: constant("x") })).toBe("Lyon");
    expect(worth({ op: "fallback", value: constant(false), otherwise: constant(true) })).toBe(false);
    expect(worth({ op: "at", date: get("contact.birthday"), time: get("contact.best") }, renewed)).toBeNull();
  });
});

describe("comparisons", () => {
  it.each<[string, Expr, boolean]>([
    ["numbers", binary(get("contact.points"), ">", constant(9)), true],
    ["not as texts", binary(constant(10), "<", constant(9)), false],
    ["texts", binary(get("contact.plan"), "==", constant("pro")), true],
    ["case matters", binary(get("contact.plan"), "==", constant("Pro")), false],
    ["money by value", binary(get("contact.budget"), "==", eur("50")), true],
    ["money as an amount, not a text", binary(get("contact.budget"), "<", eur("100")), true],
    [
      "unlike currencies are unequal",
      binary(get("contact.budget"), "!=", constant({ money: "50", currency: "USD" })),
      true,
    ],
    [
      "and without order",
      binary(get("contact.budget"), "<", constant({ money: "900", currency: "USD" })),
      false,
    ],
    ["dates", binary(get("contact.birthday"), "<", day("1992-03-01")), true],
    ["moments", binary(get("contact.renewal"), ">", now), true],
    ["a date beside a moment is its first moment", binary(day("2026-03-27"), "<", now), true],
    ["so tomorrow is later", binary(day("2026-03-28"), ">", now), true],
    ["times", binary(constant({ time: "9:00" }), "<", constant({ time: "10:00" })), true],
    ["durations by length", binary(get("contact.patience"), ">", duration({ days: 1 })), true],
    [
      "a time with and without its seconds",
      binary(constant({ time: "9:00:00" }), "==", constant({ time: "09:00" })),
      true,
    ],
    ["between, low end", { op: "between", value: constant(1), low: constant(1), high: constant(2) }, true],
    ["between, high end", { op: "between", value: constant(2), low: constant(1), high: constant(2) }, true],
    ["between, past it", { op: "between", value: constant(3), low: constant(1), high: constant(2) }, false],
    ["unlike types", binary(constant("10"), "==", constant(10)), false],
    [
      "lists",
      binary(get("contact.favorites"), "==", { op: "list", items: [constant("mug"), constant("plate")] }),
      true,
    ],
    [
      "lists in order",
      binary(get("contact.favorites"), "==", { op: "list", items: [constant("plate"), constant("mug")] }),
      false,
    ],
  ])("%s", (_, expr, expected) => {
    expect(is(expr)).toBe(expected);
  });

  it.each<[string, Expr, boolean]>([
    ["a list contains an element", binary(get("contact.favorites"), "contains", constant("mug")), true],
    ["not a part of one", binary(get("contact.favorites"), "contains", constant("mu")), false],
    ["a text contains a part", binary(get("contact.town"), "contains", constant("yo")), true],
    ["starts with", binary(get("contact.town"), "starts with", constant("Ly")), true],
    ["ends with", binary(get("contact.town"), "ends with", constant("Ly")), false],
    [
      "in",
      {
        op: "in",
        value: get("contact.town"),
        list: { op: "list", items: [constant("Nice"), constant("Lyon")] },
      },
      true,
    ],
    [
      "in money",
      { op: "in", value: get("contact.budget"), list: { op: "list", items: [eur("50.0")] } },
      true,
    ],
    ["matches anywhere", { op: "matches", value: get("contact.town"), pattern: "yo" }, true],
    ["matches anchored", { op: "matches", value: get("contact.town"), pattern: "^yon" }, false],
  ])("%s", (_, expr, expected) => {
    expect(is(expr)).toBe(expected);
  });

  it("is not stalled by a pattern that backtracks", () => {
    const text = `${"a".repeat(50_000)}!`;
    // A backtracking engine needs 2^50000 steps for this one.
    expect(is({ op: "matches", value: constant(text), pattern: "^(a+)+$" })).toBe(false);
  });

  it("joins conditions, and looks no further than it must", () => {
    const broken = get("contact.nosuch");
    const [yes, nope] = [constant(true), constant(false)];
    expect(is({ op: "and", all: [yes, yes] })).toBe(true);
    expect(is({ op: "and", all: [nope, broken] })).toBe(false);
    expect(is({ op: "or", all: [yes, broken] })).toBe(true);
    expect(is({ op: "or", all: [nope, nope] })).toBe(false);
    expect(() => is({ op: "and", all: [yes, broken] })).toThrow(ValueError);
  });
});

describe("arithmetic", () => {
  it.each<[string, Expr, Json]>([
    ["decimals", binary(constant(0.1), "+", constant(0.2)), 0.3],
    ["points", binary(get("contact.points"), "*", constant(1.1)), 11],
    ["quotients", binary(constant(7), "/", constant(2)), 3.5],
    ["money", binary(get("contact.budget"), "-", eur("0.10")), { amount: "49.90", currency: "EUR" }],
    ["money times", binary(constant(3), "*", eur("0.10")), { amount: "0.30", currency: "EUR" }],
    ["money by money", binary(eur("10"), "/", eur("4")), 2.5],
    ["unlike currencies", binary(eur("1"), "+", constant({ money: "1", currency: "USD" })), null],
    ["now - days", binary(now, "-", duration({ days: 30 })), "2026-02-25T09:00:00Z"],
    ["now + days over the clock change", binary(now, "+", duration({ days: 3 })), "2026-03-30T08:00:00Z"],
    [
      "a date and days is a date",
      binary(get("contact.birthday"), "+", duration({ months: 12 })),
      "1993-02-28",
    ],
    [
      "a date and hours is a moment",
      binary(day("2026-03-27"), "+", duration({ hours: 10 })),
      "2026-03-27T09:00:00Z",
    ],
    ["days between dates", binary(day("2026-03-30"), "-", day("2026-03-27")), "P3D"],
    ["between moments", binary(get("contact.renewal"), "-", now), "PT273600S"],
    ["durations", binary(duration({ days: 1 }), "+", duration({ days: 1, hours: 2 })), "P2DT2H"],
    ["durations times", binary(duration({ days: 1, hours: 2 }), "*", constant(2)), "P2DT4H"],
    ["ago", { op: "ago", duration: { days: 1 } }, "2026-03-26T09:00:00Z"],
    ["today", { op: "today" }, "2026-03-27"],
    ["at", { op: "at", date: day("2026-12-24"), time: constant({ time: "18:00" }) }, "2026-12-24T17:00:00Z"],
    [
      "at, on a moment's day",
      { op: "at", date: get("contact.renewal"), time: get("contact.best") },
      "2026-03-30T16:00:00Z",
    ],
    ["entered", { op: "entered" }, "2026-03-20T09:00:00Z"],
    ["entry, as a moment", get("entry"), "2026-03-20T09:00:00Z"],
  ])("%s", (_, expr, expected) => {
    expect(worth(expr)).toEqual(expected);
  });

  it("knows the day in the contact's zone", () => {
    const late = { now: at("2026-03-27T13:30:00Z") };
    expect(worth({ op: "today" }, facts({ ...late, zone: "Australia/Lord_Howe" }))).toBe("2026-03-28");
    expect(worth({ op: "today" }, facts({ ...late, zone: "America/New_York" }))).toBe("2026-03-27");
  });

  it("refuses what the checker does not let through", () => {
    expect(() => worth(binary(constant("a"), "+", constant(1)))).toThrow(/string \+ number/);
    expect(() => worth(binary(eur("1"), "*", eur("1")))).toThrow(ValueError);
  });
});

describe("references", () => {
  it.each<[string, Json]>([
    ["contact.id", "c1"],
    ["contact.points", 10],
    ["contact.emailStatus", "subscribed"],
    ["contact.smsStatus", "unsubscribed"],
    ["entry.order.total", { amount: "60", currency: "EUR" }],
    ["entry.order.placedAt", "2026-03-20T09:00:00Z"],
    ["entry.order.refunded", null],
    ["entry.product.sku", "mug"],
    ["entry.product.quantity", 1],
    ["entry.event.plan", null],
    ["event.plan", "pro"],
    ["event.startsAt", null],
    ["order.total", null],
    ["argument.nobody", null],
    ["argument.toString", null],
  ])("%s", (path, expected) => {
    expect(encode(evaluate(get(path), scope, { ...known, names: { arguments: {} } }))).toEqual(expected);
  });

  it("reads arguments and remembered names", () => {
    const named = { ...known, names: { arguments: { product: "mug" }, remembered: { wanted: true } } };
    expect(evaluate(get("argument.product"), scope, named)).toBe("mug");
    expect(evaluate(get("remembered.wanted"), scope, named)).toBe(true);
  });

  it("finds no name of JavaScript's own in a record that was kept", () => {
    const kept = JSON.parse(JSON.stringify({ answer: { type: "record", fields: { score: 7 } } }));
    const named = { ...known, names: { remembered: kept } };
    expect(evaluate(get("remembered.answer.score"), scope, named)).toBe(7);
    expect(evaluate(get("remembered.answer.constructor"), scope, named)).toBeNull();
  });

  it("takes the status of a contact without consent for none", () => {
    expect(worth(get("contact.emailStatus"), facts())).toBe("none");
  });

  it("has no entry outside a run", () => {
    expect(worth(get("entry"), facts())).toBeNull();
    expect(worth(get("entry.order.total"), facts())).toBeNull();
    expect(is({ op: "entry is", kind: "purchase" }, facts())).toBe(false);
  });

  it("says which value is not what the program says", () => {
    const odd = facts({ contact: { fields: { points: "many" } } });
    expect(() => worth(get("contact.points"), odd)).toThrow(/field "points"/);
    expect(() => worth(get("contact.constructor"), odd)).toThrow(/field "constructor"/);
    const unknown = facts({ occurrence: { kind: "Other", at: NOW, event: {} } });
    expect(() => worth(get("event.plan"), unknown)).toThrow(/payload of the event Other/);
  });
});

describe("states", () => {
  it.each<[string, Expr, boolean]>([
    ["has tag", { op: "has tag", tag: "vip" }, true],
    ["has no tag", { op: "has tag", tag: "vi" }, false],
    ["in group", { op: "in group", category: "Interests", group: "Baking" }, true],
    ["in another", { op: "in group", category: "Interests", group: "Pottery" }, false],
    ["in journey", { op: "in journey", journey: "Welcome" }, true],
    ["not in journey", { op: "in journey", journey: "Other" }, false],
    ["subscribed", { op: "subscribed", channel: "email" }, true],
    ["unsubscribed", { op: "subscribed", channel: "sms" }, false],
    ["no consent", { op: "subscribed", channel: "push" }, false],
    ["what an object brings is no consent", { op: "subscribed", channel: "constructor" }, false],
    ["entry is purchase", { op: "entry is", kind: "purchase" }, true],
    ["entry is signup", { op: "entry is", kind: "signup" }, false],
  ])("%s", (_, expr, expected) => {
    expect(is(expr)).toBe(expected);
  });

  it("asks the segment's condition, also through another segment", () => {
    const people: Record<string, Expr> = {
      Vips: { op: "has tag", tag: "vip" },
      Rich: {
        op: "and",
        all: [{ op: "in segment", segment: "Vips" }, binary(get("contact.points"), ">=", constant(10))],
      },
    };
    expect(truth({ op: "in segment", segment: "Rich" }, { ...scope, people }, known)).toBe(true);
    expect(
      truth(
        { op: "in segment", segment: "Rich" },
        { ...scope, people },
        facts({ contact: { fields: { points: 99 } } }),
      ),
    ).toBe(false);
    expect(() => is({ op: "in segment", segment: "Nobody" })).toThrow(/segment Nobody/);
  });
});
