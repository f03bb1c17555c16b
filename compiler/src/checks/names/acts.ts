import type { Act, Goods, Name, NumberLiteral, TextLiteral } from "@trajet/grammar";
import { cartType, orderType, productType } from "../../model/builtin-types.ts";
import { NUMBER, optional, type Type, UNKNOWN } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { assign } from "../expressions/assign.ts";
import { checkMember } from "../expressions/members.ts";
import type { EntryKind, Scope } from "../scope.ts";
import { resolve } from "./declared.ts";
import { checkLink } from "./links.ts";
import { checkChannel, checkGoods, checkGroup, checkPeople, checkSameAudience, checkTag } from "./members.ts";

/**
 * Checks the names in what a contact does, and says what the sentence is about: the kind that `entry is …` asks for,
 * and the names (`order`, `product`, `event` …) that its filter may use.
 */
export function checkAct(act: Act, scope: Scope, check: Check): EntryKind {
  const { audience } = scope;
  switch (act.verb) {
    case "sign up":
      return { kind: "signup", members: {} };
    case "unsubscribe":
    case "resubscribe":
      checkChannel(act.channel, check);
      return { kind: "change", members: {} };
    case "get tag":
    case "lose tag":
      checkTag(act.tag, audience, check);
      return { kind: "change", members: {} };
    case "change":
      checkChange(act.field, act.to, scope, check);
      return { kind: "change", members: {} };
    case "join":
    case "leave group":
      checkGroup(act.group, audience, check);
      return { kind: "membership", members: {} };
    case "leave":
    case "enter":
      if (act.people !== undefined) checkPeople(act.people, audience, check);
      return { kind: "membership", members: {} };
    case "get order":
      return { kind: "order", members: { order: orderType(currencyFrom(act.store, check)) } };
    case "buy":
      return bought(act.goods, act.store, check);
    case "abandon cart":
      return { kind: "cart", members: { cart: cartType(currencyFrom(act.store, check)) } };
    case "see back in stock":
      checkGoodsOf(act.goods, act.store, check);
      return { kind: "stock", members: { product: productType(currencyFrom(act.store, check)) } };
    case "open":
    case "click":
      checkMessageOf(act.message, act.verb === "click" ? act.link : undefined, scope, check);
      return { kind: "message", members: {} };
    case "text":
      return { kind: "reply", members: {} };
    case "answer":
      return { kind: "answer", members: { answer: answerType(act.survey, scope, check) } };
    case "do":
      return happened(act.event, check);
    default:
      return act satisfies never;
  }
}

function checkChange(
  field: Name | undefined,
  to: Parameters<typeof assign>[0] | undefined,
  scope: Scope,
  check: Check,
) {
  if (field === undefined) return;
  const contact = scope.audience === undefined ? UNKNOWN : check.types.contact(scope.audience);
  const type = checkMember(contact, field, check);
  if (to !== undefined) assign(to, type, `the field "${field.text}"`, scope, check);
}

function bought(goods: Goods, store: Name | undefined, check: Check): EntryKind {
  const currency = checkGoodsOf(goods, store, check);
  return { kind: "purchase", members: { order: orderType(currency), product: productType(currency) } };
}

function checkGoodsOf(goods: Goods, name: Name | undefined, check: Check): string | undefined {
  const store = resolve("stores", name, check);
  const unknownStore = name !== undefined && store === undefined;
  if (!unknownStore && goods.kind === "products") checkGoods("product", goods.codes, store, check);
  if (!unknownStore && goods.kind === "category") checkGoods("category", goods.names, store, check);
  return check.types.currency(name?.text);
}

function currencyFrom(store: Name | undefined, check: Check): string | undefined {
  resolve("stores", store, check);
  return check.types.currency(store?.text);
}

function checkMessageOf(
  name: Name | undefined,
  link: TextLiteral | undefined,
  scope: Scope,
  check: Check,
): void {
  const message = resolve("messages", name, check);
  if (message === undefined || name === undefined) return;
  checkSameAudience(name, message.audience, scope.audience, check);
  if (link !== undefined) checkLink(link, message, check);
  if (scope.sent !== undefined && !scope.sent.has(name.text)) {
    check.report("TJ4038", name.span, { message: name.text });
  }
}

function answerType(name: Name | undefined, scope: Scope, check: Check): Type {
  const survey = resolve("messages", name, check);
  if (survey === undefined || name === undefined) return UNKNOWN;
  if (survey.kind !== "Survey") {
    check.report("TJ2021", name.span, { name: name.text, is: survey.kind, wanted: "survey" });
    return UNKNOWN;
  }
  checkSameAudience(name, survey.audience, scope.audience, check);
  const fields: Record<string, Type> = {};
  for (const item of survey.items) {
    if (item.kind !== "Question" || item.name === undefined) continue;
    // People leave questions out, whatever their type.
    fields[item.name.text] = optional(
      item.scale === undefined ? check.types.node(item.type) : onScale(item.scale),
    );
  }
  return { type: "record", name: "answer", fields };
}

function onScale({
  low,
  high,
}: {
  readonly low: NumberLiteral;
  readonly high: NumberLiteral | undefined;
}): Type {
  const backwards = high === undefined || Number(low.text) > Number(high.text);
  return backwards ? NUMBER : { ...NUMBER, scale: { low: low.text, high: high.text } };
}

function happened(name: Name | undefined, check: Check): EntryKind {
  resolve("events", name, check);
  const event = (name === undefined ? undefined : check.types.event(name.text)) ?? UNKNOWN;
  return { kind: name?.text ?? "event", members: { event } };
}
