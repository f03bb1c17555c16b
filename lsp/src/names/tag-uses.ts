import type { Model } from "@trajet/compiler";
import { type AnyNode, type Declaration, originOf, type TextLiteral, visitAll } from "@trajet/grammar";
import { audienceOf } from "./declarations.ts";

const NONE: readonly string[] = [];

/** By where a declaration was read: which tags it names hangs on nothing else, and holds wherever it moves. */
const named = new WeakMap<Declaration, readonly string[]>();

/**
 * How often the project names each tag of an audience, the places that declare it not counted. As many as `placesOf` finds,
 * without the names of everything else: it is asked for behind every edit.
 */
export function tagUses(audience: string, model: Model): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const { tree } of model.files) {
    for (const declaration of tree.declarations) {
      // Both are the same wherever it stands, and the insides of one that moved would have to be made.
      const origin = originOf(declaration)?.of ?? declaration;
      const tags = tagsNamedIn(origin);
      if (tags.length === 0 || audienceOf(origin, { model }) !== audience) continue;
      for (const tag of tags) uses.set(tag, (uses.get(tag) ?? 0) + 1);
    }
  }
  return uses;
}

function tagsNamedIn(declaration: Declaration): readonly string[] {
  const known = named.get(declaration);
  if (known !== undefined) return known;
  const found: string[] = [];
  visitAll(declaration, (node) => {
    for (const tag of tagsOf(node)) if (tag !== undefined) found.push(tag.value);
  });
  const tags = found.length === 0 ? NONE : found;
  named.set(declaration, tags);
  return tags;
}

function tagsOf(node: AnyNode): readonly (TextLiteral | undefined)[] {
  switch (node.kind) {
    case "Tag":
    case "Untag":
      return node.tags;
    case "Tagged":
      return [node.tag];
    case "Act":
      return node.verb === "get tag" || node.verb === "lose tag" ? [node.tag] : [];
    case "GivenState":
      return node.state.kind === "tag" ? [node.state.tag] : [];
    default:
      return [];
  }
}
