import type { Edit } from "@trajet/compiler";
import { type AnyNode, type Expression, type Fragment, visitAll } from "@trajet/grammar";
import { givenName } from "../names/locals.ts";
import { CodeActionKind } from "../protocol.ts";
import { type Action, type ActionPlace, replaced, textOf } from "./action.ts";
import { stepAt } from "./add-parts.ts";
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
  const source = place.model.fileOf(fragment).text;
  const [start, end] = [body.steps[0]?.span.start ?? 0, body.steps.at(-1)?.span.end ?? 0];
  const edits: Edit[] = [];
  visitAll(body, (node) => {
    const value = node.kind === "Reference" ? values.get(node.path[0]?.text ?? "") : undefined;
    if (node.kind !== "Reference" || value === undefined) return;
    const [root] = node.path;
    if (root === undefined) return;
    const span = { start: root.span.start - start, end: root.span.end - start };
    edits.push({ file: "", span, text: written(value, place) });
  });
  const text = applied(source.slice(start, end), edits);
  return [
    {
      title: `Inline the fragment ${fragment.name?.text ?? ""}`,
      kind: CodeActionKind.RefactorInline,
      edits: [replaced(place, step.span, text)],
    },
  ];
}

/** What is made of parts keeps together. */
function written(value: Expression, place: ActionPlace): string {
  const text = textOf(place, value.span);
  return value.kind === "Binary" || value.kind === "Not" ? `(${text})` : text;
}

/** A name or a label that the fragment gives stands in the journey already. */
function isClash(fragment: Fragment, { file, start }: ActionPlace): boolean {
  const owner = file.tree.declarations.findLast(({ span }) => span.start <= start);
  const own = namesIn(fragment);
  return owner === undefined || [...namesIn(owner)].some((name) => own.has(name));
}

function namesIn(node: AnyNode): ReadonlySet<string> {
  const names = new Set<string>();
  visitAll(node, (each) => {
    if ("label" in each && each.label !== undefined) names.add(`${each.label.text}:`);
    const given = givenName(each);
    if (given !== undefined) names.add(given.text);
  });
  return names;
}
