import { type AnyNode, type Declaration, type Expression, findPath, visitAll } from "@trajet/grammar";
import { contextAt } from "../names/walk.ts";
import { CodeActionKind } from "../protocol.ts";
import { type Action, type ActionPlace, freeName, inserted, replaced, textOf } from "./action.ts";
import { endWithComment } from "./comments.ts";
import { isHarmless } from "./harmless.ts";

/** Gives the condition of an `if` a name, as a segment. It may speak only of the contact. */
export function extractSegment(place: ActionPlace): readonly Action[] {
  const { snapshot, file, model, start } = place;
  const path = findPath(file.tree, start);
  const branch = path.findLast((node) => node.kind === "IfBranch");
  const audience = contextAt(file, start, model)?.audience;
  if (branch?.kind !== "IfBranch" || audience === undefined) return [];
  const { condition } = branch;
  const isAtCondition = condition.span.start <= start && start <= condition.span.end;
  if (!isAtCondition || !isOfContact(condition) || isSegment(condition)) return [];
  const owner = file.tree.declarations.findLast(({ span }) => span.start <= start);
  if (owner === undefined || (hasOwnZone(owner) && speaksOfTime(condition))) return [];
  const name = freeName("Extracted", model.symbols.people);
  const segment = `\n\nsegment ${name} for ${audience} where ${textOf(place, condition.span)}`;
  const edits = [
    replaced(place, condition.span, `contact in ${name}`),
    inserted(place, endWithComment(file.text, owner.span.end), segment),
  ];
  if (!isHarmless(edits, snapshot.project)) return [];
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
    // In a run these speak of its own latest sending, in a segment of all.
    if (node.kind === "History" && (node.act.verb === "open" || node.act.verb === "click")) isOf = false;
    if (node.kind === "Is" && node.state.kind === "kind") isOf = false;
  });
  return isOf;
}

/** Days and periods go by the journey's zone where the contact has none; a segment knows only the project's. */
const hasOwnZone = (owner: Declaration): boolean =>
  owner.kind === "Journey" && owner.settings.some(({ kind }) => kind === "Timezone");

function speaksOfTime(condition: Expression): boolean {
  let speaks = false;
  visitAll(condition, (node: AnyNode) => {
    const name = node.kind === "Reference" ? node.path[0]?.text : undefined;
    if (node.kind === "History" || node.kind === "MeasureOver" || name === "now" || name === "today")
      speaks = true;
  });
  return speaks;
}

const isSegment = (condition: Expression): boolean =>
  condition.kind === "In" && condition.operand.kind === "Reference" && condition.operand.path.length === 1;
