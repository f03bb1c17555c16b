import type { Root } from "@trajet/compiler/program";
import type { Facts, Json, Occurrence } from "./facts.ts";
import { decodeField } from "./fields.ts";
import { CART, ORDER, PRODUCT } from "./orders.ts";
import type { Scope } from "./scope.ts";
import { isTagged, moment, type RecordValue, type Value, ValueError } from "./value.ts";
import { decodePath } from "./wire.ts";

/**
 * The value of `contact.city`, `entry.order.total`, `event.plan`; missing where there is none. `out`: not of the innermost
 * trigger or condition, but of the one so many further out.
 */
export function resolve(root: Root, path: readonly string[], scope: Scope, facts: Facts, out = 0): Value {
  switch (root) {
    case "contact":
      return ofContact(path, scope, facts);
    case "entry":
      if (facts.entry === null) return null;
      return path.length === 0 ? moment(facts.entry.at) : ofOccurrence(facts.entry, path, scope);
    case "event":
    case "order":
    case "product":
    case "cart":
    case "answer":
      return ofHappening(facts, out, [root, ...path], scope);
    case "argument":
      return ofNames(facts.names?.arguments, path);
    case "remembered":
      return ofNames(facts.names?.remembered, path);
    default:
      return root satisfies never;
  }
}

function ofHappening(facts: Facts, out: number, path: readonly string[], scope: Scope): Value {
  const occurrence = out === 0 ? facts.occurrence : (facts.around?.[out - 1] ?? null);
  return occurrence && ofOccurrence(occurrence, path, scope);
}

function ofContact(path: readonly string[], scope: Scope, facts: Facts): Value {
  const [name, ...rest] = path;
  if (name === undefined) throw new ValueError("a lone `contact` has no value");
  if (name === "id") return facts.contact.id;
  return inside(decodeField(scope, name, storedField(name, facts)), rest);
}

/** The statuses of the two built-in channels are told by the contact's consent. */
const STATUS_OF = new Map([
  ["emailStatus", "email"],
  ["smsStatus", "sms"],
]);

export function storedField(name: string, { contact }: Facts): Json {
  const channel = STATUS_OF.get(name);
  if (channel === undefined)
    return (Object.hasOwn(contact.fields, name) ? contact.fields[name] : null) ?? null;
  return (Object.hasOwn(contact.consent, channel) ? contact.consent[channel] : undefined) ?? "none";
}

function ofOccurrence(occurrence: Occurrence, path: readonly string[], scope: Scope): Value {
  const [member, ...rest] = path;
  switch (member) {
    case "order":
      return ofRecord(ORDER, occurrence.order, rest);
    case "product":
      // Outside an order nobody counts pieces: one is meant.
      return ofRecord(PRODUCT, occurrence.product, rest) ?? (rest[0] === "quantity" ? 1 : null);
    case "cart":
      return ofRecord(CART, occurrence.cart, rest);
    case "answer":
      return occurrence.answer === undefined
        ? null
        : ofAnswer(occurrence.survey ?? "", occurrence.answer, rest, scope);
    case "event":
      return occurrence.event === undefined ? null : ofEvent(occurrence.kind, occurrence.event, rest, scope);
    default:
      return null;
  }
}

const ofRecord = (type: typeof ORDER, json: Json | undefined, path: readonly string[]): Value =>
  json === undefined ? null : decodePath(type, json, path);

function ofAnswer(survey: string, answer: Json, path: readonly string[], scope: Scope): Value {
  const type = scope.answers && Object.hasOwn(scope.answers, survey) ? scope.answers[survey] : undefined;
  if (!type) throw new ValueError(`the program does not know the questions of the survey ${survey}`);
  return decodePath(type, answer, path);
}

function ofEvent(kind: string, payload: Json, path: readonly string[], scope: Scope): Value {
  const type = scope.events && Object.hasOwn(scope.events, kind) ? scope.events[kind] : undefined;
  if (!type) throw new ValueError(`the program does not know the payload of the event ${kind}`);
  return decodePath(type, payload, path);
}

function ofNames(values: { readonly [name: string]: Value } | undefined, path: readonly string[]): Value {
  const [name = "", ...rest] = path;
  return values && Object.hasOwn(values, name) ? inside(values[name] ?? null, rest) : null;
}

function inside(value: Value, path: readonly string[]): Value {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  return isTagged(value) && value.type === "record" ? inside(memberOf(value, name), rest) : null;
}

/** A record that was kept in the database has JavaScript's own names, which are none of its members. */
const memberOf = ({ fields }: RecordValue, name: string): Value =>
  (Object.hasOwn(fields, name) ? fields[name] : null) ?? null;
