import { readPlacedJson } from "../../project/json-places.ts";
import { optional, type Type, UNKNOWN } from "../types.ts";
import { allOf, eitherOf, listOf, NULL } from "./combine.ts";
import type { SchemaProblem } from "./problems.ts";
import {
  follow,
  refProblem,
  type SchemaFiles,
  type SchemaPlace,
  schemaFiles,
  valueAt,
} from "./references.ts";
import { escaped, isObject, schemaProblems } from "./validate.ts";

/** What a JSON Schema file describes, and what is wrong with it. A schema with an error describes nothing known. */
export interface ReadSchema {
  readonly type: Type;
  readonly problems: readonly SchemaProblem[];
}

/** Problems that only say that something is not used for types. */
const HARMLESS: ReadonlySet<SchemaProblem["kind"]> = new Set([
  "unknown-keyword",
  "unread-keyword",
  "unread-draft",
  "recursive",
]);

/**
 * The record that a JSON Schema of draft 7, 2019-09 or 2020-12 describes; `name` is what messages call it. Objects,
 * lists of one kind, texts with their formats, numbers, booleans, enumerations of texts, alternatives and references
 * within the project have a type; what has none is unknown. `undefined` where there is no such file.
 */
export function readSchema(
  file: string,
  name: string,
  readFile: (path: string) => string | undefined,
): ReadSchema | undefined {
  const text = readFile(file);
  if (text === undefined) return undefined;
  const json = readPlacedJson(text);
  if ("problem" in json) return failed({ kind: "no-json", file, span: json.span, problem: json.problem });
  const invalid = schemaProblems(file, json);
  if (invalid.some(({ kind }) => !HARMLESS.has(kind))) return { type: UNKNOWN, problems: invalid };
  const problems: SchemaProblem[] = [...invalid];
  const reading: Reading = { files: schemaFiles(readFile), problems, path: [] };
  const type = typeAt({ file, json, pointer: "" }, name, reading);
  const broken = problems.some(({ kind }) => !HARMLESS.has(kind));
  if (!broken && (type.type !== "record" || type.list || type.unknown)) {
    const span = json.valueAt("") ?? { start: 0, end: 1 };
    // What stands inside is not used then, so a circle in it is no mistake beside this one: it is the reason, or nothing.
    const others = problems.filter(({ kind }) => kind !== "recursive");
    const inCircle = Boolean(type.unknown) && others.length < problems.length;
    return { type: UNKNOWN, problems: [...others, { kind: "no-object", file, span, inCircle }] };
  }
  return { type: broken ? UNKNOWN : type, problems };
}

function failed(problem: SchemaProblem): ReadSchema {
  return { type: UNKNOWN, problems: [problem] };
}

interface Reading {
  readonly files: SchemaFiles;
  readonly problems: SchemaProblem[];
  /** The schemas that are being read, as `file#pointer`: one that leads to itself has no end. */
  readonly path: readonly string[];
}

function typeAt(place: SchemaPlace, name: string, reading: Reading): Type {
  const schema = valueAt(place);
  if (!isObject(schema)) return UNKNOWN;
  const key = `${place.file}#${place.pointer}`;
  const inside = { ...reading, path: [...reading.path, key] };
  const parts = [
    ...(typeof schema.$ref === "string" ? [typeOfRef(schema.$ref, place, name, inside)] : []),
    ...alternatives(schema, place, name, inside),
    ...(hasOwnType(schema) ? [ownType(schema, place, name, inside)] : []),
  ];
  const type = parts.length === 1 ? (parts[0] ?? UNKNOWN) : allOf(parts);
  return schema.nullable === true && !type.unknown ? optional(type) : type;
}

type Schema = Readonly<Record<string, unknown>>;

function at(place: SchemaPlace, ...keys: readonly (string | number)[]): SchemaPlace {
  return { ...place, pointer: [place.pointer, ...keys.map((key) => escaped(String(key)))].join("/") };
}

function typeOfRef(ref: string, place: SchemaPlace, name: string, reading: Reading): Type {
  const followed = follow(ref, place, reading.files);
  if ("problem" in followed) {
    reading.problems.push(refProblem(followed.problem, ref, place));
    return UNKNOWN;
  }
  const key = `${followed.place.file}#${followed.place.pointer}`;
  if (!reading.path.includes(key)) return typeAt(followed.place, name, reading);
  const problem = refProblem("recursive", ref, place);
  const said = reading.problems.some(
    (each) =>
      each.kind === "recursive" && each.file === problem.file && each.span.start === problem.span.start,
  );
  if (!said) reading.problems.push(problem);
  return UNKNOWN;
}

