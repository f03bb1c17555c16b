import type { Model } from "../model/model.ts";
import type { Partials } from "../program/types.ts";
import { parseTemplate } from "../templates/parse.ts";
import { findPartial } from "../templates/partial-files.ts";
import { type Templated, textsOf } from "../templates/texts.ts";
import type { TemplateNode } from "../templates/tree.ts";

/** The partials that a template puts in, with theirs, by the names that stand in it; nothing where there are none. */
export function partialsIn(
  source: string,
  file: string,
  model: Pick<Model, "readFile">,
): { readonly partials?: Partials } {
  const parsed = parseTemplate(source);
  const names = "template" in parsed ? [...new Set(namesIn(parsed.template.nodes))].toSorted() : [];
  const partials = names.flatMap((name) => {
    const found = findPartial(name, file, model.readFile);
    if ("expected" in found) return [];
    return [[name, { template: found.source, ...partialsIn(found.source, found.path, model) }] as const];
  });
  return partials.length === 0 ? {} : { partials: Object.fromEntries(partials) };
}

/** The partials of all texts of a message or webhook but its body, which may stand in another folder. */
export function partialsOfLines(model: Model, owner: Templated): ReturnType<typeof partialsIn> {
  const lines = textsOf(model, owner).filter(({ part }) => part !== "body");
  const found = lines.map(({ source, file }) => partialsIn(source, file, model).partials ?? {});
  const partials: Partials = Object.assign({}, ...found);
  return Object.keys(partials).length === 0 ? {} : { partials };
}

function namesIn(nodes: readonly TemplateNode[]): readonly string[] {
  return nodes.flatMap((node) => {
    switch (node.kind) {
      case "Block":
        return [...namesIn(node.body), ...namesIn(node.otherwise)];
      case "Partial":
        return [...(node.name === undefined ? [] : [node.name.text]), ...namesIn(node.body ?? [])];
      case "Print":
      case "Refused":
        return [];
      default:
        return node satisfies never;
    }
  });
}
