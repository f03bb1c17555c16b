import type { Loyalty, LoyaltyItem, NumberLiteral, PercentLiteral } from "@trajet/grammar";
import type { Model } from "../model/model.ts";
import type { Expr, ListSize, LoyaltyProgram } from "../program/types.ts";
import { partsOf } from "../program/visit.ts";
import { weekStartOf, yearStartOf } from "./calendar.ts";
import { fixedDuration } from "./constants.ts";
import { readBy } from "./declarations.ts";
import { lowerExpression } from "./expressions.ts";
import { type Happening, type Lowering, noUses, outsidePlace, present } from "./lowering.ts";
import { lowerPeriod } from "./periods.ts";
import { wholeOf } from "./whole-numbers.ts";

type ItemOf<K extends LoyaltyItem["kind"]> = Extract<LoyaltyItem, { kind: K }>;

/** ISO 4217's code for no currency: that of a ranking by a number of orders where no store says one. */
const NO_CURRENCY = "XXX";

/** Lowers a loyalty query without errors. */
export function compileLoyalty(model: Model, loyalty: Loyalty): LoyaltyProgram {
  const place = loyaltyPlace(model, loyalty);
  const stores = storesOf(loyalty);
  const conditions = conditionsOf(loyalty, place);
  return {
    name: present(loyalty.name, "the name of a loyalty query").text,
    audience: place.audience,
    stores,
    currency: currencyOf(model, stores),
    timezone: model.config.timezone,
    weekStart: weekStartOf(model.config),
    ...yearStartOf(model.config),
    measure: present(itemOf(loyalty, "RankBy")?.measure, "what a loyalty query ranks by").name,
    period: lowerPeriod(
      present(itemOf(loyalty, "Over")?.period, "the period of a loyalty query"),
      place.uses,
    ),
    atLeast: atLeastOf(loyalty),
    top: topOf(loyalty),
    ...tiersOf(loyalty),
    ...stayOf(loyalty),
    ...conditions,
    ...readBy(place),
  };
}

/** A condition of a query may speak of the order that is counted. */
function loyaltyPlace(model: Model, loyalty: Loyalty): Lowering {
  const audience = present(loyalty.audience, "the audience of a loyalty query").text;
  const place = outsidePlace({ model, audience, uses: noUses(), expression: lowerExpression });
  const counted: Happening = { names: new Set(["order"]), event: undefined, survey: undefined };
  return { ...place, happenings: [counted] };
}

function itemOf<K extends LoyaltyItem["kind"]>(loyalty: Loyalty, kind: K): ItemOf<K> | undefined {
  return loyalty.items.find((item): item is ItemOf<K> => item.kind === kind);
}

function storesOf(loyalty: Loyalty): readonly string[] | null {
  const from = itemOf(loyalty, "FromStores");
  return from === undefined || from.any ? null : from.stores.map((store) => store.text);
}

/** The currency of the stores, which is one: the checks refuse a query over several. */
function currencyOf(model: Model, stores: readonly string[] | null): string {
  return model.types.currency(stores?.[0]) ?? model.config.currency ?? NO_CURRENCY;
}

/** Whoever is ranked by orders has one; who opens or clicks needs none unless the query says so. */
function atLeastOf(loyalty: Loyalty): number {
  const line = itemOf(loyalty, "AtLeast");
  if (line !== undefined) return wholeOf(line.orders, "a number of orders");
  const measure = itemOf(loyalty, "RankBy")?.measure?.name;
  return measure === "opens" || measure === "clicks" ? 0 : 1;
}

function topOf(loyalty: Loyalty): LoyaltyProgram["top"] {
  const size = itemOf(loyalty, "Top")?.size;
  return size === undefined ? null : sizeOf(size);
}

function sizeOf(size: NumberLiteral | PercentLiteral): ListSize {
  return size.kind === "Percent" ? { percent: size.text } : { count: wholeOf(size, "the size of a list") };
}

function tiersOf(loyalty: Loyalty): Pick<LoyaltyProgram, "tiers"> {
  const written = itemOf(loyalty, "Tiers")?.tiers;
  if (written === undefined) return {};
  const tiers = written.map(({ name, size, rest }) => ({
    name: name.text,
    size: rest ? ("rest" as const) : sizeOf(present(size, `the size of the tier ${name.text}`)),
  }));
  return { tiers };
}

function stayOf(loyalty: Loyalty): Pick<LoyaltyProgram, "stay"> {
  const duration = itemOf(loyalty, "Stay")?.duration;
  return duration === undefined ? {} : { stay: fixedDuration(duration) };
}

/** Joined by `and`, a condition on `order` chooses the orders that count, and one on `contact` the people. */
function conditionsOf(loyalty: Loyalty, place: Lowering): Pick<LoyaltyProgram, "orders" | "people"> {
  const where = itemOf(loyalty, "Where")?.condition;
  if (where === undefined) return { orders: null, people: null };
  const condition = lowerExpression(where, place);
  const all = condition.op === "and" ? condition.all : [condition];
  return {
    orders: joined(all.filter(speaksOfOrder)),
    people: joined(all.filter((part) => !speaksOfOrder(part))),
  };
}

/** Whether the order that is asked about is named; in the filter of a history `order` is another one. */
function speaksOfOrder(expression: Expr): boolean {
  if (expression.op === "get") return expression.root === "order" || expression.root === "product";
  return partsOf(expression).some(speaksOfOrder);
}

function joined(conditions: readonly Expr[]): Expr | null {
  const [only, ...more] = conditions;
  if (only === undefined) return null;
  return more.length === 0 ? only : { op: "and", all: conditions };
}
