import type { BinaryOperator, Expression } from "@trajet/grammar";
import { unwrap } from "../expressions/assign.ts";

/** The parts of an `and` or `or` that say again, word for word, what a part before them said. */
export function repeatedParts(condition: Expression, text: string): readonly Expression[] {
  const expression = unwrap(condition);
  if (expression.kind !== "Binary" || (expression.operator !== "and" && expression.operator !== "or"))
    return [];
  const seen = new Set<string>();
  return partsOf(expression, expression.operator).filter((part) => {
    const words = text.slice(part.span.start, part.span.end).replace(/\s+/g, " ");
    if (seen.has(words)) return true;
    seen.add(words);
    return false;
  });
}

function partsOf(expression: Expression, joint: BinaryOperator): readonly Expression[] {
  const inner = unwrap(expression);
  if (inner.kind !== "Binary" || inner.operator !== joint) return [inner];
  return [...partsOf(inner.left, joint), ...partsOf(inner.right, joint)];
}
