/** The forms that the value of a keyword may have. */
export type Form =
  | "anything"
  | "text"
  | "number"
  | "boolean"
  | "count"
  | "types"
  | "texts"
  | "values"
  | "schema"
  | "schemas"
  | "schema or schemas"
  | "schemas by name"
  | "schemas or texts by name";

/**
 * The keywords of the drafts 7, 2019-09 and 2020-12, and of OpenAPI `nullable`. Those that say something about a type
 * are read; those that only limit values are left to who checks values.
 */
const READ: Readonly<Record<string, Form>> = {
  $schema: "text",
  $id: "text",
  $ref: "text",
  $defs: "schemas by name",
  definitions: "schemas by name",
  $anchor: "text",
  $comment: "text",
  title: "text",
  description: "text",
  default: "anything",
  examples: "anything",
  example: "anything",
  deprecated: "boolean",
  readOnly: "boolean",
  writeOnly: "boolean",
  type: "types",
  enum: "values",
  const: "anything",
  format: "text",
  nullable: "boolean",
  properties: "schemas by name",
  required: "texts",
  additionalProperties: "schema",
  propertyNames: "schema",
  items: "schema or schemas",
  additionalItems: "schema",
  prefixItems: "schemas",
  allOf: "schemas",
  anyOf: "schemas",
  oneOf: "schemas",
  minimum: "number",
  maximum: "number",
  exclusiveMinimum: "number",
  exclusiveMaximum: "number",
  multipleOf: "number",
  minLength: "count",
  maxLength: "count",
  pattern: "text",
  minItems: "count",
  maxItems: "count",
  uniqueItems: "boolean",
  minProperties: "count",
  maxProperties: "count",
};

/** Keywords of the drafts whose meaning is not read: what they would say is not known here. */
const UNREAD: Readonly<Record<string, Form>> = {
  if: "schema",
  // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema
  then: "schema",
  else: "schema",
  not: "schema",
  contains: "schema",
  minContains: "count",
  maxContains: "count",
  patternProperties: "schemas by name",
  dependencies: "schemas or texts by name",
  dependentSchemas: "schemas by name",
  dependentRequired: "anything",
  unevaluatedItems: "schema",
  unevaluatedProperties: "schema",
  contentEncoding: "text",
  contentMediaType: "text",
  contentSchema: "schema",
  $dynamicRef: "text",
  $dynamicAnchor: "text",
  $recursiveRef: "text",
  $recursiveAnchor: "boolean",
  $vocabulary: "anything",
};

const FORMS: ReadonlyMap<string, Form> = new Map([...Object.entries(READ), ...Object.entries(UNREAD)]);

/** `undefined` for a word that is no keyword of any of the drafts. */
export function formOf(keyword: string): Form | undefined {
  return FORMS.get(keyword);
}

export function isRead(keyword: string): boolean {
  return Object.hasOwn(READ, keyword);
}

export const KEYWORDS: readonly string[] = [...FORMS.keys()];

/** The drafts that are read, by their `$schema`. */
export const DRAFTS: ReadonlySet<string> = new Set([
  "http://json-schema.org/draft-07/schema",
  "https://json-schema.org/draft-07/schema",
  "https://json-schema.org/draft/2019-09/schema",
  "https://json-schema.org/draft/2020-12/schema",
]);

export const TYPES: readonly string[] = ["string", "number", "integer", "boolean", "object", "array", "null"];

/** What has to stand there, for a message. */
export const NEEDS: Readonly<Record<Form, string>> = {
  anything: "any value",
  text: "a text",
  number: "a number",
  boolean: "true or false",
  count: "a whole number of at least 0",
  types: `one of ${TYPES.map((type) => `"${type}"`).join(", ")}, or a list of them`,
  texts: "a list of different texts",
  values: "a list with at least one value",
  schema: "a schema: an object, true or false",
  schemas: "a list of schemas",
  "schema or schemas": "a schema, or a list of schemas",
  "schemas by name": "an object of schemas by their names",
  "schemas or texts by name": "an object of schemas, or of lists of texts, by their names",
};
