import { mkdir, readFile, writeFile } from "node:fs/promises";
import { CATALOGUE } from "../src/catalogue/catalogue.ts";
import { catalogueMarkdown } from "../src/catalogue/markdown.ts";

/**
 * Writes what is made from the catalogue: the manual's pages, and the codes in the schema of trajet.json, which the manual
 * has a copy of.
 */
const pages = new URL("../../docs/diagnostics/", import.meta.url);
await mkdir(pages, { recursive: true });
for (const [name, text] of catalogueMarkdown()) await writeFile(new URL(name, pages), text);

const schema = new URL("../schemas/trajet.schema.json", import.meta.url);
const text = await readFile(schema, "utf8");
const codes = Object.keys(CATALOGUE)
  .sort()
  .map((code) => JSON.stringify(code));
const whole = text.replace(
  /("propertyNames": \{\s*"enum": )\[[^\]]*\]/,
  `$1[\n          ${codes.join(",\n          ")}\n        ]`,
);
await writeFile(schema, whole);
await writeFile(new URL("../../docs/schemas/trajet.schema.json", import.meta.url), whole);
