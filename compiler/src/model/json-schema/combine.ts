import { elementOf, optional, required, type Type, UNKNOWN } from "../types.ts";

/** The type of a value that is one of several: what they have in common. */
export function eitherOf(types: readonly Type[]): Type {
  const [first, ...others] = types.filter((type) => !isNull(type));
  if (first === undefined) return UNKNOWN;
  const nullable = types.some((type) => isNull(type) || type.optional);
  const either = others.reduce(eitherOfTwo, required(first));
  return nullable && !either.unknown ? optional(either) : either;
}

/** The type of JSON's `null`: nothing but a missing value. */
export const NULL: Type = { type: "text", optional: true, values: [] };

function isNull(type: Type): boolean {
  return type === NULL;
}

function eitherOfTwo(one: Type, other: Type): Type {
  if (one.unknown || other.unknown || Boolean(one.list) !== Boolean(other.list)) return UNKNOWN;
  if (one.type !== other.type) return isTextOrEnum(one) && isTextOrEnum(other) ? { type: "text" } : UNKNOWN;
  const list = one.list ? ({ list: true } as const) : {};
  if (one.type === "enum") {
    return { type: "enum", values: [...new Set([...(one.values ?? []), ...(other.values ?? [])])], ...list };
  }
  return one.type === "record" ? { ...commonRecord(one, other), ...list } : required(one);
}

function isTextOrEnum(type: Type): boolean {
  return (type.type === "text" || type.type === "enum") && !type.list;
}

/** The fields of both; one that only one of them has may be missing. */
function commonRecord(one: Type, other: Type): Type {
  const names = new Set([...Object.keys(one.fields ?? {}), ...Object.keys(other.fields ?? {})]);
  const fields = [...names].map((name) => {
    const [here, there] = [one.fields?.[name], other.fields?.[name]];
    if (here === undefined || there === undefined) return [name, optional(here ?? there ?? UNKNOWN)] as const;
    return [name, eitherOf([here, there])] as const;
  });
  return { type: "record", name: one.name ?? "record", fields: Object.fromEntries(fields) };
}

/** The type of a value that has to be all of these: records add their fields, else the narrowest that is known. */
export function allOf(types: readonly Type[]): Type {
  const known = types.filter((type) => !type.unknown);
  const [first, ...others] = known;
  if (first === undefined) return UNKNOWN;
  return others.reduce(both, first);
}

function both(one: Type, other: Type): Type {
  if (one.type === "record" && other.type === "record" && !one.list && !other.list)
    return { ...one, fields: joined(one.fields ?? {}, other.fields ?? {}) };
  return other.type === "enum" || one.type === "text" ? other : one;
}

/** A field that one of them requires is there. */
function joined(
  one: Readonly<Record<string, Type>>,
  other: Readonly<Record<string, Type>>,
): Readonly<Record<string, Type>> {
  const shared = Object.entries(other).map(([name, type]) => {
    const before = one[name];
    if (before === undefined) return [name, type] as const;
    const joint = allOf([required(before), required(type)]);
    return [name, before.optional && type.optional ? optional(joint) : joint] as const;
  });
  return { ...one, ...Object.fromEntries(shared) };
}

/** The list of one kind of elements; unknown where they differ, or are lists or optional themselves. */
export function listOf(elements: readonly Type[]): Type {
  const element = eitherOf(elements);
  return element.unknown || element.list || element.optional
    ? UNKNOWN
    : { ...elementOf(element), list: true };
}
