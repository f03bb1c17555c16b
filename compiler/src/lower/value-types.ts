import type { Parameter } from "@trajet/grammar";
import type { Model } from "../model/model.ts";
import type { Type } from "../model/types.ts";
import type { ValueType } from "../program/types.ts";

/** The type as programs hold it: without what only messages to the author need. Fields of unknown type are left out. */
export function valueType(type: Type): ValueType {
  return convert(type, (name) => name);
}

/** The same with the names under which the fields arrive (`as "flight-no"`): the type of an event's payload. */
export function wireType(type: Type): ValueType {
  return convert(type, (name, field) => field.wireName ?? name);
}

/** The types of parameters by name. */
export function parametersOf(
  model: Model,
  parameters: readonly Parameter[],
): Readonly<Record<string, ValueType>> {
  const types = [...model.types.parameters(parameters)];
  return Object.fromEntries(types.map(([name, type]) => [name, valueType(type)]));
}

function convert(type: Type, nameOf: (name: string, field: Type) => string): ValueType {
  const fields = Object.entries(type.fields ?? {}).flatMap(([name, field]) =>
    field.unknown ? [] : [[nameOf(name, field), convert(field, nameOf)] as const],
  );
  return {
    type: type.type,
    ...(type.values === undefined ? {} : { values: type.values }),
    ...(type.type === "record" ? { fields: Object.fromEntries(fields) } : {}),
    ...(type.list ? { list: true } : {}),
    ...(type.optional ? { optional: true } : {}),
  };
}
