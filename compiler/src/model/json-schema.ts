import type { Type } from "./types.ts";
import { optional, UNKNOWN } from "./types.ts";

/** What a JSON Schema file describes, or why it cannot be read. */
export type ReadSchema =
  | { readonly type: Type; readonly problem?: never }
  | { readonly type?: never; readonly problem: string };

interface Schema {
  readonly type?: unknown;
  readonly enum?: unknown;
  readonly const?: unknown;
  readonly format?: unknown;
  readonly items?: unknown;
  readonly properties?: unknown;
  readonly required?: unknown;
}

const FORMATS: Readonly<Record<string, Type["type"]>> = {
  "date-time": "moment",
  date: "date",
  time: "time",
  duration: "duration",
  email: "email",
  "idn-email": "email",
  uri: "url",
  url: "url",
};

/**
 * The record that a JSON Schema describes. Objects, arrays of one kind, text with its formats, numbers, booleans and
 * enumerations of text have a type; what goes beyond (`anyOf`, `$ref`, free objects) is unknown and left to ajv at the door.
 */
export function readJsonSchema(text: string, name: string): ReadSchema {
  let schema: unknown;
  try {
    schema = JSON.parse(text);
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  if (!isSchema(schema) || !isSchema(schema.properties)) {
    return { problem: 'it does not describe an object with "properties"' };
  }
  return { type: typeOfSchema(schema, name) };
}

function typeOfSchema(schema: Schema, name: string): Type {
  if (isTextList(schema.enum)) return { type: "enum", values: schema.enum };
  if (typeof schema.const === "string") return { type: "enum", values: [schema.const] };
  const kinds = Array.isArray(schema.type) ? schema.type : [schema.type];
  const [kind, ...others] = kinds.filter((kind) => kind !== "null");
  if (others.length > 0) return UNKNOWN;
  const type = typeOfKind(kind, schema, name);
  return kinds.includes("null") ? optional(type) : type;
}

function typeOfKind(kind: unknown, schema: Schema, name: string): Type {
  switch (kind) {
    case "string":
      return { type: (typeof schema.format === "string" ? FORMATS[schema.format] : undefined) ?? "text" };
    case "number":
    case "integer":
      return { type: "number" };
    case "boolean":
      return { type: "boolean" };
    case "array":
      return listType(schema, name);
    case "object":
      return recordType(schema, name);
    default:
      return UNKNOWN;
  }
}

function listType(schema: Schema, name: string): Type {
  if (!isSchema(schema.items)) return UNKNOWN;
  const element = typeOfSchema(schema.items, name);
  return element.unknown || element.list || element.optional ? UNKNOWN : { ...element, list: true };
}

function recordType(schema: Schema, name: string): Type {
  if (!isSchema(schema.properties)) return UNKNOWN;
  const needed = new Set(isTextList(schema.required) ? schema.required : []);
  const fields: Record<string, Type> = {};
  for (const [key, value] of Object.entries(schema.properties)) {
    const type = isSchema(value) ? typeOfSchema(value, key) : UNKNOWN;
    fields[key] = needed.has(key) ? type : optional(type);
  }
  return { type: "record", name, fields };
}

function isSchema(value: unknown): value is Schema & Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === "string");
}
