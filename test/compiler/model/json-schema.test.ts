import { describe, expect, test } from "vitest";
import { readSchema } from "../../../compiler/src/model/json-schema/read-schema.ts";
import { type Type, describe as written } from "../../../compiler/src/model/types.ts";
import { check } from "../checks/project-of.ts";

/** What is read of a schema in `schemas/e.json`, with other files beside it. */
function read(schema: object | string, others: Readonly<Record<string, object>> = {}) {
  const files: Readonly<Record<string, object | string>> = { "schemas/e.json": schema, ...others };
  return readSchema("schemas/e.json", "E", (path) => {
    const file = files[path];
    return typeof file === "object" ? JSON.stringify(file) : file;
  });
}

/** The type of one property, as an author would write it; "unknown" where nothing is known. */
function typeOf(schema: object, more: object = {}): string {
  const it = read({ type: "object", properties: { it: schema }, required: ["it"], ...more })?.type.fields?.it;
  return it === undefined ? "none" : shown(it);
}

function shown(type: Type): string {
  if (type.unknown) return "unknown";
  if (type.type !== "record") return written(type);
  const fields = Object.entries(type.fields ?? {}).map(([name, field]) => `${name}: ${shown(field)}`);
  return `${type.list ? "list of " : ""}{ ${fields.join(", ")} }${type.optional ? "?" : ""}`;
}

describe("a JSON Schema", () => {
  test.each([
    [{ type: "string" }, "text"],
    [{ type: "string", format: "date-time" }, "moment"],
    [{ type: "string", format: "date" }, "date"],
    [{ type: "string", format: "email" }, "email"],
    [{ type: "string", format: "uri" }, "url"],
    [{ type: "string", format: "uuid" }, "text"],
    [{ type: "integer", minimum: 0 }, "number"],
    [{ type: "boolean" }, "boolean"],
    [{ enum: ["a", "b"] }, '"a" | "b"'],
    [{ enum: ["a", null] }, '"a"?'],
    [{ enum: [1, 2] }, "number"],
    [{ enum: ["a", 1] }, "unknown"],
    [{ const: "a" }, '"a"'],
    [{ const: true }, "boolean"],
    [{ type: ["string", "null"] }, "text?"],
    [{ type: "string", nullable: true }, "text?"],
    [{ type: ["string", "number"] }, "unknown"],
    [{ type: "array", items: { type: "number" } }, "list of number"],
    [{ items: { enum: ["a"] } }, 'list of "a"'],
    [{ type: "array" }, "unknown"],
    [{ type: "array", items: { type: "array", items: { type: "number" } } }, "unknown"],
    [{ type: "array", prefixItems: [{ type: "number" }, { type: "integer" }] }, "list of number"],
    [{ type: "array", prefixItems: [{ type: "number" }, { type: "string" }] }, "unknown"],
    [{ type: "array", items: [{ type: "number" }, { type: "number" }] }, "list of number"],
    [{ type: "object", properties: { a: { type: "string" } }, required: ["a"] }, "{ a: text }"],
    [{ properties: { a: { type: "string" } } }, "{ a: text? }"],
    [{ type: "object", additionalProperties: { type: "number" } }, "unknown"],
    [{ anyOf: [{ type: "string" }] }, "text"],
    [{ anyOf: [{ type: "string" }, { type: "null" }] }, "text?"],
    [{ oneOf: [{ const: "a" }, { const: "b" }] }, '"a" | "b"'],
    [{ oneOf: [{ const: "a" }, { type: "string" }] }, "text"],
    [{ oneOf: [{ type: "number" }, { type: "string" }] }, "unknown"],
    [
      {
        oneOf: [
          { properties: { kind: { const: "a" }, x: { type: "number" } }, required: ["kind", "x"] },
          { properties: { kind: { const: "b" } }, required: ["kind"] },
        ],
      },
      '{ kind: "a" | "b", x: number? }',
    ],
    [
      {
        allOf: [
          { properties: { a: { type: "number" } } },
          { properties: { b: { type: "string" }, a: { type: "number" } }, required: ["a"] },
        ],
      },
      "{ a: number, b: text? }",
    ],
    [{ properties: { "flight-no": { type: "string" } }, required: ["flight-no"] }, "{ flightNo: text }"],
    [{}, "unknown"],
    [true, "unknown"],
  ])("%j is %s", (schema, expected) => {
    expect(typeOf(schema as object)).toBe(expected);
  });

  test.each([
    ["of its own file", { $ref: "#/$defs/price" }, { $defs: { price: { type: "number" } } }],
    [
      "of draft 7's definitions",
      { $ref: "#/definitions/price" },
      { definitions: { price: { type: "number" } } },
    ],
    ["with an anchor", { $ref: "#price" }, { $defs: { price: { $anchor: "price", type: "number" } } }],
    [
      "by the schema's own $id",
      { $ref: "https://shop.example/e.json#/$defs/price" },
      { $id: "https://shop.example/e.json", $defs: { price: { type: "number" } } },
    ],
    ["over two steps", { $ref: "#/$defs/a" }, { $defs: { a: { $ref: "#/$defs/b" }, b: { type: "number" } } }],
  ])("follows a reference %s", (_, schema, more) => {
    expect(typeOf(schema, more)).toBe("number");
  });

  test("follows a reference to another file, from where it stands", () => {
    const e = { properties: { price: { $ref: "../common/money.json#/$defs/amount" } }, required: ["price"] };
    const money = { $defs: { amount: { $ref: "parts.json" } } };
    const found = read(e, { "common/money.json": money, "common/parts.json": { type: "number" } });
    expect(found?.problems).toEqual([]);
    expect(found && shown(found.type)).toBe("{ price: number }");
  });

  test("gives what arrives under another name that name", () => {
    const type = read({ properties: { "flight-no": { type: "string" } } })?.type;
    expect(type?.fields?.flightNo?.wireName).toBe("flight-no");
  });

  test("that refers to itself is known as far as it goes", () => {
    const found = read({
      $ref: "#/$defs/node",
      $defs: { node: { properties: { value: { type: "number" }, next: { $ref: "#/$defs/node" } } } },
    });
    expect(found && shown(found.type)).toBe("{ value: number?, next: unknown }");
    expect(found?.problems.map(({ kind }) => kind)).toEqual(["recursive"]);
  });
});

