import type { Span } from "@trajet/grammar";
import { readPlacedJson } from "../../project/json-places.ts";

/** Where a schema names a property, without its quotes: as a key of `properties`, or in `required`. */
export interface PropertyPlace {
  readonly file: string;
  readonly span: Span;
  readonly declares: boolean;
}

/**
 * Where the schema in a file has a property of its outermost record: in `properties`, also of the parts that it is put
 * together from, and of definitions that it refers to in its own file. A text that is no JSON has none.
 */
export function propertyPlaces(
  file: string,
  property: string,
  readFile: (path: string) => string | undefined,
): readonly PropertyPlace[] {
  const text = readFile(file);
  const json = text === undefined ? undefined : readPlacedJson(text);
  if (json === undefined || "problem" in json) return [];
  const found: PropertyPlace[] = [];
  const seen = new Set<string>();
  const look = (schema: unknown, pointer: string): void => {
    if (typeof schema !== "object" || schema === null || seen.has(pointer)) return;
    seen.add(pointer);
    const parts = schema as Readonly<Record<string, unknown>>;
    const add = (span: Span | undefined, declares: boolean): void => {
      if (span !== undefined)
        found.push({ file, span: { start: span.start + 1, end: span.end - 1 }, declares });
    };
    add(json.keyAt(`${pointer}/properties/${property}`), true);
    const required = Array.isArray(parts.required) ? parts.required.indexOf(property) : -1;
    if (required >= 0) add(json.valueAt(`${pointer}/required/${required}`), false);
    for (const keyword of ["allOf", "anyOf", "oneOf"]) {
      const each = parts[keyword];
      if (Array.isArray(each))
        each.forEach((part, index) => void look(part, `${pointer}/${keyword}/${index}`));
    }
    const ref = parts["$ref"];
    if (typeof ref === "string" && ref.startsWith("#/"))
      look(valueAt(json.value, ref.slice(1)), ref.slice(1));
  };
  look(json.value, "");
  return found;
}

function valueAt(value: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>(
      (inside, key) =>
        typeof inside === "object" && inside !== null && Object.hasOwn(inside, key)
          ? (inside as Readonly<Record<string, unknown>>)[key]
          : undefined,
      value,
    );
}
