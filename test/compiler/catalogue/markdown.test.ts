import { readdirSync, readFileSync } from "node:fs";
import { CATALOGUE, catalogueMarkdown } from "@trajet/compiler";
import { expect, test } from "vitest";
import schema from "../../../compiler/schemas/trajet.schema.json" with { type: "json" };

const FOLDER = new URL("../../../docs/diagnostics/", import.meta.url);

test("the manual's pages are those that the catalogue makes; `node compiler/scripts/write-diagnostics.ts` writes them", () => {
  const pages = catalogueMarkdown();
  expect(readdirSync(FOLDER).sort()).toEqual([...pages.keys()].sort());
  for (const [name, text] of pages) expect(readFileSync(new URL(name, FOLDER), "utf8"), name).toBe(text);
});

test("the schema of trajet.json has the codes of the catalogue", () => {
  expect(schema.properties.severity.propertyNames.enum).toEqual(Object.keys(CATALOGUE).sort());
});
