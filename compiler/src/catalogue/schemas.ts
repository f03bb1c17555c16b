import { didYouMean } from "../diagnostics/nearest.ts";
import { entry } from "./entry.ts";
import { example } from "./examples.ts";

/** An event that is described by this schema, and a journey that waits for it. */
function withSchema(schema: string) {
  const text = `audience Newsletter { }
event Booked from "schemas/booked.json"
journey Welcome for Newsletter { start when contact does Booked }`;
  return example(text, { files: { "schemas/booked.json": `${schema}\n` } });
}

const READ =
  "An event or an answer may be described by a JSON Schema of draft 7, 2019-09 or 2020-12. Its fields get the types of the language, so that every use of them is checked.";

/** TJ3023 to TJ3028: JSON Schemas, at their places in the schema's file. */
export const SCHEMAS = {
  TJ3023: entry({
    name: "invalid-schema",
    severity: "error",
    message: (p: { keyword: string; needs: string }) =>
      p.keyword === "" ? `Here stands ${p.needs}.` : `\`${p.keyword}\` of a JSON Schema is ${p.needs}.`,
    help: "Correct the schema.",
    explanation: `${READ} A schema that is none describes nothing.`,
    bad: withSchema('{ "type": "object", "properties": { "price": { "type": "decimal" } } }'),
    good: withSchema('{ "type": "object", "properties": { "price": { "type": "number" } } }'),
  }),
  TJ3024: entry({
    name: "unknown-schema-keyword",
    severity: "warning",
    message: (p: { keyword: string; nearest: string | undefined }) =>
      `\`${p.keyword}\` is no keyword of JSON Schema.${didYouMean(p.nearest)}`,
    help: "Correct it, or call it x-… if it is a note of your own.",
    explanation: `${READ} A keyword that nobody knows says nothing: mostly a slip of the pen hides in it.`,
    bad: withSchema(
      '{ "type": "object", "properties": { "price": { "type": "number" } }, "requird": ["price"] }',
    ),
    good: withSchema(
      '{ "type": "object", "properties": { "price": { "type": "number" } }, "required": ["price"] }',
    ),
    fixes: ["use-nearest"],
  }),
  TJ3025: entry({
    name: "unread-schema-keyword",
    severity: "warning",
    message: (p: { keyword: string }) =>
      `\`${p.keyword}\` is not read: what it says of the values is not known to the checks.`,
    help: "Say it with type, enum, properties, required, items, anyOf, oneOf or allOf, or live with what is known without it.",
    explanation: `${READ} Conditions on other fields, and names that follow a pattern, have no type.`,
    bad: withSchema(
      '{ "type": "object", "properties": { "price": { "type": "number" } }, "not": { "required": ["gift"] } }',
    ),
    good: withSchema('{ "type": "object", "properties": { "price": { "type": "number", "minimum": 0 } } }'),
  }),
  TJ3026: entry({
    name: "unread-schema-draft",
    severity: "warning",
    message: (p: { draft: string }) => `"${p.draft}" is read as draft 2020-12, which it is not.`,
    help: 'Write the schema in draft 7, 2019-09 or 2020-12: "https://json-schema.org/draft/2020-12/schema".',
    explanation: "Older drafts mean other things by the same keywords.",
    bad: withSchema(
      '{ "$schema": "http://json-schema.org/draft-04/schema#", "type": "object", "properties": { "price": { "type": "number" } } }',
    ),
    good: withSchema(
      '{ "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "properties": { "price": { "type": "number" } } }',
    ),
  }),
  TJ3027: entry({
    name: "schema-reference",
    severity: "error",
    message: (p: { ref: string; network: boolean }) =>
      p.network
        ? `"${p.ref}" lies outside the project, and nothing is fetched from the network.`
        : `"${p.ref}" leads nowhere.`,
    help: "Put the schema into the project, and refer to it by its path: common.json#/$defs/price.",
    explanation:
      "A project says the same today and tomorrow, with and without a network. A `$ref` leads into the same file, or to another one of the project, by its path from there.",
    bad: withSchema(
      '{ "type": "object", "properties": { "price": { "$ref": "https://shop.example/price.json" } } }',
    ),
    good: withSchema(
      '{ "type": "object", "properties": { "price": { "$ref": "#/$defs/price" } }, "$defs": { "price": { "type": "number" } } }',
    ),
  }),
  TJ3028: entry({
    name: "recursive-schema",
    severity: "warning",
    message: (p: { ref: string }) =>
      `"${p.ref}" leads back into the schema that it stands in: what is inside is not known to the checks.`,
    help: "Take it out, or describe as many levels as are needed.",
    explanation: "A type has an end, so a value that contains its own kind has no type from there on.",
    bad: withSchema(
      '{ "type": "object", "properties": { "price": { "type": "number" }, "next": { "$ref": "#" } } }',
    ),
    good: withSchema(
      '{ "type": "object", "properties": { "price": { "type": "number" }, "next": { "type": "string" } } }',
    ),
  }),
} as const;
