import { type Model, propertyPlaces } from "@trajet/compiler";
import type { Place } from "./find.ts";
import type { Target } from "./target.ts";

/** Where the JSON Schema of an event, or of a webhook's answer, has the property that a field is. */
export function placesInSchemas(target: Target, model: Model): readonly Place[] {
  if (target.kind !== "field") return [];
  const file = schemaOf(target.owner, model);
  if (file === undefined) return [];
  return propertyPlaces(file, target.name, model.readFile).map(({ file: path, span, declares }) => ({
    path,
    span,
    declares,
  }));
}

/** The schema file of an event, as the project writes its path. */
function schemaOf(owner: { readonly of: string; readonly name: string }, model: Model): string | undefined {
  const event = owner.of === "events" ? model.symbols.events.get(owner.name) : undefined;
  return event?.shape?.kind === "file" ? event.shape.path.value : undefined;
}

/** The property of a schema at an offset, as a field of each event that has the schema. */
export function schemaFieldsAt(
  path: string,
  offset: number,
  model: Model,
): readonly (Place & { readonly target: Target })[] {
  return [...model.symbols.events].flatMap(([name, event]) => {
    if (event.shape?.kind !== "file") return [];
    const fields = Object.keys(model.types.event(name)?.fields ?? {});
    return fields.flatMap((field) => {
      const target: Target = { kind: "field", owner: { of: "events", name }, name: field };
      return placesInSchemas(target, model)
        .filter((place) => place.path === path && place.span.start <= offset && offset <= place.span.end)
        .map((place) => ({ ...place, target }));
    });
  });
}
