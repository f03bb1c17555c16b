import {
  type InExpression,
  type IsExpression,
  type MatchesExpression,
  type PeopleRef,
  peopleOf,
  type TaggedExpression,
} from "@trajet/grammar";
import { nearest } from "../../diagnostics/nearest.ts";
import { BOOLEAN, describe, elementOf, isTextLike, required, type Type } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { resolve } from "../names/declared.ts";
import { checkChannel, checkGroup, checkPeople, checkTag } from "../names/members.ts";
import type { Scope } from "../scope.ts";
import { unwrap } from "./assign.ts";
import { reportBareState } from "./bare-words.ts";
import { checkComparable } from "./comparison.ts";
import { patternProblem } from "./patterns.ts";
import { checkSubject, isPerson } from "./subjects.ts";

/** `contact in Lapsed`, `contact in "Interests"."Baking"`, `contact in journey Other`, `contact.country in ["FR", "BE"]` */
export function inType(expression: InExpression, scope: Scope, check: Check): Type {
  const { container } = expression;
  const people = peopleAsked(expression, scope);
  if (container.kind === "value" && people === undefined) {
    checkElement(expression, container.value, scope, check);
    return BOOLEAN;
  }
  if (!isPerson(expression.operand, scope)) {
    check.report("TJ3014", expression.operand.span, { wanted: "contact" });
    check.typeOf(expression.operand, scope);
  }
  if (people !== undefined) checkPeople(people, scope.audience, check);
  if (container.kind === "group") checkGroup(container.group, scope.audience, check);
  if (container.kind === "journey") resolve("journeys", container.journey, check);
  return BOOLEAN;
}

/**
 * The people that `in` names. `contact in TopSpenders.gold` is read with a reference behind `in`; that it stands for
 * people follows from the lone `contact` before it.
 */
export function peopleAsked(expression: InExpression, scope: Pick<Scope, "people">): PeopleRef | undefined {
  const { container } = expression;
  if (container.kind === "people") return container.people;
  if (container.kind !== "value" || !isPerson(expression.operand, scope)) return undefined;
  const value = unwrap(container.value);
  return value.kind === "Reference" ? peopleOf(value) : undefined;
}

function checkElement(
  expression: InExpression,
  container: Parameters<Check["typeOf"]>[0],
  scope: Scope,
  check: Check,
): void {
  const value = check.typeOf(expression.operand, scope);
  const written = unwrap(container);
  if (written.kind === "List") {
    for (const element of written.elements) {
      const type = check.typeOf(element, scope);
      checkComparable(expression.operand, value, element, type, element, check);
    }
    return;
  }
  const list = check.typeOf(container, scope);
  if (list.unknown) return;
  if (!list.list)
    check.report("TJ3015", container.span, { operator: "in", needs: "a list", found: describe(list) });
  else checkComparable(expression.operand, value, container, elementOf(list), expression, check);
}

/** `is set`, `is subscribed to sms`, `entry is purchase`, and their negatives. */
export function isType(expression: IsExpression, scope: Scope, check: Check): Type {
  const { operand, state } = expression;
  switch (state.kind) {
    case "set":
      check.typeOf(operand, scope);
      return BOOLEAN;
    case "subscribed":
      if (!isPerson(operand, scope)) check.report("TJ3014", operand.span, { wanted: "contact" });
      checkChannel(state.channel, check);
      return BOOLEAN;
    case "kind":
      checkKind(expression, scope, check);
      return BOOLEAN;
    default:
      return state satisfies never;
  }
}

function checkKind(expression: IsExpression, scope: Scope, check: Check): void {
  const { operand, state } = expression;
  if (state.kind !== "kind" || state.name === undefined) return;
  const reference = unwrap(operand);
  if (reference.kind !== "Reference" || reference.path.length !== 1 || reference.path[0]?.text !== "entry") {
    const left = isPerson(operand, scope) ? undefined : check.typeOf(operand, scope);
    if (left !== undefined && reportBareState(expression, left, check)) return;
    check.report("TJ3014", operand.span, { wanted: "entry" });
    return;
  }
  check.typeOf(operand, scope);
  if (scope.entry === undefined || scope.entry === "unknown") return;
  const kinds = [...new Set(scope.entry.map((each) => each.kind))];
  const { name } = state;
  if (kinds.includes(name.text) || kinds.length === 0) return;
  const near = nearest(name.text, kinds);
  check.report("TJ2023", name.span, { kind: name.text, kinds, nearest: near });
}

export function taggedType(expression: TaggedExpression, scope: Scope, check: Check): Type {
  checkSubject(expression.subject.name, scope, check);
  checkTag(expression.tag, scope.audience, check);
  return BOOLEAN;
}

export function matchesType(expression: MatchesExpression, scope: Scope, check: Check): Type {
  const type = check.typeOf(expression.operand, scope);
  if (!type.unknown && !isTextLike(type)) {
    check.report("TJ3015", expression.span, {
      operator: "matches",
      needs: "a text",
      found: describe(required(type)),
    });
  }
  const { pattern } = expression;
  const problem = pattern === undefined ? undefined : patternProblem(pattern.value);
  if (pattern !== undefined && problem !== undefined) check.report("TJ3013", pattern.span, { problem });
  return BOOLEAN;
}
