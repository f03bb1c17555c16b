import type { Change, Name, Step } from "@trajet/grammar";
import { CONTACT_FIELDS, WRITABLE_CONTACT_FIELDS } from "../../model/builtin-types.ts";
import { elementOf, type Type, UNKNOWN } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { assign } from "../expressions/assign.ts";
import { checkMember } from "../expressions/members.ts";
import { type Scope, withSet } from "../scope.ts";

/** Checks the lines of `update contact`, each of which sees the ones before. Gives what is known behind them. */
export function checkUpdate(step: Extract<Step, { kind: "Update" }>, before: Scope, check: Check): Scope {
  let scope = before;
  for (const change of step.changes) {
    const field = change.field;
    const type = field === undefined ? UNKNOWN : fieldType(field, scope, check);
    checkChange(change, type, scope, check);
    if (field !== undefined) scope = afterChange(change, `contact.${field.text}`, type, scope);
  }
  return scope;
}

function fieldType(field: Name, scope: Scope, check: Check): Type {
  if (scope.audience === undefined || !check.heads.audiences.has(scope.audience)) return UNKNOWN;
  const type = checkMember(check.types.contact(scope.audience), field, check);
  if (Object.hasOwn(CONTACT_FIELDS, field.text) && !WRITABLE_CONTACT_FIELDS.has(field.text)) {
    check.report("TJ4034", field.span, { field: field.text });
    return UNKNOWN;
  }
  return type;
}

function checkChange(change: Change, type: Type, scope: Scope, check: Check): void {
  const name = change.field?.text ?? "";
  switch (change.form) {
    case "set":
      assign(change.value, type, `the field "${name}"`, scope, check);
      return;
    case "clear":
      if (change.field !== undefined && !type.unknown && !type.optional && !type.list) {
        check.report("TJ4036", change.field.span, { field: name });
      }
      return;
    case "add":
    case "remove":
      if (change.field !== undefined && !type.unknown && !type.list) {
        check.report("TJ4035", change.field.span, { field: name, form: change.form });
        check.typeOf(change.value, scope);
        return;
      }
      assign(
        change.value,
        type.unknown ? type : elementOf(type),
        `an element of the field "${name}"`,
        scope,
        check,
      );
      return;
    default:
      change satisfies never;
  }
}

function afterChange(change: Change, reference: string, type: Type, scope: Scope): Scope {
  if (change.form === "set" && type.optional) return withSet(scope, [reference]);
  if (change.form !== "clear") return scope;
  return { ...scope, set: scope.set.difference(new Set([reference])) };
}
