import type { Act, Trigger } from "@trajet/grammar";
import { holds, type Scope, worth } from "./conditions.ts";
import { equal } from "./values.ts";
import type { Happening } from "./world.ts";

/* Whether something that happened is what a trigger or a condition means: docs/language.md, "Triggers". */

/** With its filter, in the light of a run or of a start. */
export const means = (trigger: Trigger, deed: Happening, scope: Scope): boolean =>
  !trigger.negated && fits(trigger.act, deed, scope) && holds(trigger.where, { ...scope, deed });

export function fits(act: Act, deed: Happening, scope: Scope): boolean {
  switch (act.verb) {
    case "sign up":
      return deed.verb === "sign up";
    case "unsubscribe":
    case "resubscribe":
      return deed.verb === act.verb && deed.channel === (act.channel?.text ?? "email");
    case "get tag":
    case "lose tag":
      return deed.verb === act.verb && deed.tag === act.tag?.value;
    case "join":
    case "leave group":
      return (
        deed.verb === act.verb && deed.group === `${act.group?.category?.value}/${act.group?.group?.value}`
      );
    case "change":
      return (
        deed.verb === "change" &&
        deed.field === act.field?.text &&
        (act.to === undefined || equal(deed.to, worth(act.to, scope)))
      );
    case "buy":
      return deed.verb === "buy" && bought(act.goods, deed) && isFrom(act.store?.text, deed);
    case "do":
      return deed.verb === "do" && deed.event === act.event?.text;
    case "open":
      return (
        deed.verb === "open" &&
        deed.message === act.message?.text &&
        (scope.run === undefined || deed.of === scope.run.sent.get(deed.message))
      );
    default:
      throw new Error(`the reference does not know ${act.verb}`);
  }
}

function bought(
  goods: Extract<Act, { verb: "buy" }>["goods"],
  deed: Extract<Happening, { verb: "buy" }>,
): boolean {
  const items = deed.order.items as readonly { readonly sku: string; readonly category: string }[];
  switch (goods.kind) {
    case "any":
      return true;
    case "products":
      return items.some(({ sku }) => goods.codes.some(({ value }) => value === sku));
    case "category":
      return items.some(({ category }) => goods.names.some(({ value }) => value === category));
    default:
      return goods satisfies never;
  }
}

const isFrom = (store: string | undefined, deed: Extract<Happening, { verb: "buy" }>): boolean =>
  store === undefined || deed.order.store === store;
