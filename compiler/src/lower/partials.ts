import type { Model } from "../model/model.ts";
import type { Partials } from "../program/types.ts";
import { parseTemplate } from "../templates/parse.ts";
import { findPartial } from "../templates/partial-files.ts";
import { bodyFile, type Templated, textsOf } from "../templates/texts.ts";
import type { TemplateNode } from "../templates/tree.ts";
import { LoweringError } from "./lowering.ts";

/**
 * The partials that a template puts in, with theirs, by the names that stand in it; nothing where there are none.
 *
 * @throws LoweringError for one that is not there, or puts itself in
 */
export function partialsIn(
  source: string,
  file: string,
  model: Pick<Model, "readFile">,
  around: readonly string[] = [],
): { readonly partials?: Partials } {
  const partials = namesOf(source).map((name) => {
    const found = findPartial(name, file, model.readFile);
    if ("expected" in found) throw new LoweringError(`the partial ${name} is not there`);
    const { path, source: template } = found;
    if (around.includes(path)) throw new LoweringError(`the partial ${path} puts itself in`);
    return [name, { template, ...partialsIn(template, path, model, [...around, path]) }] as const;
  });
  return partials.length === 0 ? {} : { partials: Object.fromEntries(partials) };
}

/** The files in which the templates of a message or webhook stand, those of partials included. */
export function templateFiles(model: Model, owner: Templated): ReadonlySet<string> {
  const files = new Set<string>();
  const visit = (source: string, file: string): void => {
    for (const name of namesOf(source)) {
      const found = findPartial(name, file, model.readFile);
      if ("expected" in found || files.has(found.path)) continue;
      files.add(found.path);
      visit(found.source, found.path);
    }
  };
  for (const { source, file } of textsOf(model, owner)) visit(source, file);
  const body = bodyFile(model, owner)?.path.value;
  return body === undefined ? files : files.add(body);
}

const BLOCK = "@partial-block";

function namesOf(source: string): readonly string[] {
  const parsed = parseTemplate(source);
  const names = "template" in parsed ? namesIn(parsed.template.nodes) : [];
  return [...new Set(names)].filter((name) => name !== BLOCK).toSorted();
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
