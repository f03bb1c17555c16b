import type { Expression, ListExpression, TextLiteral } from "@trajet/grammar";
import { describe, elementOf, isTextLike, required, type Type } from "../../model/types.ts";
import type { Check } from "../check.ts";
import type { Scope } from "../scope.ts";
import { insteadOf, writeInstead } from "./instead.ts";
import { reportOptional } from "./optionals.ts";
import { unwrap } from "./unwrap.ts";
import { checkEnumValue, checkWrittenValue } from "./written-values.ts";

export { unwrap } from "./unwrap.ts";

/**
 * Checks a value that is given to something of a type: an argument, a field that is set, a default. `what` names it in
 * the message, as `the parameter "at" of Reminder`.
 */
export function assign(value: Expression, target: Type, what: string, scope: Scope, check: Check): void {
  const written = unwrap(value);
  if (written.kind === "List" && target.list && !target.unknown) {
    assignElements(written, elementOf(target), what, scope, check);
    return;
  }
  const type = check.typeOf(value, scope);
  if (type.unknown || target.unknown) return;
  if (written.kind === "Text" && !target.list && isTextLike(target)) {
    checkText(written, target, check);
    return;
  }
  if (!fits(required(type), target)) {
    const instead = insteadOf(value, target, check);
    const params = { what, expected: describe(target), found: describe(type), instead };
    check.report("TJ3001", value.span, params, writeInstead(value, instead, check));
  } else if (type.optional && !target.optional) {
    reportOptional(value, scope, check);
  }
}

function assignElements(list: ListExpression, element: Type, what: string, scope: Scope, check: Check): void {
  for (const item of list.elements) assign(item, element, `an element of ${what}`, scope, check);
}

function checkText(literal: TextLiteral, target: Type, check: Check): void {
  if (target.type === "enum") checkEnumValue(literal, target, check);
  else checkWrittenValue(literal, target, check);
}

/** Whether each value of a type is one of the other. */
export function fits(type: Type, target: Type): boolean {
  if (Boolean(type.list) !== Boolean(target.list)) return false;
  if (target.type === "text") return isTextLike(elementOf(type));
  if (type.type !== target.type) return false;
  switch (target.type) {
    case "enum":
      return (type.values ?? []).every((value) => target.values?.includes(value));
    case "record":
      return type.name === target.name;
    default:
      return true;
  }
}
