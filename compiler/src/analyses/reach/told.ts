import type { Expression } from "@trajet/grammar";
import { type Fact, factsOf, opposite } from "../together/facts.ts";

/**
 * What is surely so of a contact of whom a condition is true: `set contact.phone`, `not subscribed sms`. `ofSegment` says
 * it of everybody in a segment.
 */
export function toldByTrue(
  condition: Expression,
  ofSegment: (name: string) => readonly string[],
): readonly string[] {
  const facts = factsOf(condition);
  const told = [...facts.map(textOf), ...namedIn(condition)];
  for (const { about, holds } of facts)
    if (holds && about.startsWith("people ")) told.push(...ofSegment(about.slice(7, -1)));
  return told;
}

export function toldByFalse(condition: Expression): readonly string[] {
  return opposite(condition).map(textOf);
}

function textOf({ about, holds }: Fact): string {
  return holds ? about : `not ${about}`;
}

/** `contact.phone starts with "+33"` is true of a phone that is there, and `entry is reply` came by one. */
function namedIn(condition: Expression): readonly string[] {
  switch (condition.kind) {
    case "Parenthesized":
      return namedIn(condition.inner);
    case "Binary":
      return condition.operator === "and"
        ? [...namedIn(condition.left), ...namedIn(condition.right)]
        : [...referenceIn(condition.left), ...referenceIn(condition.right)];
    case "Matches":
    case "Between":
      return referenceIn(condition.operand);
    case "Is":
      return condition.state.kind === "kind" && condition.state.name?.text === "reply" && !condition.negated
        ? ["set contact.phone"]
        : [];
    default:
      return [];
  }
}

function referenceIn(expression: Expression): readonly string[] {
  if (expression.kind !== "Reference") return [];
  return [`set ${expression.path.map(({ text }) => text).join(".")}`];
}
