import { describe, expect, test } from "vitest";
import { readJsonSchema } from "../../../compiler/src/model/json-schema.ts";
import { describe as written } from "../../../compiler/src/model/types.ts";

/** The type of one property, as an author would write it; "unknown" where nothing is known. */
function typeOf(schema: object, required: readonly string[] = ["it"]): string {
  const { type } = readJsonSchema(
    JSON.stringify({ type: "object", properties: { it: schema }, required }),
    "E",
  );
  const it = type?.fields?.it;
  return it === undefined ? "none" : it.unknown ? "unknown" : written(it);
}

describe("a JSON Schema", () => {
  test.each([
    [{ type: "string" }, "text"],
    [{ type: "string", format: "date-time" }, "moment"],
    [{ type: "string", format: "date" }, "date"],
    [{ type: "string", format: "email" }, "email"],
    [{ type: "string", format: "uri" }, "url"],
    [{ type: "string", format: "regex" }, "text"],
    [{ type: "integer" }, "number"],
    [{ type: "boolean" }, "boolean"],
    [{ enum: ["a", "b"] }, '"a" | "b"'],
    [{ const: "a" }, '"a"'],
    [{ type: ["string", "null"] }, "text?"],
    [{ type: "array", items: { type: "number" } }, "list of number"],
    [{ type: "array" }, "unknown"],
    [{ type: ["string", "number"] }, "unknown"],
    [{ anyOf: [{ type: "string" }] }, "unknown"],
    [{ type: "object", properties: { a: { type: "string" } } }, "it"],
    [{ type: "object" }, "unknown"],
  ])("%j", (schema, expected) => {
    expect(typeOf(schema)).toBe(expected);
  });

  test("makes what is not required optional", () => {
    expect(typeOf({ type: "string" }, [])).toBe("text?");
  });

  test.each([["{"], ["[]"], ['{ "type": "string" }'], ["null"]])("is refused as %s", (text) => {
    expect(readJsonSchema(text, "E").problem).toBeTypeOf("string");
  });
});