describe("what is wrong with a schema is said at its place in the schema", () => {
  const said = (schema: string, others: Readonly<Record<string, string>> = {}): readonly string[] =>
    check('audience A { }\nevent E from "schemas/e.json"\njourney J for A { start when contact does E }\n', {
      files: { "schemas/e.json": schema, ...others },
    }).map(
      ({ code, file, span }) =>
        `${code} ${file === "schemas/e.json" ? schema.slice(span.start, span.end) : file}`,
    );

  const having = (rest: string): string => `{ "properties": { "a": { "type": "number" } }, ${rest} }`;

  test.each([
    ["a type that does not exist", having('"items": { "type": "decimal" }'), 'TJ3023 "decimal"'],
    ["types that repeat", having('"items": { "type": ["string", "string"] }'), 'TJ3023 ["string", "string"]'],
    ["`required` that is no list", having('"required": "a"'), 'TJ3023 "a"'],
    ["a schema that is a text", having('"additionalProperties": "no"'), 'TJ3023 "no"'],
    ["an empty enumeration", having('"items": { "enum": [] }'), "TJ3023 []"],
    ["a misspelt keyword", having('"requird": ["a"]'), 'TJ3024 "requird"'],
    ["a keyword that is not read", having('"if": { "required": ["a"] }'), 'TJ3025 "if"'],
    [
      "an old draft",
      having('"$schema": "http://json-schema.org/draft-04/schema#"'),
      'TJ3026 "http://json-schema.org/draft-04/schema#"',
    ],
    [
      "the network",
      having('"allOf": [{ "$ref": "https://shop.example/x.json" }]'),
      'TJ3027 "https://shop.example/x.json"',
    ],
    ["a file that is not there", having('"allOf": [{ "$ref": "x.json" }]'), 'TJ3027 "x.json"'],
    ["a folder above the project", having('"allOf": [{ "$ref": "../../x.json" }]'), 'TJ3027 "../../x.json"'],
    ["a definition that is not there", having('"allOf": [{ "$ref": "#/$defs/x" }]'), 'TJ3027 "#/$defs/x"'],
    ["itself", having('"allOf": [{ "$ref": "#" }]'), 'TJ3028 "#"'],
    ["nothing but itself", '{ "$ref": "#" }', "TJ6014 main.journey"],
    [
      "nothing but two that lead to each other",
      '{ "$ref": "#/$defs/a", "$defs": { "a": { "$ref": "#/$defs/b" }, "b": { "$ref": "#/$defs/a" } } }',
      "TJ6014 main.journey",
    ],
    ["a list of itself", '{ "type": "array", "items": { "$ref": "#" } }', "TJ6014 main.journey"],
    ["no JSON", "{", "TJ6014 main.journey"],
    ["a text", '{ "type": "string" }', "TJ6014 main.journey"],
    ["a list", "[]", "TJ3023 []"],
  ])("%s", (_, schema, expected) => {
    expect(said(schema)).toEqual([expected]);
  });

  test("once for a keyword, however often it stands there", () => {
    const not = '"not": { "required": ["a"] }';
    expect(said(having(`${not}, "items": { ${not} }`))).toEqual(['TJ3025 "not"']);
  });

  test("once for a schema, however many events use it", () => {
    const diagnostics = check(
      'audience A { }\nevent E from "e.json"\nevent F from "e.json"\njourney J for A { start when contact does E  exit when contact does F }\n',
      { files: { "e.json": having('"if": true') } },
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(["TJ3025"]);
  });

  test("a key of a property may be a keyword", () => {
    expect(said('{ "properties": { "if": { "type": "number" }, "requird": { "type": "number" } } }')).toEqual(
      [],
    );
  });
});
