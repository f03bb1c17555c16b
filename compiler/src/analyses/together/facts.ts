import type { Expression } from "@trajet/grammar";

/** A simple truth about a contact: `plan` is "free", has the tag "vip", is in a group. */
export interface Fact {
  /** `contact.plan`, `tag vip`. */
  readonly about: string;
  /** The value that it has, or has not. */
  readonly value: string;
  readonly holds: boolean;
}

/** What a condition surely says where it is true: the simple ones of its parts that are joined by `and`. */
export function factsOf(condition: Expression | undefined): readonly Fact[] {
  switch (condition?.kind) {
    case undefined:
      return [];
    case "Parenthesized":
      return factsOf(condition.inner);
    case "Not":
      return opposite(condition.operand);
    case "Binary":
      return condition.operator === "and"
        ? [...factsOf(condition.left), ...factsOf(condition.right)]
        : comparison(condition);
    case "Tagged":
      return [yes(`tag ${condition.tag?.value}`, !condition.negated)];
    case "In":
      return membership(condition);
    case "Is":
      return state(condition);
    default:
      return [];
  }
}

/** What is surely so where a condition is false: known of a single one only. */
export function opposite(condition: Expression): readonly Fact[] {
  const inner = condition.kind === "Parenthesized" ? condition.inner : condition;
  if (inner.kind === "Binary" && inner.operator === "or")
    return [...opposite(inner.left), ...opposite(inner.right)];
  const facts = factsOf(inner);
  const single = inner.kind !== "Binary" || inner.operator !== "and";
  return single && facts.length === 1 ? facts.map((fact) => ({ ...fact, holds: !fact.holds })) : [];
}

function yes(about: string, holds: boolean): Fact {
  return { about, value: "yes", holds };
}

function comparison({ operator, left, right }: Extract<Expression, { kind: "Binary" }>): readonly Fact[] {
  if ((operator !== "==" && operator !== "!=") || left.kind !== "Reference") return [];
  const value = literalValue(right);
  return value === undefined ? [] : [{ about: pathOf(left), value, holds: operator === "==" }];
}

function pathOf(reference: Extract<Expression, { kind: "Reference" }>): string {
  return reference.path.map(({ text }) => text).join(".");
}

/** A literal as a text, by which it is told from others of its kind. */
export function literalValue(expression: Expression): string | undefined {
  switch (expression.kind) {
    case "Text":
      return expression.value;
    case "Boolean":
      return String(expression.value);
    case "Number":
      return String(Number(expression.text));
    default:
      return undefined;
  }
}

function membership({ container, negated }: Extract<Expression, { kind: "In" }>): readonly Fact[] {
  switch (container.kind) {
    case "group":
      return [yes(`group ${container.group.category?.value}/${container.group.group?.value}`, !negated)];
    case "people":
      return [yes(`people ${container.people.name?.text}.${container.people.tier?.text ?? ""}`, !negated)];
    case "journey":
    case "value":
      return [];
    default:
      return container satisfies never;
  }
}

function state({ operand, negated, state: is }: Extract<Expression, { kind: "Is" }>): readonly Fact[] {
  switch (is.kind) {
    case "set":
      return operand.kind === "Reference" ? [yes(`set ${pathOf(operand)}`, !negated)] : [];
    case "subscribed":
      return [yes(`subscribed ${is.channel?.text ?? "email"}`, !negated)];
    case "kind":
      return [];
    default:
      return is satisfies never;
  }
}

/** Whether two facts cannot both be true of one contact. */
function exclude(one: Fact, other: Fact): boolean {
  if (one.about !== other.about) return false;
  if (one.holds && other.holds) return one.value !== other.value;
  return one.holds !== other.holds && one.value === other.value;
}

export function anyExclude(some: readonly Fact[], others: readonly Fact[]): boolean {
  return some.some((one) => others.some((other) => exclude(one, other)));
}
