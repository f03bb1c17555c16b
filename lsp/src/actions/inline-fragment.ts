import type { Edit } from "@trajet/compiler";
import {
  type AnyNode,
  type Block,
  type Expression,
  type Fragment,
  ROOTS,
  type Step,
  visitAll,
} from "@trajet/grammar";
import { givenName } from "../names/locals.ts";
import { CodeActionKind } from "../protocol.ts";
import { type Action, type ActionPlace, freeName, replaced, textOf } from "./action.ts";
import { stepAt } from "./add-parts.ts";
import { losesComment } from "./comments.ts";
import { isHarmless } from "./harmless.ts";
import { applied } from "./tidy.ts";

/** Puts the steps of a fragment in the place of its `run`, with the values of its parameters. */
export function inlineFragment(place: ActionPlace): readonly Action[] {
  const step = stepAt(place);
  if (step?.kind !== "Run" || step.label !== undefined) return [];
  const fragment = place.model.symbols.fragments.get(step.fragment?.text ?? "");
  const body = fragment?.body;
  if (fragment === undefined || body === undefined || body.steps.length === 0 || isClash(fragment, place))
    return [];
  const values = new Map(
    step.args.flatMap(({ name, value }) => (name === undefined ? [] : [[name.text, value] as const])),
  );
  if (fragment.parameters.some(({ name }) => name === undefined || !values.has(name.text))) return [];
  if (isHidden(values, body) || losesComment(place, step.span, [])) return [];
  const kept = keptValues(step, values, body, place);
  const source = place.model.fileOf(fragment).text;
  const [start, end] = [body.steps[0]?.span.start ?? 0, body.steps.at(-1)?.span.end ?? 0];
  const edits: Edit[] = [];
  visitAll(body, (node) => {
    const value = node.kind === "Reference" ? values.get(node.path[0]?.text ?? "") : undefined;
    if (node.kind !== "Reference" || value === undefined) return;
    const [root] = node.path;
    if (root === undefined) return;
    const span = { start: root.span.start - start, end: root.span.end - start };
    edits.push({ file: "", span, text: kept.get(root.text)?.name ?? written(value, place) });
  });
  const remembered = [...kept.values()].map(({ name, value }) => `remember ${name} = ${value}\n`);
  const text = `${remembered.join("")}${applied(source.slice(start, end), edits)}`;
  const inlined = [replaced(place, step.span, text)];
  if (!isHarmless(inlined, place.snapshot.project)) return [];
  const title = `Inline the fragment ${fragment.name?.text ?? ""}`;
  return [{ title, kind: CodeActionKind.RefactorInline, edits: inlined }];
}

/** Whether a parameter is called as what a sentence is about, and such a sentence stands in the fragment: which is meant is not plain. */
function isHidden(values: ReadonlyMap<string, Expression>, body: Block): boolean {
  let hidden = false;
  const lookInside = (node: AnyNode): void => {
    const root = node.kind === "Reference" ? node.path[0]?.text : undefined;
    if (root !== undefined && values.has(root) && ROOTS.includes(root)) hidden = true;
  };
  visitAll(body, (node) => {
    if (node.kind === "Trigger" || node.kind === "History") visitAll(node, lookInside);
  });
  return hidden;
}

interface Kept {
  readonly name: string;
  readonly value: string;
}

/** A value is taken when the fragment begins: what may change until it is used is remembered, under a free name. */
function keptValues(
  step: Step,
  values: ReadonlyMap<string, Expression>,
  body: Block,
  place: ActionPlace,
): ReadonlyMap<string, Kept> {
  const owner = place.file.tree.declarations.findLast(({ span }) => span.start <= step.span.start);
  const taken = new Set([...(owner === undefined ? [] : namesIn(owner)), ...namesIn(body)]);
  const kept = new Map<string, Kept>();
  for (const [parameter, value] of values) {
    if (!mayChange(value)) continue;
    const name = freeName(parameter, taken);
    taken.add(name);
    kept.set(parameter, { name, value: textOf(place, value.span) });
  }
  return kept;
}

/** Whether it speaks of the contact or of the present; the entry, answers and remembered names stay what they are. */
function mayChange(value: Expression): boolean {
  let may = false;
  visitAll(value, (node) => {
    const isPlain = ["Name", "Text", "Number", "Money", "Duration", "Percent", "Time", "Date", "Boolean"];
    const ofParts = ["Binary", "Parenthesized", "At", "List"];
    const root = node.kind === "Reference" ? node.path[0]?.text : undefined;
    if (root === "contact" || root === "now" || root === "today") may = true;
    if (root === undefined && ![...isPlain, ...ofParts].includes(node.kind)) may = true;
  });
  return may;
}

/** What is made of parts keeps together. */
function written(value: Expression, place: ActionPlace): string {
  const text = textOf(place, value.span);
  return value.kind === "Binary" || value.kind === "Not" ? `(${text})` : text;
}

/** A name or a label that the fragment gives stands in the journey already. */
function isClash(fragment: Fragment, { file, start }: ActionPlace): boolean {
  const owner = file.tree.declarations.findLast(({ span }) => span.start <= start);
  const own = fragment.body === undefined ? new Set<string>() : namesIn(fragment.body);
  return owner === undefined || [...namesIn(owner)].some((name) => own.has(name));
}

function namesIn(node: AnyNode): ReadonlySet<string> {
  const names = new Set<string>();
  visitAll(node, (each) => {
    if ("label" in each && each.label !== undefined) names.add(`${each.label.text}:`);
    const given = each.kind === "Parameter" ? each.name : givenName(each);
    if (given !== undefined) names.add(given.text);
  });
  return names;
}
