import type { Act, Expression, Name, ObjectExpression } from "@trajet/grammar";
import { elementOf, type Type } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { checkUnique } from "../declarations/lines.ts";
import { assign, unwrap } from "../expressions/assign.ts";
import { checkMember } from "../expressions/members.ts";
import type { EntryKind, Scope } from "../scope.ts";

/**
 * Checks values that a test gives: each has to be a field of the record, and of its type. What is left out is made up,
 * so nothing has to be there.
 */
export function checkValues(object: ObjectExpression, record: Type, scope: Scope, check: Check): void {
  checkUnique(
    object.pairs.map(({ key }) => key),
    "field",
    "these values",
    check,
  );
  for (const { key, value } of object.pairs)
    checkValue(value, checkMember(record, key, check), key, scope, check);
}

function checkValue(value: Expression, type: Type, key: Name, scope: Scope, check: Check): void {
  const written = unwrap(value);
  if (written.kind === "Object" && type.type === "record" && !type.list && !type.unknown) {
    checkValues(written, type, scope, check);
  } else if (written.kind === "List" && type.type === "record" && type.list && !type.unknown) {
    for (const element of written.elements) checkValue(element, elementOf(type), key, scope, check);
  } else {
    assign(value, type, `the field "${key.text}"`, scope, check);
  }
}

/** Checks what a happening carries: an order, an event's values, answers; some carry nothing. */
export function checkPayload(
  payload: ObjectExpression | undefined,
  act: Act,
  happened: EntryKind,
  scope: Scope,
  check: Check,
): void {
  if (payload === undefined) return;
  const record = carriedBy(act, happened, scope, check);
  if (record === undefined) {
    const verb = check.text.slice(act.verbSpan.start, act.verbSpan.end);
    check.report("TJ4309", payload.span, { verb });
  } else checkValues(payload, record, scope, check);
}

function carriedBy(act: Act, { members }: EntryKind, scope: Scope, check: Check): Type | undefined {
  switch (act.verb) {
    case "sign up":
      return scope.audience === undefined ? undefined : check.types.contact(scope.audience);
    case "buy":
    case "get order":
      return members.order;
    case "abandon cart":
      return members.cart;
    case "see back in stock":
      return members.product;
    case "answer":
      return members.answer;
    case "do":
      return members.event;
    default:
      return undefined;
  }
}
