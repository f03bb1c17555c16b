import { type Expr, type Goods, inputKey, type Trigger } from "@trajet/compiler/program";
import { abandonmentName } from "@trajet/compiler/program/abandonment";
import { absenceName } from "@trajet/compiler/program/absence";
import { equals } from "./compare.ts";
import type { Facts, Json, Occurrence, PastEvent } from "./facts.ts";
import { decodeField } from "./fields.ts";
import { keywordOf } from "./keyword.ts";
import type { Scope } from "./scope.ts";
import type { Value } from "./value.ts";
import { isJsonList, isJsonRecord } from "./wire.ts";

/** Evaluates an expression of the trigger: passed in, as expressions hold triggers (`contact bought …`) in their turn. */
export type Ask = (expr: Expr, facts: Facts) => Value;

/** What the event is for the trigger, `null` if the trigger does not mean it. See `matchTrigger`. */
export function matchWith(
  trigger: Trigger,
  event: PastEvent,
  scope: Scope,
  facts: Facts,
  ask: Ask,
): Occurrence | null {
  if (event.key !== inputKey(trigger)) return null;
  if (trigger.absentFor !== undefined) {
    if (event.body.absence !== absenceName(trigger, scope.timezone ?? "UTC")) return null;
    if (event.body.run !== undefined && event.body.run !== facts.run) return null;
    const occurrence = occurrenceOf(event);
    return passes(trigger.where, occurrence, facts, ask) ? occurrence : null;
  }
  const meant = candidates(trigger, event, scope, facts, ask);
  return meant.find((occurrence) => passes(trigger.where, occurrence, facts, ask)) ?? null;
}

/** Before a run has begun, `entry` is what is about to begin it. */
function passes(where: Expr | null, occurrence: Occurrence, facts: Facts, ask: Ask): boolean {
  if (where === null) return true;
  const around = facts.occurrence === null ? [] : [facts.occurrence, ...(facts.around ?? [])];
  return ask(where, { ...facts, occurrence, around, entry: facts.entry ?? occurrence }) === true;
}

/** What the event may be for the trigger before its filter is asked: of an order, one for each item that is meant. */
export function candidates(
  trigger: Trigger,
  event: PastEvent,
  scope: Scope,
  facts: Facts,
  ask: Ask,
): readonly Occurrence[] {
  switch (trigger.on) {
    case "signs up":
      return event.body.imported === true && !trigger.includingImports ? [] : [occurrenceOf(event)];
    case "changes": {
      if (trigger.to === null) return [occurrenceOf(event)];
      const now = decodeField(scope, trigger.field, event.body.to ?? null);
      return equals(now, ask(trigger.to, facts), facts.zone) ? [occurrenceOf(event)] : [];
    }
    case "buys":
      return purchases(event, trigger.goods, trigger.store);
    case "sees back in stock": {
      const product = event.body.product ?? null;
      return isFrom(trigger.store, event.body) && isAmong(trigger.goods, product)
        ? [occurrenceOf(event)]
        : [];
    }
    case "texts":
      return keywordOf(String(event.body.text ?? "")) === keywordOf(trigger.keyword)
        ? [occurrenceOf(event)]
        : [];
    case "abandons cart": {
      const isMeant = event.body.abandonment === abandonmentName(trigger, scope.timezone ?? "UTC");
      return isMeant ? [occurrenceOf(event)] : [];
    }
    case "gets order":
      return isFrom(trigger.store, event.body.order) ? [occurrenceOf(event)] : [];
    case "opens":
      return isOfSending(trigger, event, facts) ? [occurrenceOf(event)] : [];
    case "clicks":
      return isOfSending(trigger, event, facts) && isLink(trigger.link, event) ? [occurrenceOf(event)] : [];
    case "gets tag":
    case "loses tag":
    case "joins":
    case "leaves":
    case "enters people":
    case "leaves people":
    case "answers":
    case "unsubscribes":
    case "resubscribes":
    case "does":
      return [occurrenceOf(event)];
    default:
      return trigger satisfies never;
  }
}

/** By a person, and, where a run asks, of its latest sending. What a scanner did says nothing of anybody. */
function isOfSending(
  { message, sending }: Extract<Trigger, { on: "opens" | "clicks" }>,
  { body }: PastEvent,
  { sendings, underWay }: Facts,
): boolean {
  if (body.bot === true) return false;
  if (sending === "any" || sendings === undefined) return true;
  return body.sending === sendings[message] || (underWay != null && body.sending === underWay);
}

function isLink(link: string | null, { body }: PastEvent): boolean {
  const links = body.links ?? null;
  return link === null || (isJsonList(links) && links.includes(link));
}

/** Orders that are pending or cancelled were not bought; one that was refunded was. */
function purchases(event: PastEvent, goods: Goods, store: string | null): readonly Occurrence[] {
  const order = recordOf(event.body.order ?? null);
  if (order.status === "pending" || order.status === "cancelled") return [];
  if (!isFrom(store, order)) return [];
  const purchase = occurrenceOf(event);
  const items = itemsOf(order);
  if (goods.kind === "any" && items.length === 0) return [purchase];
  return items.filter((item) => isAmong(goods, item)).map((product) => ({ ...purchase, product }));
}

/** Whether an order or a product is of that store; `null` is any. */
function isFrom(store: string | null, goods: Json | undefined): boolean {
  return store === null || recordOf(goods ?? null).store === store;
}

function isAmong(goods: Goods, item: Json): boolean {
  const { sku, category } = recordOf(item);
  switch (goods.kind) {
    case "any":
      return true;
    case "products":
      return typeof sku === "string" && goods.codes.includes(sku);
    case "category":
      return typeof category === "string" && goods.names.includes(category);
    default:
      return goods satisfies never;
  }
}

/** What an event is where no filter chooses: of an order, `product` is its first item. */
export function occurrenceOf(event: PastEvent): Occurrence {
  const kind = kindOf(event.key);
  if (kind === "purchase") {
    const order = event.body.order ?? null;
    const [product] = itemsOf(recordOf(order));
    return { kind, at: event.at, order, ...(product === undefined ? {} : { product }) };
  }
  if (kind === "order") return { kind, at: event.at, order: event.body.order ?? null };
  if (kind === "cart") return { kind, at: event.at, cart: event.body.cart ?? null };
  if (kind === "stock") return { kind, at: event.at, product: event.body.product ?? null };
  if (kind === "answer") {
    const survey = event.key.slice("answer:".length);
    return { kind, at: event.at, answer: event.body.answer ?? null, survey };
  }
  const payload = event.body.event;
  return { kind, at: event.at, ...(payload === undefined ? {} : { event: payload }) };
}

function kindOf(key: string): string {
  const [family = "", ...rest] = key.split(":");
  switch (family) {
    case "order":
      return rest.length === 0 ? "purchase" : "order";
    case "event":
      return rest.join(":");
    case "group+":
    case "group-":
    case "people+":
    case "people-":
      return "membership";
    case "tag+":
    case "tag-":
    case "field":
    case "consent+":
    case "consent-":
      return "change";
    default:
      return family;
  }
}

const itemsOf = (order: { readonly [name: string]: Json }): readonly Json[] => {
  const items = order.items ?? null;
  return isJsonList(items) ? items : [];
};

const recordOf = (json: Json) => (isJsonRecord(json) ? json : {});
