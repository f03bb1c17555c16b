import { type AnyNode, type SegmentDeclaration, type Span, visitChildren } from "@trajet/grammar";
import type { Check } from "../check.ts";
import { wholeCondition } from "../conditions/whole.ts";
import { peopleAsked } from "../expressions/membership.ts";
import { resolve } from "../names/declared.ts";
import { aboutContacts } from "../scope.ts";

/** Checks whom a segment holds, and that it does not ask about itself. */
export function checkSegment(segment: SegmentDeclaration, check: Check): void {
  resolve("audiences", segment.audience, check);
  if (segment.where === undefined) return;
  wholeCondition(segment.where, aboutContacts(segment.audience), check);
  const own = segment.name?.text;
  if (own === undefined) return;
  for (const { name, span } of peopleIn(segment.where)) {
    if (leadsTo(name, own, new Set(), check)) check.report("TJ4049", span, { segment: own, through: name });
  }
}

function leadsTo(from: string, target: string, seen: Set<string>, check: Check): boolean {
  if (from === target) return true;
  const people = check.symbols.people.get(from);
  if (seen.has(from) || people?.kind !== "Segment" || people.where === undefined) return false;
  seen.add(from);
  return peopleIn(people.where).some(({ name }) => leadsTo(name, target, seen, check));
}

/** The segments and other people that a condition asks about. */
function peopleIn(node: AnyNode): readonly { readonly name: string; readonly span: Span }[] {
  const found: { name: string; span: Span }[] = [];
  const visit = (inner: AnyNode): void => {
    const name = inner.kind === "In" ? peopleAsked(inner, { people: new Set() })?.name : undefined;
    if (name !== undefined) found.push({ name: name.text, span: name.span });
    visitChildren(inner, visit);
  };
  visit(node);
  return found;
}
