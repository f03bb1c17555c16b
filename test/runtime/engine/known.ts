import type { Expr, ValueType } from "@trajet/compiler/program";
import type { ContactFacts, Facts, Json, PastEvent } from "../../../runtime/src/engine/facts.ts";
import { keysOf } from "../../../runtime/src/engine/families.ts";
import type { Scope } from "../../../runtime/src/engine/scope.ts";

/** Friday, 27 March 2026, 10:00 in Paris. */
export const NOW = Date.parse("2026-03-27T10:00:00+01:00");

export const at = (text: string): number => Date.parse(text);

/** Facts about a contact in Paris; events as a list, in any order. */
export function facts(
  known: Partial<Omit<Facts, "contact" | "history">> & {
    readonly contact?: Partial<ContactFacts>;
    readonly events?: readonly PastEvent[];
  } = {},
): Facts {
  const { contact, events = [], ...rest } = known;
  const ordered = events.toSorted((one, other) => one.at - other.at || one.seq - other.seq);
  return {
    now: NOW,
    zone: "Europe/Paris",
    contact: {
      id: "c1",
      audience: "Newsletter",
      fields: {},
      tags: new Set(),
      groups: new Set(),
      consent: {},
      archived: false,
      ...contact,
    },
    entry: null,
    occurrence: null,
    history: (key) => ordered.filter((event) => keysOf(event.key).includes(key)),
    journeys: new Set(),
    ...rest,
  };
}

let seq = 0;
export function event(key: string, when: string, body: { readonly [name: string]: Json } = {}): PastEvent {
  seq += 1;
  return { id: `e${seq}`, seq, key, at: at(when), receivedAt: at(when), body };
}

export interface OrderFacts {
  readonly id?: string;
  readonly total?: string;
  readonly currency?: string;
  readonly refunded?: string;
  readonly store?: string;
  readonly status?: string;
  readonly items?: readonly { readonly [name: string]: Json }[];
}

/** An order of 10 EUR at Boutique, unless said. */
export function order(when: string, known: OrderFacts = {}): PastEvent {
  const { id = `o${seq + 1}`, total = "10", currency = "EUR", refunded, ...rest } = known;
  return event("order", when, {
    order: {
      id,
      store: "Boutique",
      total: { amount: total, currency },
      status: "paid",
      placedAt: new Date(at(when)).toISOString(),
      items: [],
      ...(refunded === undefined ? {} : { refunded: { amount: refunded, currency } }),
      ...rest,
    },
  });
}

const optional = (type: ValueType["type"]): ValueType => ({ type, optional: true });

export const scope: Scope & {
  readonly people: Record<string, Expr>;
  readonly events: Record<string, ValueType>;
} = {
  fields: {
    city: optional("text"),
    town: optional("text"),
    plan: { type: "enum", values: ["free", "pro"] },
    points: { type: "number" },
    budget: optional("money"),
    birthday: optional("date"),
    renewal: optional("moment"),
    favorites: { type: "text", list: true },
    best: optional("time"),
    patience: optional("duration"),
    member: { type: "boolean" },
  },
  events: {
    TrialStarted: {
      type: "record",
      fields: { plan: { type: "text" }, startsAt: optional("moment"), price: optional("money") },
    },
  },
  people: {},
};

/** Shorthands for expressions. */
export const get = (path: string): Expr => {
  const [root = "", ...rest] = path.split(".");
  return { op: "get", root: root as never, path: rest };
};
export const constant = (value: Extract<Expr, { op: "constant" }>["value"]): Expr => ({
  op: "constant",
  value,
});
export const eur = (amount: string): Expr => constant({ money: amount, currency: "EUR" });
export const day = (date: string): Expr => constant({ date });
export const binary = <Op extends Extract<Expr, { left: Expr }>["op"]>(
  left: Expr,
  op: Op,
  right: Expr,
): Expr => ({ op, left, right }) as Expr;
