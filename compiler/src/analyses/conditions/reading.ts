import type { AnyNode, Expression } from "@trajet/grammar";
import { visitAll } from "@trajet/grammar";
import type { Scope } from "../../checks/scope.ts";
import type { Facts } from "../../model/facts.ts";
import type { ProjectTypes } from "../../model/project-types.ts";
import type { Segments } from "../../model/segments.ts";
import type { Symbols } from "../../model/symbols.ts";
import { formOf } from "./form.ts";
import { type Formula, isTrue } from "./formula.ts";
import { opaque } from "./variable.ts";

/** Where a condition is read, and what names mean there. */
export interface Reading {
  readonly scope: Scope;
  readonly symbols: Symbols;
  /** The same, for who looks only at the head of a declaration. */
  readonly heads: Symbols;
  readonly segments: Segments;
  readonly types: ProjectTypes;
  /** Notes what of the project the reading depends on. */
  readonly facts: Facts;
  /** Names that a run knows as members of its `entry`: `order` in the filter of a start is `entry.order` behind it. */
  readonly entryNames: ReadonlySet<string>;
  /** What has been read here: a part of a condition is asked for by itself as well, and again for each question. */
  readonly formulas: Map<Expression, Formula>;
}

/** A condition of which nothing is known but that it is true or false. */
export function unknownCondition(expression: Expression, reading: Reading): Formula {
  return isTrue(opaque(`? ${formOf(expression)}`, readsOf(expression, reading)));
}

/** What the value of an expression hangs on. */
export function readsOf(node: AnyNode, reading: Reading): readonly string[] {
  const reads = new Set<string>();
  visitAll(node, (inner) => {
    for (const read of ownReads(inner, reading)) reads.add(read);
  });
  return [...reads];
}

function ownReads(node: AnyNode, reading: Reading): readonly string[] {
  switch (node.kind) {
    case "Reference":
      return referenceReads(
        node.path.map(({ text }) => text),
        reading,
      );
    case "History":
    case "MeasureOver":
      return ["history"];
    case "Tagged":
      return [`tag ${node.tag?.value ?? ""}`];
    case "Ago":
      return ["now"];
    case "In":
      return node.container.kind === "value" ? [] : ["people"];
    case "Is":
      return node.state.kind === "subscribed" ? ["contact.emailStatus", "contact.smsStatus"] : [];
    default:
      return [];
  }
}

/** `contact.plan`; `entry` and names, which do not change by themselves; `now`. */
export function referenceReads(path: readonly string[], { scope, entryNames }: Reading): readonly string[] {
  const [root = "", member = ""] = path;
  if (scope.names.has(root)) return entryNames.has(root) ? ["entry"] : [nameRead(root)];
  if (root === "contact" || scope.people.has(root)) return [member === "" ? "people" : `contact.${member}`];
  return [root === "entry" ? "entry" : root === "today" ? "now" : root];
}

const NAME = "name ";

/** What the value of a name hangs on. */
export function nameRead(name: string): string {
  return `${NAME}${name}`;
}

export function isNameRead(read: string): boolean {
  return read.startsWith(NAME);
}

/** Whether it stays as it is while a run waits: what came with the entry, answers, remembered names. */
export function isStable(read: string): boolean {
  return read === "entry" || isNameRead(read);
}
