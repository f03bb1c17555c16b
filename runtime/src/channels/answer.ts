import type { ValueType } from "@trajet/compiler/program";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import type { Json } from "../engine/facts.ts";
import { decode, ValueError } from "../engine/values.ts";

/** What a webhook answered, cut down to what its declaration names, or why it is not that. */
export type Answer = { readonly answer: Json } | { readonly reason: string };

const TEXTS = [
  "email",
  "phone",
  "url",
  "timezone",
  "country",
  "language",
  "date",
  "time",
  "moment",
  "duration",
] as const;
type TextType = (typeof TEXTS)[number];

const ajv = new Ajv({ allErrors: false, removeAdditional: "all", strict: true });
// What a text has to be is the doors' own knowledge.
for (const type of TEXTS) ajv.addFormat(type, { type: "string", validate: (text) => fits(type, text) });

function fits(type: TextType, text: string): boolean {
  try {
    decode({ type }, text);
    return true;
  } catch (error) {
    if (error instanceof ValueError) return false;
    throw error;
  }
}

const MOST_KEPT = 200;
const validators = new Map<string, ValidateFunction>();

/** Reads the body of an answer by the type that the webhook declares. */
export function readAnswer(receive: ValueType, body: string): Answer {
  let answer: Json;
  try {
    answer = JSON.parse(body) as Json;
  } catch {
    return { reason: `what was answered is no JSON: ${shown(body)}` };
  }
  const validate = validatorOf(receive);
  if (validate(answer)) return { answer };
  return { reason: `what was answered does not fit: ${explained(validate.errors?.[0])}` };
}

function validatorOf(receive: ValueType): ValidateFunction {
  const key = JSON.stringify(receive);
  const known = validators.get(key);
  if (known !== undefined) return known;
  const made = ajv.compile(schemaOf(receive));
  // The types are those of programs: a full table is one of many old versions.
  if (validators.size >= MOST_KEPT) validators.clear();
  validators.set(key, made);
  return made;
}

/** The JSON Schema of a type's wire form. */
export function schemaOf({ list, optional, ...element }: ValueType): object {
  const one = list ? { type: "array", items: elementSchema(element) } : elementSchema(element);
  return optional ? { if: { type: "null" }, else: one } : one;
}

function elementSchema(type: ValueType): object {
  switch (type.type) {
    case "text":
      return { type: "string" };
    case "number":
    case "boolean":
      return { type: type.type };
    case "enum":
      return { type: "string", enum: type.values ?? [] };
    case "money":
      return MONEY;
    case "record":
      return recordSchema(type.fields ?? {});
    default:
      return { type: "string", format: type.type satisfies TextType };
  }
}

const MONEY = {
  type: "object",
  required: ["amount", "currency"],
  properties: {
    amount: { type: "string", pattern: "^-?\\d{1,30}(\\.\\d{1,20})?$" },
    currency: { type: "string", pattern: "^[A-Z]{3}$" },
  },
  additionalProperties: false,
};

function recordSchema(fields: Readonly<Record<string, ValueType>>): object {
  const required = Object.entries(fields).filter(([, { optional, list }]) => !optional && !list);
  return {
    type: "object",
    required: required.map(([name]) => name),
    properties: Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, schemaOf(type)])),
    additionalProperties: false,
  };
}

function explained(error: ErrorObject | undefined): string {
  if (error === undefined) return "it is refused without a reason";
  const place = error.instancePath.slice(1).replaceAll("/", ".");
  const values = error.keyword === "enum" ? ` (${(error.params.allowedValues as string[]).join(", ")})` : "";
  return `${place === "" ? "it" : `"${place}"`} ${error.message ?? "is wrong"}${values}`;
}

function shown(body: string): string {
  const text = body.replace(/\s+/g, " ").trim();
  if (text === "") return "nothing";
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
}