function alternatives(schema: Schema, place: SchemaPlace, name: string, reading: Reading): readonly Type[] {
  const typesOf = (keyword: string): readonly Type[] | undefined => {
    const schemas = schema[keyword];
    if (!Array.isArray(schemas)) return undefined;
    return schemas.map((_, index) => typeAt(at(place, keyword, index), name, reading));
  };
  const [any, one, all] = [typesOf("anyOf"), typesOf("oneOf"), typesOf("allOf")];
  return [
    ...(any === undefined ? [] : [eitherOf(any)]),
    ...(one === undefined ? [] : [eitherOf(one)]),
    ...(all === undefined ? [] : [allOf(all)]),
  ];
}

const TYPED: readonly string[] = ["type", "enum", "const", "properties", "items", "prefixItems"];

function hasOwnType(schema: Schema): boolean {
  return TYPED.some((keyword) => Object.hasOwn(schema, keyword));
}

function ownType(schema: Schema, place: SchemaPlace, name: string, reading: Reading): Type {
  if (Array.isArray(schema.enum)) return typeOfValues(schema.enum);
  if (Object.hasOwn(schema, "const")) return typeOfValues([schema.const]);
  const written = schema.type ?? (Object.hasOwn(schema, "properties") ? "object" : "array");
  const kinds: readonly unknown[] = Array.isArray(written) ? written : [written];
  return eitherOrOnly(kinds.map((kind) => typeOfKind(kind, schema, place, name, reading)));
}

function eitherOrOnly(types: readonly Type[]): Type {
  return types.length === 1 ? (types[0] ?? UNKNOWN) : eitherOf(types);
}

/** Of texts an enumeration; a `null` among the values makes it optional. */
function typeOfValues(values: readonly unknown[]): Type {
  const texts = values.filter((value) => typeof value === "string");
  const others = values.filter((value) => typeof value !== "string");
  const types: readonly Type[] = [
    ...(texts.length === 0 ? [] : [{ type: "enum", values: texts } as const]),
    ...others.map(typeOfValue),
  ];
  return eitherOrOnly(types);
}

function typeOfValue(value: unknown): Type {
  if (value === null) return NULL;
  if (typeof value === "number") return { type: "number" };
  return typeof value === "boolean" ? { type: "boolean" } : UNKNOWN;
}

const FORMATS: Readonly<Record<string, Type["type"]>> = {
  "date-time": "moment",
  date: "date",
  time: "time",
  duration: "duration",
  email: "email",
  "idn-email": "email",
  uri: "url",
  iri: "url",
  url: "url",
};

function typeOfKind(kind: unknown, schema: Schema, place: SchemaPlace, name: string, reading: Reading): Type {
  switch (kind) {
    case "string":
      return { type: (typeof schema.format === "string" ? FORMATS[schema.format] : undefined) ?? "text" };
    case "number":
    case "integer":
      return { type: "number" };
    case "boolean":
      return { type: "boolean" };
    case "null":
      return NULL;
    case "array":
      return listType(schema, place, name, reading);
    case "object":
      return recordType(schema, place, name, reading);
    default:
      return UNKNOWN;
  }
}

function listType(schema: Schema, place: SchemaPlace, name: string, reading: Reading): Type {
  const tuple = ["prefixItems", "items"].find((keyword) => Array.isArray(schema[keyword]));
  const first = tuple === undefined ? [] : (schema[tuple] as readonly unknown[]);
  const elements = first.map((_, index) => typeAt(at(place, tuple ?? "", index), name, reading));
  const rest = isObject(schema.items) ? [typeAt(at(place, "items"), name, reading)] : [];
  return listOf([...elements, ...rest]);
}

/** A name that can stand behind a dot; others arrive as they are, and are called in camel case. */
const NAME = /^[A-Za-z_\u00C0-\u024F][A-Za-z0-9_\u00C0-\u024F]*$/;

function recordType(schema: Schema, place: SchemaPlace, name: string, reading: Reading): Type {
  if (!isObject(schema.properties)) return UNKNOWN;
  const needed = new Set(Array.isArray(schema.required) ? schema.required : []);
  const fields: Record<string, Type> = {};
  for (const key of Object.keys(schema.properties)) {
    const type = typeAt(at(place, "properties", key), key, reading);
    const own = needed.has(key) ? type : optional(type);
    if (NAME.test(key)) fields[key] = own;
    else fields[inCamelCase(key)] ??= { ...own, wireName: key };
  }
  return { type: "record", name, fields };
}

/** `flight-no` is `flightNo`. */
function inCamelCase(key: string): string {
  const [first = "", ...others] = key.split(/[^A-Za-z0-9_\u00C0-\u024F]+/).filter((part) => part !== "");
  const joined = first + others.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join("");
  return /^\d/.test(joined) || joined === "" ? `_${joined}` : joined;
}
