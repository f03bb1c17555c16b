import type { Model, ModelFile } from "@trajet/compiler";
import type { Declaration } from "@trajet/grammar";
import { placesInConfig } from "./config.ts";
import { ownerOf } from "./declarations.ts";
import type { Occurrence } from "./occurrence.ts";
import { placesInSchemas } from "./schemas.ts";
import { keyOf, type Owner, type Target } from "./target.ts";
import { templateNamesAt, templateOccurrences } from "./templates.ts";
import { namesOf, occurrencesIn } from "./walk.ts";

/** Where a name stands, in a file of the project. */
export interface Place {
  readonly path: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly declares: boolean;
}

/** The name that the cursor is on, or just behind. */
export function occurrenceAt(file: ModelFile, offset: number, model: Model): Occurrence | undefined {
  const declaration = file.tree.declarations.findLast(({ span }) => span.start <= offset);
  if (declaration === undefined) return undefined;
  const isThere = ({ span }: Occurrence): boolean => span.start <= offset && offset <= span.end;
  return occurrencesIn(declaration, model).find(isThere) ?? templateNamesAt(file.path, offset, model).at(0);
}

/**
 * Every place of the project that names the same: in journeys, templates of messages, schemas and trajet.json. What the language
 * brings along is named everywhere, and nowhere ours.
 */
export function placesOf(target: Target, model: Model): readonly Place[] {
  if (target.kind === "builtin") return [];
  const inTexts = placesByTarget(model).get(keyOf(target)) ?? [];
  return [...inTexts, ...placesInSchemas(target, model), ...placesInConfig(target, model)];
}

const indexes = new WeakMap<Model, ReadonlyMap<string, readonly Place[]>>();

/** All places by the key of what they name: gathered once for each model, when first asked for. */
function placesByTarget(model: Model): ReadonlyMap<string, readonly Place[]> {
  const known = indexes.get(model);
  if (known !== undefined) return known;
  const index = new Map<string, Place[]>();
  const add = (target: Target, place: Place): void => {
    if (target.kind === "builtin") return;
    const key = keyOf(target);
    const places = index.get(key);
    if (places === undefined) index.set(key, [place]);
    else places.push(place);
  };
  for (const { path, tree } of model.files) {
    for (const declaration of tree.declarations) {
      for (const { target, span, declares } of namesOf(declaration, model))
        add(target, { path, span, declares });
    }
  }
  for (const place of placesInTemplates(model)) add(place.target, place);
  indexes.set(model, index);
  return index;
}

/** Several messages may have one template: a name in it is still one place. */
function placesInTemplates(model: Model): readonly (Place & { readonly target: Target })[] {
  const unlike = new Map(
    [...templateOccurrences(model).values()]
      .flat()
      .map(({ path, span, declares, target }) => [
        `${path} ${span.start} ${keyOf(target)}`,
        { path, span, declares, target },
      ]),
  );
  return [...unlike.values()];
}

/** Where it is declared: once, unless a name is given twice, which the checks report. */
export function declarationsOf(target: Target, model: Model): readonly Place[] {
  const inJourneys = placesInJourneys(target, model, (declaration) => mayDeclare(declaration, target));
  return [...inJourneys, ...placesInSchemas(target, model)].filter(({ declares }) => declares);
}

/** Only some declarations need to be walked for the place that declares a name: its own, or the one that it is a part of. */
function mayDeclare(declaration: Declaration, target: Target): boolean {
  switch (target.kind) {
    case "builtin":
      return false;
    case "label":
    case "objective":
      return declaration.kind === "Labels";
    case "person":
      return declaration.kind === "Test";
    case "declaration":
      return isNamed(declaration, target);
    default:
      return isNamed(declaration, target.owner);
  }
}

function isNamed(declaration: Declaration, { of, name }: Owner): boolean {
  const owner = ownerOf(declaration);
  return owner !== undefined && owner.of === of && owner.name === name;
}

function placesInJourneys(
  target: Target,
  model: Model,
  among: (declaration: Declaration) => boolean,
): readonly Place[] {
  if (target.kind === "builtin") return [];
  const key = keyOf(target);
  return model.files.flatMap(({ path, tree }) =>
    tree.declarations
      .filter(among)
      .flatMap((declaration) => occurrencesIn(declaration, model))
      .filter((occurrence) => keyOf(occurrence.target) === key)
      .map(({ span, declares }) => ({ path, span, declares })),
  );
}
