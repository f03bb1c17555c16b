import type { Expression, Reference } from "@trajet/grammar";
import type { Check } from "../check.ts";
import type { Scope } from "../scope.ts";

/** `contact.phone`, as scopes know it; `undefined` for what is not a reference. */
export function referenceKey(expression: Expression): string | undefined {
  if (expression.kind === "Parenthesized") return referenceKey(expression.inner);
  return expression.kind === "Reference" ? pathKey(expression, expression.path.length) : undefined;
}

export function pathKey(reference: Reference, length: number): string {
  return reference.path
    .slice(0, length)
    .map((name) => name.text)
    .join(".");
}

/** Reports a value that may be missing where one is needed, and why an earlier look at it no longer counts. */
export function reportOptional(expression: Expression, scope: Scope, check: Check): void {
  const missing = missingPart(expression, scope, check);
  const key = referenceKey(missing);
  check.report(
    "TJ3005",
    missing.span,
    {
      what: key ?? "this value",
      forgotten: key !== undefined && scope.forgotten.has(key),
      needed: key,
    },
    { help: adviceFor(key, scope) },
  );
}

/** What may be missing of an answer or a code, is where its step was refused: that is where to end it. */
export function adviceFor(key: string | undefined, scope: Scope): string | undefined {
  const root = key?.split(".")[0];
  if (key === undefined || root === undefined || !scope.names.has(root)) return undefined;
  const ask = `Ask first (if ${key} is set { … }), `;
  return scope.cleared.has(root)
    ? `${ask}or say what stands in for it behind or: the loop clears ${root} on each turn, so behind it ${root} may be missing, whatever happens where its step is refused.`
    : `${ask}say what stands in for it behind or, or end the run where the step that gives it is refused: otherwise { exit }.`;
}

/** Of a calculation, the value in it that may be missing. */
function missingPart(expression: Expression, scope: Scope, check: Check): Expression {
  if (expression.kind === "Parenthesized") return missingPart(expression.inner, scope, check);
  if (expression.kind !== "Binary" || expression.operator === "or") return expression;
  const part = [expression.left, expression.right].find((side) => check.typeOf(side, scope).optional);
  return part === undefined ? expression : missingPart(part, scope, check);
}

/** Reports, if it may be missing, a value of an operation that cannot do without. */
export function needValue(
  expression: Expression,
  optional: boolean | undefined,
  scope: Scope,
  check: Check,
): void {
  if (optional) reportOptional(expression, scope, check);
}
