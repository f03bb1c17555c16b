import type { Name, Span } from "@trajet/grammar";
import { forgettingName } from "../../analyses/conditions/knowledge.ts";
import { describe, required, type Type } from "../../model/types.ts";
import { withKnowledge, withNames } from "../scope.ts";
import { type Flow, inScope, type Way } from "./flow.ts";

/** Words that mean something everywhere in a run. */
const BUILT_IN: ReadonlySet<string> = new Set(["contact", "entry", "now", "today"]);

/**
 * Gives a name to what a step remembers or is answered. A name that has a meaning here already is reported, and keeps
 * it, unless a loop renews it; on ways that exclude one another steps may give one name, to values of one type.
 */
export function givingName(name: Name, type: Type, flow: Flow, way: Way): Flow {
  if (BUILT_IN.has(name.text)) {
    way.check.report("TJ2032", name.span, { name: name.text, taken: "a word of the language" });
    return flow;
  }
  const before = way.given.get(name.text);
  const isSame = before?.name.span.start === name.span.start;
  if (before === undefined) way.given.set(name.text, { name, type });
  // A turn of a loop may renew what stands before it, as a counter.
  const isRenewed = way.inRepeat && before !== undefined && isAlike(type, before.type);
  if (isSame || isRenewed || (before === undefined && !flow.scope.names.has(name.text)))
    return renaming(name, type, flow);
  if (before === undefined || flow.scope.names.has(name.text)) {
    const taken = before === undefined ? "a parameter" : "given already";
    way.check.report("TJ2032", name.span, { name: name.text, taken }, related(before?.name.span, way));
    return flow;
  }
  if (!isAlike(type, before.type)) {
    const types = [describe(before.type), describe(type)] as const;
    way.check.report("TJ2033", name.span, { name: name.text, types }, related(before.name.span, way));
  }
  return renaming(name, type, flow);
}

/** What was known of the name was known of another value. */
function renaming({ text }: Name, type: Type, flow: Flow): Flow {
  const named = withNames(flow.scope, [[text, type]]);
  return inScope(flow, withKnowledge(named, forgettingName(named.knowledge, text)));
}

function related(span: Span | undefined, { check }: Way) {
  return span === undefined
    ? {}
    : { related: [{ file: check.file, span, message: "The name is given here first." }] };
}

function isAlike(one: Type, other: Type): boolean {
  if (one.unknown || other.unknown) return true;
  return describe(required(one)) === describe(required(other));
}
