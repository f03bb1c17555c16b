import type { Expr } from "./expressions.ts";

export type Goods =
  | { readonly kind: "any" }
  | { readonly kind: "products"; readonly codes: readonly string[] }
  | { readonly kind: "category"; readonly names: readonly string[] };

/** What must happen. `where` speaks of the event itself (`order`, `product`, `event`) and of the contact at its time. */
export type Trigger = { readonly where: Expr | null; readonly sinceEntry?: true } & (
  | { readonly on: "signs up"; readonly includingImports: boolean }
  | { readonly on: "gets tag" | "loses tag"; readonly tag: string }
  | { readonly on: "joins" | "leaves"; readonly category: string; readonly group: string }
  | { readonly on: "changes"; readonly field: string; readonly to: Expr | null }
  | { readonly on: "unsubscribes" | "resubscribes"; readonly channel: string }
  | { readonly on: "buys"; readonly goods: Goods; readonly store: string | null }
  | { readonly on: "does"; readonly event: string }
);

/**
 * What an event is filed under, and what a program watches: `signup`, `order`, `tag+:vip`, `tag-:vip`, `group+:Interests/Baking`,
 * `group-:…`, `field:plan`, `consent+:email`, `consent-:email`, `event:TrialStarted`.
 */
export type InputKey = string;

/** The key under which the events of a trigger are filed. */
export function inputKey(trigger: Trigger): InputKey {
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
    case "changes":
      return `field:${trigger.field}`;
    case "resubscribes":
      return `consent+:${trigger.channel}`;
    case "unsubscribes":
      return `consent-:${trigger.channel}`;
    case "buys":
      return "order";
    case "does":
      return `event:${trigger.event}`;
    default:
      return trigger satisfies never;
  }
}
