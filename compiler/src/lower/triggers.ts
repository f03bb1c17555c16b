import type { Act, Expression, Goods as WrittenGoods, Trigger as WrittenTrigger } from "@trajet/grammar";
import type { Expr, Goods, Trigger } from "../program/types.ts";
import { type Lowering, LoweringError, ownField, present } from "./lowering.ts";

/** What must happen for a start, an exit or an arm of a wait. */
export function lowerTrigger(trigger: WrittenTrigger, place: Lowering): Trigger {
  if (trigger.negated || trigger.for !== undefined)
    throw new LoweringError("a program has no trigger of absence");
  return lowerAct(trigger.act, trigger.where, sinceEntry(trigger.since), place);
}

/** What counts is what happened since the wait began, or since the run did; a program knows no other moment here. */
function sinceEntry(since: Expression | undefined): boolean {
  if (since === undefined) return false;
  const entry = since.kind === "Reference" && since.path.length === 1 && since.path[0]?.text === "entry";
  if (!entry) throw new LoweringError("a program has no trigger since any other moment than `entry`");
  return true;
}

/** The same of a trigger and of a condition about the past: the act and its filter. */
export function lowerAct(
  act: Act,
  where: Expression | undefined,
  fromEntry: boolean,
  place: Lowering,
): Trigger {
  const inside: Lowering = { ...place, event: act.verb === "do" ? act.event?.text : undefined };
  const common = {
    where: where === undefined ? null : place.expression(where, inside),
    ...(fromEntry ? { sinceEntry: true as const } : {}),
  };
  return triggerOf(act, common, place);
}

type Common = { readonly where: Expr | null; readonly sinceEntry?: true };

function triggerOf(act: Act, common: Common, place: Lowering): Trigger {
  switch (act.verb) {
    case "sign up":
      return { ...common, on: "signs up", includingImports: act.includingImports };
    case "get tag":
    case "lose tag":
      return {
        ...common,
        on: act.verb === "get tag" ? "gets tag" : "loses tag",
        tag: present(act.tag, "a tag").value,
      };
    case "join":
    case "leave group": {
      const category = present(act.group?.category, "a group").value;
      const group = present(act.group?.group, "a group").value;
      return { ...common, on: act.verb === "join" ? "joins" : "leaves", category, group };
    }
    case "change":
      return { ...common, on: "changes", ...change(act, place) };
    case "unsubscribe":
      return { ...common, on: "unsubscribes", channel: act.channel?.text ?? "email" };
    case "resubscribe":
      return { ...common, on: "resubscribes", channel: act.channel?.text ?? "email" };
    case "buy":
      return { ...common, on: "buys", goods: goodsOf(act.goods), store: act.store?.text ?? null };
    case "do":
      return { ...common, on: "does", event: present(act.event, "an event").text };
    default:
      throw new LoweringError(`a program has no trigger "${act.verb}"`);
  }
}

function change(act: Extract<Act, { verb: "change" }>, place: Lowering): { field: string; to: Expr | null } {
  const field = present(act.field, "a field").text;
  if (ownField(place, field)) place.uses.fields.add(field);
  return { field, to: act.to === undefined ? null : place.expression(act.to, place) };
}

function goodsOf(goods: WrittenGoods): Goods {
  switch (goods.kind) {
    case "any":
      return { kind: "any" };
    case "products":
      return { kind: "products", codes: goods.codes.map((code) => code.value) };
    case "category":
      return { kind: "category", names: goods.names.map((name) => name.value) };
    default:
      return goods satisfies never;
  }
}
