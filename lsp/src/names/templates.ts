import { isTemplated, type Model, type Templated, type TemplateName, templateNames } from "@trajet/compiler";
import type { Occurrence } from "./occurrence.ts";
import type { Target } from "./target.ts";

/** A name in a template, with the messages and webhooks whose template it is. */
export type TemplateOccurrence = Occurrence & {
  readonly path: string;
  readonly found: TemplateName;
  readonly owner: Templated;
};

const found = new WeakMap<Model, Map<Templated, readonly TemplateOccurrence[]>>();
const grouped = new WeakMap<Model, ReadonlyMap<string, readonly TemplateOccurrence[]>>();

/** All names in templates, by the file in which they stand: templates of their own, and strings of journeys. */
export function templateOccurrences(model: Model): ReadonlyMap<string, readonly TemplateOccurrence[]> {
  const known = grouped.get(model);
  if (known !== undefined) return known;
  const owners = model.files.flatMap(({ tree }) => tree.declarations.filter(isTemplated));
  const byFile = Map.groupBy(
    owners.flatMap((owner) => occurrencesOf(owner, model)),
    ({ path }) => path,
  );
  grouped.set(model, byFile);
  return byFile;
}

/** The names at an offset of a file: one for each message that has the template. */
export function templateNamesAt(path: string, offset: number, model: Model): readonly TemplateOccurrence[] {
  return occurrencesAround(path, offset, model).filter(
    (each) => each.path === path && each.span.start <= offset && offset <= each.span.end,
  );
}

/** In a journey only the declaration at the offset is looked at, so that a name elsewhere needs no templates. */
function occurrencesAround(path: string, offset: number, model: Model): readonly TemplateOccurrence[] {
  const file = model.files.find((each) => each.path === path);
  if (file === undefined) return templateOccurrences(model).get(path) ?? [];
  const around = file.tree.declarations.findLast(({ span }) => span.start <= offset);
  return around !== undefined && isTemplated(around) ? occurrencesOf(around, model) : [];
}

function occurrencesOf(owner: Templated, model: Model): readonly TemplateOccurrence[] {
  const byOwner = found.get(model) ?? new Map<Templated, readonly TemplateOccurrence[]>();
  found.set(model, byOwner);
  const known = byOwner.get(owner);
  if (known !== undefined) return known;
  const occurrences = templateNames(model, owner).map((name) => occurrenceOf(name, owner, model));
  byOwner.set(owner, occurrences);
  return occurrences;
}

function occurrenceOf(found: TemplateName, owner: Templated, model: Model): TemplateOccurrence {
  const { span, file: path } = found;
  const target = targetOf(found, owner, model);
  const type = found.kind === "member" ? { type: found.type } : {};
  return { path, span, target, declares: false, found, owner, ...type };
}

function targetOf(found: TemplateName, owner: Templated, model: Model): Target {
  const { name } = found;
  const message = {
    of: owner.kind === "Webhook" ? "webhooks" : "messages",
    name: owner.name?.text ?? "",
  } as const;
  if (found.kind === "link") return { kind: "link", owner: message, name };
  if (found.kind !== "member") return { kind: "builtin", name };
  const of = found.of.name ?? "";
  const { audience } = owner;
  if (of === "contact" && audience !== undefined && hasField(audience.text, name, model))
    return { kind: "field", owner: { of: "audiences", name: audience.text }, name };
  if (model.symbols.records.has(of)) return { kind: "field", owner: { of: "records", name: of }, name };
  if (model.symbols.events.has(of)) return { kind: "field", owner: { of: "events", name: of }, name };
  const isParameter = owner.parameters.some((parameter) => parameter.name?.text === name);
  if (isParameter && found.of.name?.startsWith("the variables of"))
    return { kind: "parameter", owner: message, name };
  return { kind: "builtin", name };
}

function hasField(audience: string, name: string, model: Model): boolean {
  const items = model.symbols.audiences.get(audience)?.items ?? [];
  return items.some((item) => item.kind === "Field" && item.name?.text === name);
}
