import type { LoyaltyProgram } from "@trajet/compiler/program";
import type { Decimal } from "decimal.js";
import { truth } from "../engine/evaluate.ts";
import type { ContactFacts, Facts, Json, Millis } from "../engine/facts.ts";
import { Exact } from "../engine/money.ts";
import { type Bounds, periodBounds, within } from "../engine/periods.ts";
import type { Scope } from "../engine/scope.ts";
import { tierOf } from "../loyalty/places.ts";
import { type RankedQuery, rankedQuery } from "../loyalty/ranked-query.ts";
import type { StoredOrder } from "./orders.ts";
import type { Person } from "./person.ts";

/** Who is in a list, by the contact's id. */
export type Ranking = ReadonlyMap<string, { readonly rank: number; readonly tier: string | null }>;

/**
 * Ranks people by their orders that count, as the database does (`rankCustomers`): the largest value first, ties by the
 * earlier first order, then by the id; a share is of all who are ranked, rounded up.
 *
 * @throws NotRunnable for a query that this version cannot rank by
 */
export function rankPeople(people: Iterable<Person>, asked: LoyaltyProgram, asOf: Millis): Ranking {
  const query = rankedQuery(asked);
  const bounds = periodBounds(query.period, asOf, query.timezone, query.weekStart);
  const measured = [...people].flatMap((person) => measure(person, query, bounds, asOf) ?? []);
  measured.sort(byValue);
  const listed = listedOf(query, measured.length);
  return new Map(
    measured.slice(0, listed).map(({ id }, index) => {
      const rank = index + 1;
      return [id, { rank, tier: tierOf(query, rank, { listed, ranked: measured.length }) }];
    }),
  );
}

interface Measured {
  readonly id: string;
  readonly value: Decimal;
  readonly first: Millis;
}

function byValue(one: Measured, other: Measured): number {
  return other.value.comparedTo(one.value) || one.first - other.first || (one.id < other.id ? -1 : 1);
}

function measure(person: Person, query: RankedQuery, bounds: Bounds, asOf: Millis): Measured | undefined {
  const { state } = person;
  if (state.audience !== query.audience || state.archived) return undefined;
  const orders = person.orders.filter((order) => counts(order, query, bounds, asOf));
  if (orders.length === 0 || orders.length < query.atLeast || !isAmong(person, query, asOf)) return undefined;
  const spent = orders.reduce((sum, { total, refunded }) => sum.plus(total).minus(refunded), new Exact(0));
  const first = Math.min(...orders.map(({ placedAt }) => placedAt));
  return { id: state.id, value: valueOf(query, spent, orders.length), first };
}

function valueOf({ measure: by }: RankedQuery, spent: Decimal, orders: number): Decimal {
  switch (by) {
    case "orders":
      return new Exact(orders);
    case "total spent":
      return spent;
    case "average order value":
      return spent.dividedBy(orders).toDecimalPlaces(30);
    default:
      return by satisfies never;
  }
}

/** The conditions of `countedOrders`, and the query's own. */
function counts(order: StoredOrder, query: RankedQuery, bounds: Bounds, asOf: Millis): boolean {
  const { status, currency, store, placedAt } = order;
  if (status !== "paid" || currency !== query.currency) return false;
  if (query.stores !== null && !query.stores.includes(store)) return false;
  if (placedAt >= asOf || !within(bounds, placedAt)) return false;
  const refunded = new Exact(order.refunded);
  if (!refunded.isZero() && refunded.gte(order.total)) return false;
  if (query.orders === null) return true;
  const occurrence = { kind: "purchase", at: placedAt, order: wireOf(order) };
  return truth(query.orders, scopeOf(query), { ...factsOf(query, asOf, NOBODY), occurrence });
}

function isAmong(person: Person, query: RankedQuery, asOf: Millis): boolean {
  if (query.people === null) return true;
  const journeys = new Set(person.runs.flatMap((run) => (run.state === "alive" ? [run.journey] : [])));
  const history: Facts["history"] = (key) => person.history.get(key) ?? [];
  return truth(query.people, scopeOf(query), {
    ...factsOf(query, asOf, person.state),
    history,
    journeys,
  });
}

function listedOf({ top }: LoyaltyProgram, ranked: number): number {
  if (top === null) return ranked;
  if ("count" in top) return Math.min(top.count, ranked);
  return new Exact(top.percent).times(ranked).dividedBy(100).ceil().toNumber();
}

function scopeOf({ fields, events, segments, weekStart }: LoyaltyProgram): Scope {
  return {
    fields,
    weekStart,
    ...(events !== undefined && { events }),
    ...(segments !== undefined && { people: segments }),
  };
}

/** A condition on orders reads no contact: that is checked when the project is compiled. */
const NOBODY: ContactFacts = {
  id: "",
  audience: "",
  fields: {},
  tags: new Set(),
  groups: new Set(),
  consent: {},
  archived: false,
};

function factsOf(query: LoyaltyProgram, asOf: Millis, contact: ContactFacts): Facts {
  return {
    now: asOf,
    zone: query.timezone,
    contact,
    entry: null,
    occurrence: null,
    history: () => [],
    journeys: new Set(),
  };
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
