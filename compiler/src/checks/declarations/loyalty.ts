import type { Expression, Loyalty, LoyaltyItem, Measure } from "@trajet/grammar";
import { orderType } from "../../model/builtin-types.ts";
import { currencyOf } from "../../model/stores.ts";
import { DURATION } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { wholeCondition } from "../conditions/whole.ts";
import { assign, unwrap } from "../expressions/assign.ts";
import { checkPeriod } from "../expressions/measure.ts";
import { checkLength } from "../expressions/stretches.ts";
import { wholeNumber } from "../expressions/whole-numbers.ts";
import { resolve } from "../names/declared.ts";
import { aboutContacts, outsideRuns, withNames } from "../scope.ts";
import { checkOnce, checkRequired, checkUnique } from "./lines.ts";
import { rootsOf } from "./roots.ts";
import { checkSize, checkTiers } from "./tiers.ts";

const WORDS: Readonly<Record<LoyaltyItem["kind"], string>> = {
  FromStores: "from",
  RankBy: "rank by",
  Over: "over",
  AtLeast: "at least",
  Where: "where",
  Top: "top",
  Tiers: "tiers",
  Stay: "stay",
};

/** Checks a loyalty query: its lines, its stores and their currency, whom it counts, and its tiers. */
export function checkLoyalty(loyalty: Loyalty, check: Check): void {
  const name = loyalty.name?.text ?? "";
  resolve("audiences", loyalty.audience, check);
  checkOnce(loyalty.items, ({ kind }) => WORDS[kind], `loyalty ${name}`.trim(), check);
  checkRequired(loyalty.items, { RankBy: "rank by", Over: "over" }, "loyalty query", loyalty, check);
  checkStores(loyalty, check);
  checkTiers(loyalty, check);
  for (const item of loyalty.items) checkItem(item, loyalty, check);
}

function checkItem(item: LoyaltyItem, loyalty: Loyalty, check: Check): void {
  switch (item.kind) {
    case "FromStores":
      for (const store of item.stores) resolve("stores", store, check);
      checkUnique(item.stores, "store", "this query", check);
      return;
    case "Over":
      if (item.period !== undefined) checkPeriod(item.period, check);
      return;
    case "AtLeast":
      wholeNumber(item.orders, 1, "a number of orders", check);
      return;
    case "Where":
      checkWhere(item.condition, loyalty, check);
      return;
    case "Top":
      checkSize(item.size, check);
      return;
    case "Stay":
      if (item.duration !== undefined) {
        assign(item.duration, DURATION, "`stay`", outsideRuns(undefined), check);
        checkLength(item.duration, "it changes nothing", item.span, check);
      }
      return;
    case "RankBy":
    case "Tiers":
      return;
    default:
      item satisfies never;
  }
}

/** Opens and clicks come from messages, everything else from stores, whose currency has to be one. */
function checkStores(loyalty: Loyalty, check: Check): void {
  const rankBy = loyalty.items.find((item) => item.kind === "RankBy");
  const from = loyalty.items.find((item) => item.kind === "FromStores");
  const measure = rankBy?.kind === "RankBy" ? rankBy.measure : undefined;
  if (measure === undefined) return;
  if (measure.name === "opens" || measure.name === "clicks") {
    if (from !== undefined) check.report("TJ7003", from.span, { measure: measure.name });
    return;
  }
  if (from?.kind !== "FromStores") {
    if (loyalty.name !== undefined) check.report("TJ7002", loyalty.name.span, { measure: measure.name });
    return;
  }
  checkCurrencies(from, measure, check);
}

function checkCurrencies(
  from: Extract<LoyaltyItem, { kind: "FromStores" }>,
  measure: Measure,
  check: Check,
): void {
  const chosen = from.any
    ? [...check.symbols.stores.values()]
    : from.stores.map(({ text }) => check.symbols.stores.get(text)).filter((store) => store !== undefined);
  const currencies = new Set(chosen.map(currencyOf).filter((currency) => currency !== undefined));
  if (currencies.size > 1) {
    check.report("TJ7004", from.span, {
      what: `"${measure.name}" from ${[...currencies].join(" and ")} stores`,
    });
  }
}

/** Each part chooses orders or people: one that speaks of both would have no meaning. */
function checkWhere(condition: Expression, loyalty: Loyalty, check: Check): void {
  const scope = withNames(aboutContacts(loyalty.audience), [
    ["order", orderType(currencyOfQuery(loyalty, check))],
  ]);
  wholeCondition(condition, scope, check, { forPeople: true });
  for (const part of parts(condition)) {
    const roots = rootsOf(part);
    if (roots.has("order") && roots.has("contact")) check.report("TJ7005", part.span, {});
  }
}

function currencyOfQuery(loyalty: Loyalty, check: Check): string | undefined {
  const from = loyalty.items.find((item) => item.kind === "FromStores");
  return check.types.currency(from?.kind === "FromStores" && !from.any ? from.stores[0]?.text : undefined);
}

function parts(condition: Expression): readonly Expression[] {
  const inner = unwrap(condition);
  if (inner.kind !== "Binary" || inner.operator !== "and") return [inner];
  return [...parts(inner.left), ...parts(inner.right)];
}
