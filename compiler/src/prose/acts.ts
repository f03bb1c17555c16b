import type { Act, Expression, Goods, Name } from "@trajet/grammar";
import { otherTense } from "../checks/names/tense.ts";
import { channelInWords, groupInWords, messageInWords, peopleInWords } from "./declared.ts";
import { fieldInWords } from "./references.ts";
import type { Telling } from "./telling.ts";
import { listed, quoted } from "./wording.ts";

/** How a value is put into words: passed in, as values hold sentences and sentences values. */
export type InWords = (expression: Expression | undefined, telling: Telling) => string;

/** `buys any product from Boutique`, `did not open the email Welcome`: what stands behind `the contact`. */
export function actInWords(
  act: Act,
  tense: "present" | "past",
  negated: boolean,
  telling: Telling,
  inWords: InWords,
): string {
  const rest = complement(act, telling, inWords);
  return `${verbOf(act, tense, negated)}${rest === "" ? "" : ` ${rest}`}`;
}

/** Verbs that English says otherwise than the language, whose sentences are as short as can be. */
const OTHER: Partial<Readonly<Record<Act["verb"], { base: string; present: string; past: string }>>> = {
  "get order": { base: "have", present: "has", past: "had" },
  "abandon cart": { base: "leave", present: "leaves", past: "left" },
  do: { base: "trigger", present: "triggers", past: "triggered" },
};

function verbOf({ verb }: Act, tense: "present" | "past", negated: boolean): string {
  const other = OTHER[verb];
  if (other === undefined) return otherTense(verb, tense, negated);
  return negated ? `${tense === "past" ? "did not" : "does not"} ${other.base}` : other[tense];
}

function complement(act: Act, telling: Telling, inWords: InWords): string {
  const { model } = telling;
  switch (act.verb) {
    case "sign up":
      return act.includingImports ? "up or is imported" : "up";
    case "unsubscribe":
      return `from ${channelInWords(act.channel)}`;
    case "resubscribe":
      return `to ${channelInWords(act.channel)}`;
    case "get tag":
    case "lose tag":
      return `the tag ${quoted(act.tag?.value)}`;
    case "get order":
      return `an order${storeInWords(act.store)} ${act.state?.text ?? "…"}`;
    case "join":
    case "leave group":
      return groupInWords(act.group);
    case "leave":
    case "enter":
      return peopleInWords(act.people, model);
    case "change": {
      const field = `their ${fieldInWords(act.field?.text ?? "…")}`;
      return act.to === undefined ? field : `${field} to ${inWords(act.to, telling)}`;
    }
    case "buy":
      return `${goodsInWords(act.goods)}${storeInWords(act.store)}`;
    case "abandon cart":
      return `a cart${storeInWords(act.store)} behind`;
    case "see back in stock":
      return `${goodsInWords(act.goods)} back in stock${storeInWords(act.store)}`;
    case "open":
      return messageInWords(act.message, model);
    case "click":
      return `${act.link === undefined ? "a link" : `the link ${quoted(act.link.value)}`} in ${messageInWords(act.message, model)}`;
    case "text":
      return `the word ${quoted(act.keyword?.value)}`;
    case "answer":
      return messageInWords(act.survey, model);
    case "do":
      return `the event ${act.event?.text ?? "…"}`;
    default:
      return act satisfies never;
  }
}

function storeInWords(store: Name | undefined): string {
  return store === undefined ? "" : ` from ${store.text}`;
}

function goodsInWords(goods: Goods): string {
  switch (goods.kind) {
    case "any":
      return "any product";
    case "category": {
      const noun = goods.names.length === 1 ? "category" : "categories";
      return `a product of the ${noun} ${listed(
        goods.names.map((name) => quoted(name.value)),
        "or",
      )}`;
    }
    case "products":
      return listed(
        goods.codes.map((code) => quoted(code.value)),
        "or",
      );
    default:
      return goods satisfies never;
  }
}
