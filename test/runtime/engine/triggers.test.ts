import type { Expr, Trigger } from "@trajet/compiler/program";
import { describe, expect, it } from "vitest";
import type { PastEvent } from "../../../runtime/src/engine/facts.ts";
import { matchTrigger, occurrenceOf } from "../../../runtime/src/engine/triggers.ts";
import { at, binary, constant, eur, event, facts, get, order, scope } from "./known.ts";

const WHEN = "2026-03-26T10:00:00+01:00";
const ANY = { kind: "any" } as const;
const buys = (
  goods: Extract<Trigger, { on: "buys" }>["goods"] = ANY,
  where: Expr | null = null,
): Trigger => ({
  on: "buys",
  goods,
  store: null,
  where,
});
const matches = (trigger: Trigger, happened: PastEvent, known = facts()) =>
  matchTrigger(trigger, happened, scope, known) !== null;

describe("matchTrigger", () => {
  it.each<[string, Trigger, PastEvent, boolean]>([
    [
      "signs up",
      { on: "signs up", includingImports: false, where: null },
      event("signup", WHEN, { imported: false }),
      true,
    ],
    [
      "an import",
      { on: "signs up", includingImports: false, where: null },
      event("signup", WHEN, { imported: true }),
      false,
    ],
    [
      "including imports",
      { on: "signs up", includingImports: true, where: null },
      event("signup", WHEN, { imported: true }),
      true,
    ],
    [
      "gets the tag",
      { on: "gets tag", tag: "vip", where: null },
      event("tag+:vip", WHEN, { tag: "vip" }),
      true,
    ],
    ["another tag", { on: "gets tag", tag: "vip", where: null }, event("tag+:engaged", WHEN), false],
    ["loses it instead", { on: "gets tag", tag: "vip", where: null }, event("tag-:vip", WHEN), false],
    [
      "joins",
      { on: "joins", category: "Interests", group: "Baking", where: null },
      event("group+:Interests/Baking", WHEN),
      true,
    ],
    [
      "leaves",
      { on: "leaves", category: "Interests", group: "Baking", where: null },
      event("group-:Interests/Baking", WHEN),
      true,
    ],
    [
      "unsubscribes",
      { on: "unsubscribes", channel: "email", where: null },
      event("consent-:email", WHEN),
      true,
    ],
    ["from sms", { on: "unsubscribes", channel: "email", where: null }, event("consent-:sms", WHEN), false],
    ["resubscribes", { on: "resubscribes", channel: "sms", where: null }, event("consent+:sms", WHEN), true],
    [
      "changes",
      { on: "changes", field: "plan", to: null, where: null },
      event("field:plan", WHEN, { field: "plan", from: "free", to: "pro" }),
      true,
    ],
    [
      "changes to",
      { on: "changes", field: "plan", to: constant("pro"), where: null },
      event("field:plan", WHEN, { to: "pro" }),
      true,
    ],
    [
      "changes to another",
      { on: "changes", field: "plan", to: constant("pro"), where: null },
      event("field:plan", WHEN, { to: "free" }),
      false,
    ],
    [
      "changes to an amount",
      { on: "changes", field: "budget", to: eur("5"), where: null },
      event("field:budget", WHEN, { to: { amount: "5.00", currency: "EUR" } }),
      true,
    ],
    [
      "is cleared",
      { on: "changes", field: "plan", to: constant("pro"), where: null },
      event("field:plan", WHEN, { to: null }),
      false,
    ],
    [
      "does",
      { on: "does", event: "TrialStarted", where: null },
      event("event:TrialStarted", WHEN, { event: {} }),
      true,
    ],
    [
      "does, filtered",
      { on: "does", event: "TrialStarted", where: binary(get("event.plan"), "==", constant("pro")) },
      event("event:TrialStarted", WHEN, { event: { plan: "pro" } }),
      true,
    ],
    [
      "does, filtered out",
      { on: "does", event: "TrialStarted", where: binary(get("event.plan"), "==", constant("pro")) },
      event("event:TrialStarted", WHEN, { event: { plan: "free" } }),
      false,
    ],
    ["buys", buys(), order(WHEN), true],
    ["from the store", { ...buys(), store: "Boutique" } as Trigger, order(WHEN), true],
    [
      "from another store",
      { ...buys(), store: "Boutique" } as Trigger,
      order(WHEN, { store: "Atelier" }),
      false,
    ],
    ["an order that is not paid yet", buys(), order(WHEN, { status: "pending" }), false],
    ["a cancelled order", buys(), order(WHEN, { status: "cancelled" }), false],
    ["a refunded order was bought", buys(), order(WHEN, { status: "refunded" }), true],
    [
      "by the order",
      buys(ANY, binary(get("order.total"), ">=", eur("50"))),
      order(WHEN, { total: "60" }),
      true,
    ],
    [
      "by a smaller order",
      buys(ANY, binary(get("order.total"), ">=", eur("50"))),
      order(WHEN, { total: "9" }),
      false,
    ],
    ["goods of an order without items", buys({ kind: "products", codes: ["mug"] }), order(WHEN), false],
  ])("%s", (_, trigger, happened, expected) => {
    expect(matches(trigger, happened)).toBe(expected);
  });

  it("asks the filter about the contact too", () => {
    const trigger: Trigger = {
      on: "signs up",
      includingImports: false,
      where: binary(get("contact.plan"), "==", constant("free")),
    };
    const signup = event("signup", WHEN, { imported: false });
    expect(matches(trigger, signup, facts({ contact: { fields: { plan: "free" } } }))).toBe(true);
    expect(matches(trigger, signup, facts({ contact: { fields: { plan: "pro" } } }))).toBe(false);
    expect(matches(trigger, signup)).toBe(false);
  });

  it("speaks of the event itself, not of what the facts had before", () => {
    const trigger: Trigger = {
      on: "does",
      event: "TrialStarted",
      where: binary(get("event.plan"), "==", constant("pro")),
    };
    const before = facts({ occurrence: { kind: "TrialStarted", at: at(WHEN), event: { plan: "pro" } } });
    expect(matches(trigger, event("event:TrialStarted", WHEN, { event: { plan: "free" } }), before)).toBe(
      false,
    );
  });

  it("takes arguments of a fragment", () => {
    const trigger: Trigger = {
      on: "does",
      event: "TrialStarted",
      where: binary(get("event.plan"), "==", get("argument.plan")),
    };
    const happened = event("event:TrialStarted", WHEN, { event: { plan: "pro" } });
    const given = (plan: string) => ({ ...facts(), names: { arguments: { plan } } });
    expect(matchTrigger(trigger, happened, scope, given("pro"))).not.toBeNull();
    expect(matchTrigger(trigger, happened, scope, given("free"))).toBeNull();
  });
});

