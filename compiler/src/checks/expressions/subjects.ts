import type { Expression, Name } from "@trajet/grammar";
import type { Check } from "../check.ts";
import type { Scope } from "../scope.ts";
import { unwrap } from "./assign.ts";

/** Whether an expression is a lone `contact`, or a person that a test has given. */
export function isPerson(expression: Expression, scope: Pick<Scope, "people">): boolean {
  const reference = unwrap(expression);
  const name = reference.kind === "Reference" && reference.path.length === 1 ? reference.path[0] : undefined;
  return (
    name !== undefined &&
    !(reference.kind === "Reference" && reference.unfinished) &&
    isPersonName(name, scope)
  );
}

function isPersonName(name: Name, scope: Pick<Scope, "people">): boolean {
  return name.text === "contact" || scope.people.has(name.text);
}

/** Checks who a sentence speaks of: `contact`, or in a test a person. */
export function checkSubject(name: Name, scope: Scope, check: Check): void {
  if (!isPersonName(name, scope)) {
    check.report("TJ4043", name.span, { name: name.text, inTest: false, nearest: undefined });
  } else if (scope.audience === undefined && !scope.people.has(name.text)) {
    check.report("TJ2024", name.span, {
      name: "contact",
      given: "something declared for an audience, as `email Welcome for Newsletter`",
    });
  }
}
