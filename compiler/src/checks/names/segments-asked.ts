import { type AnyNode, type Span, visitChildren } from "@trajet/grammar";
import type { Symbols } from "../../model/symbols.ts";
import { peopleAsked } from "../expressions/membership.ts";

/** Whether a segment asks about another one, itself or through segments that it asks about. */
export function asksAbout(
  from: string,
  target: string,
  symbols: Symbols,
  seen: Set<string> = new Set(),
): boolean {
  const people = symbols.people.get(from);
  if (seen.has(from) || people?.kind !== "Segment" || people.where === undefined) return false;
  seen.add(from);
  return peopleIn(people.where).some(({ name }) => name === target || asksAbout(name, target, symbols, seen));
}

/** All whom a segment asks about, itself and through others. */
export function peopleAskedFrom(
  from: string,
  symbols: Symbols,
  seen: Set<string> = new Set(),
): ReadonlySet<string> {
  const people = symbols.people.get(from);
  if (people?.kind !== "Segment" || people.where === undefined) return seen;
  for (const { name } of peopleIn(people.where)) {
    if (seen.has(name)) continue;
    seen.add(name);
    peopleAskedFrom(name, symbols, seen);
  }
  return seen;
}

/** The segments and other people that a condition asks about. */
export function peopleIn(node: AnyNode): readonly { readonly name: string; readonly span: Span }[] {
  const found: { name: string; span: Span }[] = [];
  const visit = (inner: AnyNode): void => {
    const name = inner.kind === "In" ? peopleAsked(inner, { people: new Set() })?.name : undefined;
    if (name !== undefined) found.push({ name: name.text, span: name.span });
    visitChildren(inner, visit);
  };
  visit(node);
  return found;
}
