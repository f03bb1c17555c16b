import { type Incoming, putInOrder, record } from "../engine/draft.ts";
import type { Json, Millis, PastEvent } from "../engine/facts.ts";
import { keysOf } from "../engine/families.ts";
import { receive, settleQueue } from "../engine/react.ts";
import { startByHand } from "../engine/starts.ts";
import { cartChange, cartRefusal } from "../intake/cart-change.ts";
import { happen, happenings, momentOfOrder, orderRefusal, ordersOwner } from "../intake/order-events.ts";
import { ownEvent } from "../intake/own-event.ts";
import { audiencesThatListen, backInStock, isHeard } from "../intake/stock.ts";
import type {
  CartInput,
  EventInput,
  OrderInput,
  PutResult,
  StockInput,
  StockResult,
} from "../store/gateway.ts";
import type { Memory } from "./memory.ts";
import { onPerson } from "./on-person.ts";
import { orderWith } from "./orders.ts";
import type { Person } from "./person.ts";

/** Takes an own event in. A repeated id changes nothing. */
export function putEvent(memory: Memory, input: EventInput): PutResult {
  const event = ownEvent(input, memory.published.project);
  if ("reason" in event) return rejected(event.reason);
  return about(memory, input.contact, (person) => takeIn(memory, person, event, event.at));
}

/** Takes in how a cart has changed. */
export function putCart(memory: Memory, input: CartInput): PutResult {
  const refusal = cartRefusal(input, memory.published.project);
  if (refusal !== null) return rejected(refusal);
  return about(memory, input.contact, (person) => takeIn(memory, person, cartChange(input)));
}

/** Takes an order in, or what has changed of one. */
export function putOrder(memory: Memory, input: OrderInput): PutResult {
  const refusal = orderRefusal(input, memory.published.project);
  if (refusal !== null) return rejected(refusal);
  const owner = memory.owners.get(orderKey(input));
  const found = memory.people.find(input.contact);
  if ("reason" in found) return rejected(found.reason);
  if (owner !== undefined && owner !== found) return rejected(ordersOwner(input));
  const written = onPerson(
    memory,
    found,
    ({ draft }) => {
      const stored = keepOrder(memory, found, input);
      if (stored === "unchanged") return false;
      const isNew = stored === "inserted";
      const ids = isNew ? [] : happenings(input, false, draft.now).map(({ id }) => id);
      const known = new Set([...ids, ...statesOf(memory, input)].filter((id) => memory.known.has(id)));
      happen(draft, input, { isNew, known });
      return true;
    },
    undefined,
    momentOfOrder(input),
  );
  return { result: written ? "written" : "unchanged", contact: found.state.id };
}

const orderKey = ({ store, id }: Pick<OrderInput, "store" | "id">): string => JSON.stringify([store, id]);

function keepOrder(
  { owners }: Memory,
  person: Person,
  input: OrderInput,
): "inserted" | "changed" | "unchanged" {
  const { orders } = person;
  const index = orders.findIndex(({ store, id }) => store === input.store && id === input.id);
  const stored = orders[index];
  const next = orderWith(stored, input);
  if (next === stored) return "unchanged";
  if (stored === undefined) orders.push(next);
  else orders[index] = next;
  owners.set(orderKey(input), person);
  return stored === undefined ? "inserted" : "changed";
}

/** Ids of all events of an order that are there. */
function statesOf({ owners }: Memory, input: OrderInput): readonly string[] {
  const person = owners.get(orderKey(input));
  return [...(person?.history ?? [])].flatMap(([key, events]) =>
    key === "order" || key.startsWith("order:")
      ? events.filter((event) => isOf(event, input)).map(({ id }) => id)
      : [],
  );
}

function isOf({ body: { order } }: PastEvent, { store, id }: OrderInput): boolean {
  const told = order as { readonly store?: Json; readonly id?: Json } | null | undefined;
  return told?.store === store && told.id === id;
}

/** Takes in whether a store has a product; one that comes back is told to whoever listens for it. */
export function putStock(memory: Memory, input: StockInput): StockResult {
  const { published, products, now } = memory;
  const { store, sku, product, inStock } = input;
  if (!Object.hasOwn(published.project.stores, store))
    return { result: "rejected", reason: `the project declares no store ${JSON.stringify(store)}` };
  // Nothing happens later than it is heard of.
  const at = Math.min(input.at, now);
  const key = JSON.stringify([store, sku]);
  const known = products.get(key);
  const told = JSON.stringify([inStock, product]);
  if (known !== undefined && (at < known.at || known.told === told)) return { result: "unchanged" };
  products.set(key, { inStock, at, told });
  const audiences = new Set(audiencesThatListen(published.project));
  if (inStock && known?.inStock === false && audiences.size > 0) {
    memory.outbox.push({
      kind: "visit",
      visit: () => tellOfStock(memory, audiences, { store, product }, at),
    });
  }
  return { result: "written" };
}

function tellOfStock(
  memory: Memory,
  audiences: ReadonlySet<string>,
  what: Pick<StockInput, "store" | "product">,
  at: Millis,
): void {
  for (const person of [...memory.people.byId.values()]) {
    const { state } = person;
    if (state.archived || !audiences.has(state.audience)) continue;
    const event = backInStock(what, at, state.id);
    onPerson(memory, person, ({ draft }) => {
      if (isHeard(draft, event) && !memory.known.has(event.id)) receive(draft, event);
    });
  }
}

/** Lets a contact in by hand. */
export function startManually(memory: Memory, journey: string, contact: string, id: string): PutResult {
  const found = memory.people.find(contact);
  if ("reason" in found) return rejected(found.reason);
  if (memory.known.has(id)) return { result: "unchanged", contact: found.state.id };
  const refusal = onPerson(memory, found, ({ draft }) => {
    const door = draft.doors.find((one) => one.loaded.program.journey === journey);
    if (door === undefined) return `journey ${journey} is not active`;
    const key = `manual:${journey}`;
    const event = record(draft, { id, key, at: draft.now, body: {}, cause: null, depth: 0 });
    const refused = startByHand(draft, door, event);
    settleQueue(draft);
    return refused;
  });
  return refusal === null ? { result: "written", contact: found.state.id } : rejected(refusal);
}

/** Writes what happened before anybody listened, without consequences. */
export function putPast(
  memory: Memory,
  contact: string,
  event: Pick<PastEvent, "id" | "key" | "at" | "body">,
): void {
  const found = memory.people.find(contact);
  if ("reason" in found) throw new RangeError(found.reason);
  const { state } = found;
  state.seq += 1;
  memory.known.add(event.id);
  const past: PastEvent = { ...event, seq: state.seq, receivedAt: event.at };
  for (const key of keysOf(event.key)) putInOrder(found, key, past);
}

/** Does something about the contact that is named; answers as the doors do. */
export function about(memory: Memory, contact: string, work: (person: Person) => boolean): PutResult {
  const found = memory.people.find(contact);
  if ("reason" in found) return rejected(found.reason);
  return { result: work(found) ? "written" : "unchanged", contact: found.state.id };
}

/** Takes an event of a contact in, once. */
export function takeIn(memory: Memory, person: Person, event: Incoming, at?: Millis): boolean {
  if (memory.known.has(event.id)) return false;
  onPerson(memory, person, ({ draft }) => receive(draft, event), undefined, at);
  return true;
}

const rejected = (reason: string) => ({ result: "rejected", reason }) as const;
