import type { LoyaltyProgram } from "@trajet/compiler/program";
import type { Decimal } from "decimal.js";
import { truth } from "../engine/evaluate.ts";
import type { Facts, Json, Millis } from "../engine/facts.ts";
import { Exact } from "../engine/money.ts";
import { type Bounds, periodBounds, within } from "../engine/periods.ts";
import { wholeDays } from "../engine/zoned.ts";
import { isAscending, isEngagement } from "../loyalty/measure-kinds.ts";
import { countOf, tiersOf } from "../loyalty/places.ts";
import { orderFacts, personFacts, queryScope } from "../loyalty/query-facts.ts";
import type { StoredOrder } from "./orders.ts";
import type { Person } from "./person.ts";

/** Who is in a list, by the contact's id. */
export type Ranking = ReadonlyMap<string, { readonly rank: number; readonly tier: string | null }>;

/**
 * Ranks people by their orders that count, or by what they opened or clicked, as the database does (`rankCustomers`): ties
 * go by the earlier first order, then by the id; a share is of all who are ranked, rounded up.
 */
export function rankPeople(people: Iterable<Person>, query: LoyaltyProgram, asOf: Millis): Ranking {
  const { weekStart, yearStart = "01-01", top } = query;
  const bounds = periodBounds(query.period, asOf, query.timezone, { weekStart, yearStart });
  const measured = [...people].flatMap((person) => measure(person, query, bounds, asOf) ?? []);
  const sign = isAscending(query.measure) ? 1 : -1;
  measured.sort((one, other) => byValue(one, other, sign));
  const ranked = measured.length;
  const listed = top === null ? ranked : Math.min(ranked, countOf(top, ranked));
  const tierOf = tiersOf(query, { listed, ranked });
  const places = measured.slice(0, listed).map(({ id }, index) => ({ id, rank: index + 1 }));
  return new Map(places.map(({ id, rank }) => [id, { rank, tier: tierOf(rank) }]));
}

interface Measured {
  readonly id: string;
  readonly value: Decimal;
  /** Settles ties. */
  readonly first: Millis;
}

function byValue(one: Measured, other: Measured, sign: number): number {
  return sign * one.value.comparedTo(other.value) || one.first - other.first || (one.id < other.id ? -1 : 1);
}

function measure(person: Person, query: LoyaltyProgram, bounds: Bounds, asOf: Millis): Measured | undefined {
  const { state } = person;
  if (state.audience !== query.audience || state.archived) return undefined;
  const orders = person.orders
    .filter((order) => counts(order, query, bounds, asOf))
    .sort((one, other) => one.placedAt - other.placedAt);
  if (orders.length < query.atLeast || !isAmong(person, query, asOf)) return undefined;
  const found = isEngagement(query.measure)
    ? engagement(person, query.measure, bounds, asOf)
    : byOrders(query, orders, asOf);
  return found && { id: state.id, ...found };
}

type Found = Omit<Measured, "id"> | undefined;

/** Messages of which each was opened, or clicked, at least once by a person. */
function engagement({ history }: Person, measured: "opens" | "clicks", bounds: Bounds, asOf: Millis): Found {
  const seen = (history.get(measured === "opens" ? "open" : "click") ?? []).filter(
    ({ at, body }) => at < asOf && within(bounds, at) && body.bot !== true,
  );
  const [first] = seen;
  const messages = new Set(seen.map(({ body }) => body.sending));
  return first && { value: new Exact(messages.size), first: first.at };
}

function byOrders(query: LoyaltyProgram, orders: readonly StoredOrder[], asOf: Millis): Found {
  const [first, last] = [orders.at(0), orders.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const value = measureOf(query, orders, asOf, first.placedAt, last.placedAt);
  return value && { value, first: first.placedAt };
}

function measureOf(
  { measure: by, timezone }: LoyaltyProgram,
  orders: readonly StoredOrder[],
  asOf: Millis,
  first: Millis,
  last: Millis,
): Decimal | undefined {
  const worth = orders.map(({ total, refunded }) => new Exact(total).minus(refunded));
  const items = orders.flatMap((order) => order.items ?? []);
  const spent = () => worth.reduce((sum, one) => sum.plus(one), new Exact(0));
  switch (by) {
    case "orders":
      return new Exact(orders.length);
    case "total spent":
      return spent();
    case "average order value":
      return spent().dividedBy(orders.length).toDecimalPlaces(30);
    case "largest order":
      return Exact.max(...worth);
    case "units":
      return items.reduce(
        (sum, { quantity }) => sum.plus(typeof quantity === "number" ? quantity : 1),
        new Exact(0),
      );
    case "distinct products":
      return new Exact(new Set(items.map(({ sku }) => sku)).size);
    case "average days between orders":
      return orders.length < 2
        ? undefined
        : new Exact(last - first).dividedBy(DAY_MS * (orders.length - 1)).toDecimalPlaces(30);
    case "days since first order":
      return new Exact(wholeDays(first, asOf, timezone));
    case "days since last order":
      return new Exact(wholeDays(last, asOf, timezone));
    case "opens":
    case "clicks":
      return undefined;
    default:
      return by satisfies never;
  }
}

const DAY_MS = 86_400_000;

/** The conditions of `countedOrders`, and the query's own. */
function counts(order: StoredOrder, query: LoyaltyProgram, bounds: Bounds, asOf: Millis): boolean {
  const { status, currency, store, placedAt } = order;
  if (status !== "paid" || currency !== query.currency) return false;
  if (query.stores !== null && !query.stores.includes(store)) return false;
  if (placedAt >= asOf || !within(bounds, placedAt)) return false;
  const refunded = new Exact(order.refunded);
  if (!refunded.isZero() && refunded.gte(order.total)) return false;
  if (query.orders === null) return true;
  return truth(query.orders, queryScope(query), orderFacts(query, asOf, placedAt, wireOf(order)));
}

function isAmong(person: Person, query: LoyaltyProgram, asOf: Millis): boolean {
  if (query.people === null) return true;
  const journeys = new Set(person.runs.flatMap((run) => (run.state === "alive" ? [run.journey] : [])));
  const history: Facts["history"] = (key) => person.history.get(key) ?? [];
  const facts = personFacts(query, asOf, { contact: person.state, history, journeys });
  return truth(query.people, queryScope(query), facts);
}

/** `Order` of the language. */
function wireOf({ id, store, status, items, placedAt, total, refunded, currency }: StoredOrder): Json {
  return {
    id,
    store,
    status,
    items: items ?? [],
    placedAt: new Date(placedAt).toISOString(),
    total: { amount: total, currency },
    refunded: new Exact(refunded).gt(0) ? { amount: refunded, currency } : null,
  };
}
