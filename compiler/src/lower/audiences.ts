import type { Audience, Field } from "@trajet/grammar";
import { fieldsOf, tagsOf } from "../model/audience.ts";
import type { Model } from "../model/model.ts";
import { platformOf } from "../model/stores.ts";
import type { AudienceShape, CompiledProject } from "../program/types.ts";
import { constantOf } from "./constants.ts";
import { valueType, wireType } from "./value-types.ts";

/** What the doors check contacts against, by audience. */
export function compileAudiences(model: Model): CompiledProject["audiences"] {
  const shapes = [...model.symbols.audiences].map(
    ([name, audience]) => [name, shapeOf(model, name, audience)] as const,
  );
  return Object.fromEntries(shapes);
}

function shapeOf(model: Model, name: string, audience: Audience): AudienceShape {
  const types = model.types.contact(name).fields ?? {};
  const fields = fieldsOf(audience).flatMap((field) => {
    const type = field.name === undefined ? undefined : types[field.name.text];
    if (field.name === undefined || type === undefined) return [];
    const wireName = field.wireName?.value ?? field.name.text;
    return [[field.name.text, { type: valueType(type), wireName, ...defaultOf(field) }] as const];
  });
  return { fields: Object.fromEntries(fields), tags: tagsOf(audience), groups: groupsOf(audience) };
}

function defaultOf(field: Field) {
  const constant = field.default === undefined ? undefined : constantOf(field.default);
  return constant === undefined ? {} : { default: constant };
}

/** The groups by category; a category that is declared in two lines has the groups of both. */
function groupsOf(audience: Audience): AudienceShape["groups"] {
  const groups: Record<string, readonly string[]> = {};
  for (const item of audience.items) {
    if (item.kind !== "Group" || item.category === undefined) continue;
    const known = groups[item.category.value] ?? [];
    groups[item.category.value] = [...known, ...item.groups.map((group) => group.value)];
  }
  return groups;
}

/** Currencies and platforms of the stores. One without a currency is in error, and left out. */
export function compileStores(model: Model): CompiledProject["stores"] {
  const stores = [...model.symbols.stores.keys()].flatMap((name) => {
    const currency = model.types.currency(name);
    const platform = platformOf(model.symbols.stores.get(name));
    return currency === undefined
      ? []
      : [[name, { currency, ...(platform !== undefined && { platform }) }] as const];
  });
  return Object.fromEntries(stores);
}

/** The project's own events: the name under which each arrives, and its payload with the names in it as they arrive. */
export function compileEvents(model: Model): CompiledProject["events"] {
  const events = [...model.symbols.events].flatMap(([name, event]) => {
    const type = model.types.event(name);
    if (type === undefined || type.unknown) return [];
    return [[name, { wireName: event.wireName?.value ?? name, type: wireType(type) }] as const];
  });
  return Object.fromEntries(events);
}
