import type { Expr, Trigger } from "@trajet/compiler/program";
import { writtenName } from "./remembered.ts";

/** How the source calls what an expression reads of the contact, the entry, the clock; `null` for one that only computes. */
export function nameOfRead(expr: Expr): string | null {
  switch (expr.op) {
    case "get":
      return nameOfReference(expr);
    case "now":
    case "today":
      return expr.op;
    case "entered":
      return "entry";
    case "has tag":
      return `contact has tag "${expr.tag}"`;
    case "in group":
      return `contact in "${expr.category}"."${expr.group}"`;
    case "in segment":
      return `contact in ${expr.segment}`;
    case "in loyalty":
      return `contact in ${expr.query}${expr.tier === null ? "" : `.${expr.tier}`}`;
    case "in custom audience":
      return `contact in ${expr.customAudience}`;
    case "in journey":
      return `contact in journey ${expr.journey}`;
    case "subscribed":
      return `contact is subscribed to ${expr.channel}`;
    case "entry is":
      return `entry is ${expr.kind}`;
    case "history":
      return `contact ${inThePast(expr.history.trigger)}`;
    case "measure":
      return `${expr.measure}${expr.store === null ? "" : ` from ${expr.store}`}`;
    default:
      return null;
  }
}

/** Parameters and remembered names stand behind the call path of their fragment. */
function nameOfReference({ root, path }: Extract<Expr, { op: "get" }>): string {
  const [name = "", ...rest] = path;
  if (root === "argument" || root === "remembered") return [writtenName(name), ...rest].join(".");
  return [root, ...path].join(".");
}

function inThePast(trigger: Trigger): string {
  switch (trigger.on) {
    case "signs up":
      return "signed up";
    case "gets tag":
      return `got tag "${trigger.tag}"`;
    case "loses tag":
      return `lost tag "${trigger.tag}"`;
    case "joins":
      return `joined "${trigger.category}"."${trigger.group}"`;
    case "leaves":
      return `left "${trigger.category}"."${trigger.group}"`;
    case "enters people":
      return `entered ${trigger.people}`;
    case "leaves people":
      return `left ${trigger.people}`;
    case "changes":
      return `changed ${trigger.field}`;
    case "unsubscribes":
      return `unsubscribed from ${trigger.channel}`;
    case "resubscribes":
      return `resubscribed to ${trigger.channel}`;
    case "buys":
      return `bought ${goodsOf(trigger.goods)}${storeOf(trigger.store)}`;
    case "gets order":
      return `got order ${trigger.state}${storeOf(trigger.store)}`;
    case "abandons cart":
      return `abandoned cart${storeOf(trigger.store)}`;
    case "sees back in stock":
      return `saw ${goodsOf(trigger.goods)} back in stock${storeOf(trigger.store)}`;
    case "opens":
      return `opened ${trigger.message}`;
    case "clicks":
      return `clicked ${trigger.message}`;
    case "texts":
      return `texted "${trigger.keyword}"`;
    case "answers":
      return `answered ${trigger.survey}`;
    case "does":
      return `did ${trigger.event}`;
    default:
      return trigger satisfies never;
  }
}

type Goods = Extract<Trigger, { on: "buys" }>["goods"];

function goodsOf(goods: Goods): string {
  switch (goods.kind) {
    case "any":
      return "any product";
    case "products":
      return goods.codes.map((code) => `"${code}"`).join(", ");
    case "category":
      return `category ${goods.names.map((name) => `"${name}"`).join(", ")}`;
    default:
      return goods satisfies never;
  }
}

const storeOf = (store: string | null): string => (store === null ? "" : ` from ${store}`);
