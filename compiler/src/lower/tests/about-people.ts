import { type AnyNode, type Expression, visitChildren } from "@trajet/grammar";
import type { Expr, TestCondition } from "../../program/types.ts";
import { isCondition, lowerExpression } from "../expressions.ts";
import { type Lowering, LoweringError } from "../lowering.ts";

/** The people of a test, and the text in which it stands: what is said of somebody else is named by its words. */
export interface Said {
  readonly people: readonly string[];
  readonly text: string;
}

/**
 * Lowers a condition of a test, of which `person` is meant by `contact`. What it says of other people is lowered as if each
 * were the contact, and put in as a value.
 */
export function lowerAboutPeople(
  expression: Expression,
  person: string,
  place: Lowering,
  said: Said,
): TestCondition {
  const parts: { name: string; person: string; expr: Expr }[] = [];
  const lower = (one: Expression): Expr => {
    const people = peopleIn(one, said.people);
    const [first = person] = people;
    if (people.length <= 1) {
      const expr = lowerAbout(one, first, place);
      if (first === person) return expr;
      const name = said.text.slice(one.span.start, one.span.end);
      parts.push({ name, person: first, expr });
      return { op: "get", root: "argument", path: [name] };
    }
    switch (one.kind) {
      case "Parenthesized":
        return lower(one.inner);
      case "Not":
        return { op: "not", of: lower(one.operand) };
      case "Binary":
        return joined(one, lower(one.left), lower(one.right), place);
      default:
        throw new LoweringError("one sentence speaks of two people");
    }
  };
  return { expr: lower(expression), parts };
}

function joined(
  node: Extract<Expression, { kind: "Binary" }>,
  left: Expr,
  right: Expr,
  place: Lowering,
): Expr {
  const { operator } = node;
  if (operator === "and") return { op: "and", all: [left, right] };
  if (operator !== "or") return { op: operator, left, right };
  return isCondition(node.left, place)
    ? { op: "or", all: [left, right] }
    : { op: "fallback", value: left, otherwise: right };
}

/** The people of whom an expression speaks, by their names. */
export function peopleIn(node: AnyNode, people: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const visit = (one: AnyNode): void => {
    const name = personOf(one);
    if (name !== undefined && people.includes(name)) found.add(name);
    visitChildren(one, visit);
  };
  visit(node);
  return [...found];
}

function personOf(node: AnyNode): string | undefined {
  if (node.kind === "Reference") return node.path[0]?.text;
  return node.kind === "Subject" && "name" in node ? node.name.text : undefined;
}

/** Lowers an expression in which a person stands for `contact`. What the checks know of its nodes is known of the copies. */
function lowerAbout(expression: Expression, person: string, place: Lowering): Expr {
  if (person === CONTACT) return lowerExpression(expression, place);
  const originals = new Map<object, Expression>();
  const copy = asContact(expression, person, originals);
  const { model } = place;
  const typeOf = (one: Expression) => model.typeOf(originals.get(one) ?? one);
  return lowerExpression(copy, { ...place, model: { ...model, typeOf } });
}

export const CONTACT = "contact";

function asContact<T>(node: T, person: string, originals: Map<object, Expression>): T {
  if (Array.isArray(node)) return node.map((one) => asContact(one, person, originals)) as T;
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [key, asContact(value, person, originals)]);
  const copy = Object.fromEntries(entries);
  const { kind, name, path } = copy;
  if (kind === "Subject" && name.text === person) copy.name = { ...name, text: CONTACT };
  if (kind === "Reference" && path[0]?.text === person)
    copy.path = [{ ...path[0], text: CONTACT }, ...path.slice(1)];
  originals.set(copy, node as unknown as Expression);
  return copy;
}
