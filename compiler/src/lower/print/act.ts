import type { Act, Goods, GroupRef, Name, PeopleRef, TextLiteral } from "@trajet/grammar";
import { otherTense } from "../../checks/names/tense.ts";
import { quote } from "../../diagnostics/fixes.ts";
import { type Print, quotedList } from "./text.ts";

/** `buys any product from Boutique`, `did not open Welcome`: the verb in its tense, and what belongs to it. */
export function printAct(act: Act, tense: "present" | "past", negated: boolean, print: Print): string {
  const rest = complement(act, print);
  const verb = otherTense(act.verb, tense, negated);
  return rest === "" ? verb : `${verb} ${rest}`;
}

function complement(act: Act, print: Print): string {
  switch (act.verb) {
    case "sign up":
      return act.includingImports ? "up including imports" : "up";
    case "unsubscribe":
      return act.channel === undefined ? "" : `from ${act.channel.text}`;
    case "resubscribe":
      return act.channel === undefined ? "" : `to ${act.channel.text}`;
    case "get tag":
    case "lose tag":
      return `tag ${printText(act.tag)}`;
    case "get order":
      return `order ${printName(act.state)}${printStore(act.store)}`;
    case "join":
    case "leave group":
      return printGroup(act.group);
    case "leave":
    case "enter":
      return printPeople(act.people);
    case "change":
      return act.to === undefined ? printName(act.field) : `${printName(act.field)} to ${print(act.to)}`;
    case "buy":
      return `${printGoods(act.goods)}${printStore(act.store)}`;
    case "abandon cart":
      return `cart${printStore(act.store)}`;
    case "see back in stock":
      return `${printGoods(act.goods)} back in stock${printStore(act.store)}`;
    case "open":
      return printName(act.message);
    case "click":
      return act.link === undefined
        ? printName(act.message)
        : `${printName(act.message)} ${printText(act.link)}`;
    case "text":
      return printText(act.keyword);
    case "answer":
      return printName(act.survey);
    case "do":
      return printName(act.event);
    default:
      return act satisfies never;
  }
}

function printName(name: Name | undefined): string {
  return name?.text ?? "…";
}

function printText(text: TextLiteral | undefined): string {
  return text === undefined ? "…" : quote(text.value);
}

function printStore(store: Name | undefined): string {
  return store === undefined ? "" : ` from ${store.text}`;
}

function printGoods(goods: Goods): string {
  switch (goods.kind) {
    case "any":
      return "any product";
    case "category":
      return `category ${quotedList(goods.names)}`;
    case "products":
      return quotedList(goods.codes);
    default:
      return goods satisfies never;
  }
}

/** `"Interests"."Baking"` */
export function printGroup(group: GroupRef | undefined): string {
  return `${printText(group?.category)}.${printText(group?.group)}`;
}

/** `Lapsed`, `TopSpenders.gold` */
export function printPeople(people: PeopleRef | undefined): string {
  return people?.tier === undefined
    ? printName(people?.name)
    : `${printName(people.name)}.${people.tier.text}`;
}
