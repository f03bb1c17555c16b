import type { Expression } from "@trajet/grammar";
import type { Branches, Check } from "../check.ts";
import type { Scope } from "../scope.ts";
import { constantReason } from "./constant.ts";
import { repeatedParts } from "./repeated.ts";

/** Checks a condition that stands by itself: its types, and whether it can be both true and false. */
export function wholeCondition(expression: Expression, scope: Scope, check: Check): Branches {
  const branches = check.condition(expression, scope);
  const constant = constantReason(expression);
  if (constant !== undefined)
    check.report("TJ4021", constant.at.span, { always: constant.value, why: constant.why });
  else for (const part of repeatedParts(expression, check.text)) check.report("TJ4022", part.span, {});
  return branches;
}
