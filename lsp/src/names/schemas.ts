import { type Model, propertyPlaces } from "@trajet/compiler";
import type { Shape, Webhook } from "@trajet/grammar";
import type { Place } from "./find.ts";
import type { Owner, Target } from "./target.ts";

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

/** The schema file of an event or of a webhook's answer, as the project writes its path. */
function schemaOf({ of, name }: Owner, { symbols }: Model): string | undefined {
  const shape =
    of === "webhooks"
      ? answerShape(symbols.webhooks.get(name))
      : of === "events"
        ? symbols.events.get(name)?.shape
        : undefined;
  return shape?.kind === "file" ? shape.path.value : undefined;
}

/** What a webhook answers, as it is declared. */
export const answerShape = (webhook: Webhook | undefined): Shape | undefined =>
  webhook?.items.find((item) => item.kind === "Receive")?.shape;

/** The property of a schema at an offset, as a field of each event and webhook that has the schema. */
export function schemaFieldsAt(
  path: string,
  offset: number,
  model: Model,
): readonly (Place & { readonly target: Target })[] {
  const events = [...model.symbols.events.keys()].map((name) => ({ of: "events", name }) as const);
  const webhooks = [...model.symbols.webhooks.keys()].map((name) => ({ of: "webhooks", name }) as const);
  return [...events, ...webhooks].flatMap((owner) => {
    if (schemaOf(owner, model) === undefined) return [];
    const type =
      owner.of === "events"
        ? model.types.event(owner.name)
        : model.types.shape(answerShape(model.symbols.webhooks.get(owner.name)), owner.name);
    return Object.keys(type?.fields ?? {}).flatMap((field) => {
      const target: Target = { kind: "field", owner, name: field };
      return placesInSchemas(target, model)
        .filter((place) => place.path === path && place.span.start <= offset && offset <= place.span.end)
        .map((place) => ({ ...place, target }));
    });
  });
}
