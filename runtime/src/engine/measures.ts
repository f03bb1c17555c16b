import type { Expr } from "@trajet/compiler/program";
import { measureKey } from "@trajet/compiler/program/inputs";
import type { Facts, PastEvent } from "./facts.ts";
import { compareMoney, divideMoney, Exact, sumMoney } from "./money.ts";
import { type CountedOrder, countedOrders } from "./orders.ts";
import { boundsSoFar, within } from "./periods.ts";
import type { Scope } from "./scope.ts";
import { type Money, type Value, ValueError } from "./value.ts";
import { wholeDays } from "./zoned.ts";

type Measure = Extract<Expr, { readonly op: "measure" }>;

const DAY = 86_400_000;

/**
 * A number about the contact's messages that were opened or clicked, or their orders: those that are paid, in that store, placed in that period; what was refunded is
 * subtracted. Without orders, counts and sums are 0, and what needs an order is missing. A sum or a choice among unlike
 * currencies is missing too. Averages are not rounded; days since an order are whole days by the contact's clock.
 */
export function measure(asked: Measure, scope: Scope, facts: Facts): Value {
  if (asked.measure === "opens" || asked.measure === "clicks") return engagedMessages(asked, scope, facts);
  const orders = ordersFor(asked, scope, facts);
  switch (asked.measure) {
    case "orders":
      return orders.length;
    case "units":
      return orders
        .flatMap((order) => order.items)
        .reduce((sum, { quantity }) => sum.plus(quantity), new Exact(0))
        .toNumber();
    case "distinct products":
      return new Set(orders.flatMap((order) => order.items.map((item) => item.sku))).size;
    case "total spent":
      return totalSpent(orders);
    case "average order value":
      return averageValue(orders);
    case "largest order":
      return largest(orders);
    case "average days between orders":
      return averageDaysBetween(orders);
    case "days since first order":
      return daysSince(orders.at(0), facts);
    case "days since last order":
      return daysSince(orders.at(-1), facts);
    default:
      throw new ValueError(`"${asked.measure}" is not a measure of orders, and only those are kept`);
  }
}

/** How many messages were opened, or clicked, at least once: each sending is one. */
function engagedMessages(asked: Measure, scope: Scope, facts: Facts): number {
  const bounds = boundsFor(asked, scope, facts);
  const counted = engagements(asked.measure, facts).filter(({ at }) => bounds === null || within(bounds, at));
  return new Set(counted.map(({ body }) => body.sending)).size;
}

const boundsFor = (asked: Measure, scope: Scope, facts: Facts) =>
  asked.period && boundsSoFar(asked.period, facts.now, facts.zone, scope.weekStart ?? 1);

/** The opens, or the clicks, of all messages by a person. */
export function engagements(measure: Measure["measure"], facts: Facts): readonly PastEvent[] {
  return facts.history(measureKey(measure)).filter(({ body }) => body.bot !== true);
}

/** Earliest first. */
function ordersFor(asked: Measure, scope: Scope, facts: Facts): readonly CountedOrder[] {
  const bounds = boundsFor(asked, scope, facts);
  return countedOrders(facts.history("order"))
    .filter((order) => asked.store === null || order.store === asked.store)
    .filter((order) => bounds === null || within(bounds, order.placedAt))
    .toSorted((one, other) => one.placedAt - other.placedAt);
}

/** `null` if a refund was in another currency than its order. */
function values(orders: readonly CountedOrder[]): readonly Money[] | null {
  const known = orders.map((order) => order.value).filter((value) => value !== null);
  return known.length === orders.length ? known : null;
}

function totalSpent(orders: readonly CountedOrder[]): Money | null {
  const amounts = values(orders);
  return amounts && sumMoney(amounts);
}

function averageValue(orders: readonly CountedOrder[]): Money | null {
  const sum = totalSpent(orders);
  return sum && divideMoney(sum, orders.length);
}

function largest(orders: readonly CountedOrder[]): Money | null {
  const amounts = values(orders);
  if (!amounts || sumMoney(amounts) === null) return null;
  return amounts.reduce<Money | null>(
    (most, amount) => (most === null || (compareMoney(amount, most) ?? 0) > 0 ? amount : most),
    null,
  );
}

function averageDaysBetween(orders: readonly CountedOrder[]): number | null {
  const [first, last] = [orders.at(0), orders.at(-1)];
  if (!first || !last || orders.length < 2) return null;
  return (last.placedAt - first.placedAt) / DAY / (orders.length - 1);
}

const daysSince = (order: CountedOrder | undefined, facts: Facts): number | null =>
  order ? wholeDays(order.placedAt, facts.now, facts.zone) : null;
