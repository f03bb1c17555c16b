import type { Act, Expression, ObjectExpression } from "@trajet/grammar";
import type { Type } from "../../model/types.ts";
import type { Expr, Values } from "../../program/types.ts";
import type { Lowering } from "../lowering.ts";

/** Values that a test gives, by the names under which they arrive. */
export function lowerValues(
  object: ObjectExpression | undefined,
  type: Type | undefined,
  place: Lowering,
): Values {
  const fields = (object?.pairs ?? []).map(({ key, value }): [string, Expr] => {
    const field = fieldOf(type, key.text);
    return [field?.wireName ?? key.text, lowerValue(value, field, place)];
  });
  return Object.fromEntries(fields);
}

function lowerValue(value: Expression, type: Type | undefined, place: Lowering): Expr {
  if (value.kind === "Parenthesized") return lowerValue(value.inner, type, place);
  if (value.kind === "Object") return { op: "object", fields: lowerValues(value, type, place) };
  if (value.kind === "List")
    return { op: "list", items: value.elements.map((one) => lowerValue(one, type, place)) };
  return place.expression(value, place);
}

function fieldOf(type: Type | undefined, name: string): Type | undefined {
  const { fields } = type ?? {};
  return fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** The type of what a happening carries; `undefined` where it carries nothing. */
export function carriedBy(act: Act, { model, audience }: Lowering): Type | undefined {
  switch (act.verb) {
    case "sign up":
      return model.types.contact(audience);
    case "do":
      return act.event === undefined ? undefined : model.types.event(act.event.text);
    default:
      // The names of orders, carts, products and answers are those under which they arrive.
      return undefined;
  }
}