describe("entry in a filter", () => {
  const trigger = buys(ANY, binary(get("entry.order.id"), "==", get("order.id")));

  it("is what is about to start the run, where there is none", () => {
    expect(matches(trigger, order(WHEN, { id: "o9" }))).toBe(true);
  });

  it("stays what started the run", () => {
    const entry = occurrenceOf(order(WHEN, { id: "o1" }));
    expect(matches(trigger, order(WHEN, { id: "o9" }), facts({ entry }))).toBe(false);
  });
});

describe("the product of an order with several items", () => {
  const item = (sku: string, category: string, price: string) => ({
    sku,
    category,
    price: { amount: price, currency: "EUR" },
  });
  const mixed = order(WHEN, {
    items: [item("plate", "plates", "30"), item("mug-s", "mugs", "8"), item("mug-l", "mugs", "12")],
  });
  const skuIs = (sku: string) => binary(get("product.sku"), "==", constant(sku));
  const pricier = binary(get("product.price"), ">", eur("10"));

  it.each<[string, Trigger, string | undefined]>([
    ["any product: the first", buys(), "plate"],
    ["the first of the category", buys({ kind: "category", names: ["mugs"] }), "mug-s"],
    [
      "the first that is listed, in the order's order",
      buys({ kind: "products", codes: ["mug-l", "mug-s"] }),
      "mug-s",
    ],
    ["the first that passes the filter", buys(ANY, skuIs("mug-l")), "mug-l"],
    ["the first that passes goods and filter", buys({ kind: "category", names: ["mugs"] }, pricier), "mug-l"],
    ["none that passes both", buys({ kind: "products", codes: ["mug-s"] }, pricier), undefined],
    ["none of the category", buys({ kind: "category", names: ["vases"] }), undefined],
  ])("%s", (_, trigger, sku) => {
    const found = matchTrigger(trigger, mixed, scope, facts());
    expect(found?.product).toEqual(sku === undefined ? undefined : expect.objectContaining({ sku }));
    expect(found === null).toBe(sku === undefined);
  });
});

describe("occurrenceOf", () => {
  it.each([
    ["signup", "signup"],
    ["order", "purchase"],
    ["tag+:vip", "change"],
    ["tag-:vip", "change"],
    ["field:plan", "change"],
    ["consent+:email", "change"],
    ["consent-:email", "change"],
    ["group+:Interests/Baking", "membership"],
    ["group-:Interests/Baking", "membership"],
    ["event:TrialStarted", "TrialStarted"],
  ])("calls %s a %s", (key, kind) => {
    expect(occurrenceOf(event(key, WHEN))).toMatchObject({ kind, at: at(WHEN) });
  });

  it("carries the order with its first item, and the payload of an own event", () => {
    const bought = order(WHEN, { id: "o1", items: [{ sku: "a" }, { sku: "b" }] });
    expect(occurrenceOf(bought)).toMatchObject({ order: { id: "o1" }, product: { sku: "a" } });
    expect(occurrenceOf(event("event:TrialStarted", WHEN, { event: { plan: "pro" } }))).toEqual({
      kind: "TrialStarted",
      at: at(WHEN),
      event: { plan: "pro" },
    });
  });
});
