import type { DurationOf, Expr } from "./expressions.ts";

export type Goods =
  | { readonly kind: "any" }
  | { readonly kind: "products"; readonly codes: readonly string[] }
  | { readonly kind: "category"; readonly names: readonly string[] };

export type OrderState = "fulfilled" | "shipped" | "refunded" | "cancelled";

/** Which sendings of a message are meant: the latest of this run, or, outside a run, any. */
export type Sending = "latest" | "any";

interface TriggerBase {
  /** Speaks of the event itself (`order`, `product`, `event`) and of the contact at its time. */
  readonly where: Expr | null;
  /** In a wait: what happened since the run began counts, or since another moment; else since the wait began. */
  readonly sinceEntry?: true;
  readonly since?: Expr;
  /** What counts is that it does not happen for so long: `does not open Welcome for 3 days`. */
  readonly absentFor?: DurationOf;
}

/** What must happen. */
export type Trigger = TriggerBase &
  (
    | { readonly on: "signs up"; readonly includingImports: boolean }
    | { readonly on: "gets tag" | "loses tag"; readonly tag: string }
    | { readonly on: "joins" | "leaves"; readonly category: string; readonly group: string }
    /** Of a segment or loyalty query; `tier: null` is the query as a whole. */
    | {
        readonly on: "enters people" | "leaves people";
        readonly people: string;
        readonly tier: string | null;
      }
    | { readonly on: "changes"; readonly field: string; readonly to: Expr | null }
    | { readonly on: "unsubscribes" | "resubscribes"; readonly channel: string }
    | { readonly on: "buys"; readonly goods: Goods; readonly store: string | null }
    | { readonly on: "gets order"; readonly state: OrderState; readonly store: string | null }
    /** `for`: how long the cart is left alone; `null` in a condition, which asks about carts that were. */
    | { readonly on: "abandons cart"; readonly for: DurationOf | null; readonly store: string | null }
    | { readonly on: "sees back in stock"; readonly goods: Goods; readonly store: string | null }
    | { readonly on: "opens"; readonly message: string; readonly sending: Sending }
    | {
        readonly on: "clicks";
        readonly message: string;
        readonly link: string | null;
        readonly sending: Sending;
      }
    | { readonly on: "texts"; readonly keyword: string }
    | { readonly on: "answers"; readonly survey: string }
    | { readonly on: "does"; readonly event: string }
  );

/**
 * What an event is filed under, and what a program watches: `signup`, `order`, `order:shipped`, `cart`, `stock`, `tag+:vip`,
 * `tag-:vip`, `group+:Interests/Baking`, `group-:…`, `people+:TopSpenders.gold`, `people-:…`, `field:plan`,
 * `consent+:email`, `consent-:email`, `open:Welcome`, `click:Welcome`, `reply`, `answer:Nps`, `event:TrialStarted`;
 * `absence:` before any of them is that it did not happen for a time. Not events of their own, but what conditions read: `open` and
 * `click` are those of all messages, `sent:Welcome` is when a message was sent.
 */
export type InputKey = string;

/** The key under which the events of a trigger are filed. */
export function inputKey(trigger: Trigger): InputKey {
  return trigger.absentFor === undefined ? keyOfAct(trigger) : `absence:${keyOfAct(trigger)}`;
}

/** The key of what happens: for an absence, of what does not. */
function keyOfAct(trigger: Trigger): InputKey {
  switch (trigger.on) {
    case "signs up":
      return "signup";
    case "gets tag":
      return `tag+:${trigger.tag}`;
    case "loses tag":
      return `tag-:${trigger.tag}`;
    case "joins":
      return `group+:${trigger.category}/${trigger.group}`;
    case "leaves":
      return `group-:${trigger.category}/${trigger.group}`;
    case "enters people":
      return `people+:${peopleKey(trigger.people, trigger.tier)}`;
    case "leaves people":
      return `people-:${peopleKey(trigger.people, trigger.tier)}`;
    case "changes":
      return `field:${trigger.field}`;
    case "resubscribes":
      return `consent+:${trigger.channel}`;
    case "unsubscribes":
      return `consent-:${trigger.channel}`;
    case "buys":
      return "order";
    case "gets order":
      return `order:${trigger.state}`;
    case "abandons cart":
      return "cart";
    case "sees back in stock":
      return "stock";
    case "opens":
      return `open:${trigger.message}`;
    case "clicks":
      return `click:${trigger.message}`;
    case "texts":
      return "reply";
    case "answers":
      return `answer:${trigger.survey}`;
    case "does":
      return `event:${trigger.event}`;
    default:
      return trigger satisfies never;
  }
}

/** `Lapsed`, `TopSpenders.gold`: how people are named in keys. */
export function peopleKey(people: string, tier: string | null | undefined): string {
  return tier == null ? people : `${people}.${tier}`;
}
