import type { Trigger } from "@trajet/compiler/program";
import type { Json, Millis } from "../engine/facts.ts";
import { parseMoment } from "../engine/wire.ts";
import type { CartInput, OrderInput } from "../store/gateway.ts";
import type { Stage } from "./stage.ts";
import { asMoment, zoneOf } from "./stage.ts";
import { TestStopped } from "./stopped.ts";

type Buying = Extract<Trigger, { on: "buys" }>;
type Reaching = Extract<Trigger, { on: "gets order" }>;
type Leaving = Extract<Trigger, { on: "abandons cart" }>;
type Seeing = Extract<Trigger, { on: "sees back in stock" }>;
type Payload = { readonly [name: string]: Json };
type Item = { readonly [name: string]: Json };

/** A purchase, with what the test leaves out made up. */
export function purchase(
  stage: Stage,
  person: string,
  { goods, store }: Buying,
  payload: Payload,
  at: Millis,
): OrderInput {
  const shop = storeOf(stage, store ?? textOf(payload.store));
  return {
    ...orderBase(stage, person, shop, payload, at),
    items: itemsOf(payload.items, goods),
  };
}

/** What is told of an order that comes to a state: one that the person bought, or one from just before the test. */
export function orderIn(
  stage: Stage,
  person: string,
  { state, store }: Reaching,
  payload: Payload,
  at: Millis,
  orders: Orders,
): OrderInput {
  const id = textOf(payload.id);
  const known = orders.find(person, id, store);
  const base = known ?? {
    ...orderBase(stage, person, storeOf(stage, store ?? textOf(payload.store)), payload, stage.opened),
    items: itemsOf(payload.items, { kind: "any" }),
  };
  const refunded = amountOf(payload.refunded) ?? base.total;
  return {
    ...base,
    ...(state === "refunded" && { status: "refunded" as const, refunded }),
    ...(state === "cancelled" && { status: "cancelled" as const }),
    reached: { ...base.reached, [state]: at },
  };
}

/** A cart as it was last changed. */
export function cartLeft(
  stage: Stage,
  person: string,
  { store }: Leaving,
  payload: Payload,
  at: Millis,
): CartInput {
  const shop = storeOf(stage, store ?? textOf(payload.store));
  const { total, currency } = totalOf(stage, shop, payload.total);
  return {
    id: textOf(payload.id) ?? `cart-${person}`,
    contact: person,
    store: shop,
    total,
    currency,
    ...(typeof payload.url === "string" && { url: payload.url }),
    updatedAt: at,
    items: itemsOf(payload.items, { kind: "any" }),
  };
}

/** The product that is there again. */
export function product({ goods }: Seeing, payload: Payload): Item {
  const [first = {}] = itemsOf([], goods);
  const { quantity: _, ...named } = first;
  return { ...named, ...payload };
}

/** Orders that the test has told of, latest last. */
export interface Orders {
  readonly add: (order: OrderInput) => void;
  readonly find: (person: string, id: string | undefined, store: string | null) => OrderInput | undefined;
}

export function createOrders(): Orders {
  const orders: OrderInput[] = [];
  return {
    add(order) {
      const index = orders.findIndex(({ id, store }) => id === order.id && store === order.store);
      if (index >= 0) orders.splice(index, 1);
      orders.push(order);
    },
    find: (person, id, store) =>
      orders.findLast(
        (order) =>
          order.contact === person &&
          (id === undefined || order.id === id) &&
          (store === null || order.store === store),
      ),
  };
}

function orderBase(
  stage: Stage,
  person: string,
  store: string,
  payload: Payload,
  at: Millis,
): Omit<OrderInput, "items"> {
  stage.counter += 1;
  const placedAt = asMoment(payload.placedAt, zoneOf(stage, person));
  const refunded = amountOf(payload.refunded);
  return {
    id: textOf(payload.id) ?? `order-${stage.counter}`,
    contact: person,
    store,
    ...totalOf(stage, store, payload.total),
    placedAt: typeof placedAt === "string" ? parseMoment(placedAt) : at,
    status: (textOf(payload.status) ?? "paid") as OrderInput["status"],
    ...(refunded !== undefined && { refunded }),
  };
}

/** The one that is said, or the project's only or first. */
export function storeOf({ project }: Stage, said: string | null | undefined): string {
  const store = said ?? Object.keys(project.stores)[0];
  if (store !== undefined) return store;
  throw new TestStopped("The project has no store in which this could happen: declare one.");
}

function totalOf({ project }: Stage, store: string, total: Json | undefined) {
  const { currency = "EUR" } = project.stores[store] ?? {};
  const amount = amountOf(total);
  const said = (total as { readonly currency?: string } | undefined)?.currency;
  return { total: amount ?? "10.00", currency: said ?? currency };
}

function amountOf(money: Json | undefined): string | undefined {
  const amount = (money as { readonly amount?: Json } | null | undefined)?.amount;
  return typeof amount === "string" ? amount : undefined;
}

const textOf = (json: Json | undefined): string | undefined => (typeof json === "string" ? json : undefined);

/** The items that are said, and those of the sentence that are not among them. */
function itemsOf(said: Json | undefined, goods: Buying["goods"]): readonly Item[] {
  const items = (Array.isArray(said) ? (said as readonly Item[]) : []).map(withSku);
  switch (goods.kind) {
    case "any":
      return items.length > 0 ? items : [{ sku: "item-1", quantity: 1 }];
    case "products": {
      const missing = goods.codes.filter((code) => !items.some(({ sku }) => sku === code));
      return [...items, ...missing.map((sku) => ({ sku, quantity: 1 }))];
    }
    case "category":
      if (items.some(({ category }) => goods.names.includes(String(category)))) return items;
      return items.length > 0
        ? items.map((item, index) => (index === 0 ? { category: goods.names[0] ?? "", ...item } : item))
        : [{ sku: "item-1", category: goods.names[0] ?? "", quantity: 1 }];
    default:
      return goods satisfies never;
  }
}

const withSku = (item: Item, index: number): Item => ({ sku: `item-${index + 1}`, quantity: 1, ...item });
