import type { ValueType } from "../program/types.ts";

/**
 * The type of an expression. Records carry their fields; `order`, `product`, `cart` and the like are records with a name
 * for messages. `unknown` is the type of what is already reported: it agrees with everything, so one mistake gives one message.
 */
export interface Type extends ValueType {
  /** Of a record, as an author knows it: `Order`, `AppointmentBooked`, `contact`. */
  readonly name?: string;
  readonly unknown?: true;
  /** Of money whose currency is known: a literal, an order of a store. */
  readonly currency?: string;
  /** Of a field that arrives under another name (`as "…"`). */
  readonly wireName?: string;
  /** Of a number that answers a question on a scale: its ends, as written. */
  readonly scale?: { readonly low: string; readonly high: string };
  readonly fields?: Readonly<Record<string, Type>>;
}

export const UNKNOWN: Type = { type: "text", unknown: true, optional: true };
export const BOOLEAN: Type = { type: "boolean" };
export const NUMBER: Type = { type: "number" };
export const TEXT: Type = { type: "text" };
export const DATE: Type = { type: "date" };
export const MOMENT: Type = { type: "moment" };
export const DURATION: Type = { type: "duration" };

/** Types whose values are written as text: they can be compared with one another. */
const TEXT_LIKE: ReadonlySet<string> = new Set([
  "text",
  "email",
  "phone",
  "url",
  "timezone",
  "country",
  "language",
  "enum",
]);

export function isTextLike(type: Type): boolean {
  return TEXT_LIKE.has(type.type) && !type.list;
}

export function isDay(type: Type): boolean {
  return (type.type === "date" || type.type === "moment") && !type.list;
}

/** `T?` of `T`. */
export function optional(type: Type): Type {
  return type.optional ? type : { ...type, optional: true };
}

/** `T` of `T?`. */
export function required(type: Type): Type {
  if (!type.optional) return type;
  const { optional: _, ...rest } = type;
  return rest;
}

/** `T` of `list of T`. */
export function elementOf(type: Type): Type {
  const { list: _, optional: __, ...rest } = type;
  return rest;
}

/** As an author writes it: `list of text?`, `"free" | "pro"`, `money in EUR`, `AppointmentBooked`. */
export function describe(type: Type): string {
  const list = type.list ? "list of " : "";
  return `${list}${describeElement(type)}${type.optional ? "?" : ""}`;
}

function describeElement(type: Type): string {
  if (type.type === "enum") return (type.values ?? []).map((value) => `"${value}"`).join(" | ");
  if (type.type === "record") return type.name ?? "record";
  if (type.type === "money" && type.currency !== undefined) return `money in ${type.currency}`;
  return type.type;
}
