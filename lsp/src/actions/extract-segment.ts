import { type AnyNode, type Expression, findPath, visitAll } from "@trajet/grammar";
import { contextAt } from "../names/walk.ts";
import { CodeActionKind } from "../protocol.ts";
import { type Action, type ActionPlace, freeName, inserted, replaced, textOf } from "./action.ts";

/** Gives the condition of an `if` a name, as a segment. It may speak only of the contact. */
export function extractSegment(place: ActionPlace): readonly Action[] {
  const { file, model, start } = place;
  const path = findPath(file.tree, start);
  const branch = path.findLast((node) => node.kind === "IfBranch");
  const audience = contextAt(file, start, model)?.audience;
  if (branch?.kind !== "IfBranch" || audience === undefined) return [];
  const { condition } = branch;
  const isAtCondition = condition.span.start <= start && start <= condition.span.end;
  if (!isAtCondition || !isOfContact(condition) || isSegment(condition)) return [];
  const owner = file.tree.declarations.findLast(({ span }) => span.start <= start);
  if (owner === undefined) return [];
  const name = freeName("Extracted", model.symbols.people);
  const segment = `\n\nsegment ${name} for ${audience} where ${textOf(place, condition.span)}`;
  const edits = [
    replaced(place, condition.span, `contact in ${name}`),
    inserted(place, owner.span.end, segment),
  ];
  return [{ title: "Extract a segment", kind: CodeActionKind.RefactorExtract, edits }];
}

/** Whether a condition says the same of a contact in a segment: it names nothing of the run. */
function isOfContact(condition: Expression): boolean {
  let isOf = condition.kind !== "Missing";
  visitAll(condition, (node: AnyNode) => {
    if (
      node.kind === "Reference" &&
      !["contact", "now", "today", "product", "order"].includes(node.path[0]?.text ?? "")
    )
      isOf = false;
    if (node.kind === "Missing") isOf = false;
    if (node.kind === "Is" && node.state.kind === "kind") isOf = false;
  });
  return isOf;
}

const isSegment = (condition: Expression): boolean =>
  condition.kind === "In" && condition.operand.kind === "Reference" && condition.operand.path.length === 1;
