import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { languageConfiguration, textmateGrammar } from "@trajet/grammar";
import { clone, extension } from "./folders.ts";
import { markdownGrammar } from "./markdown-grammar.ts";
import { prebuiltJourneys } from "./prebuilt-journeys.ts";

/**
 * What the extension carries under `generated/`: made from the grammar's tokens, and copies of the settings' schema, of the
 * prebuilt journeys and of the pages that explain the diagnostics.
 */
export function contributions(): Readonly<Record<string, string>> {
  const schema = path.join(clone, "compiler/schemas/trajet.schema.json");
  return {
    "trajet.tmLanguage.json": json(textmateGrammar()),
    "language-configuration.json": json(languageConfiguration()),
    "markdown.tmLanguage.json": json(markdownGrammar()),
    "trajet.schema.json": readFileSync(schema, "utf8"),
    "prebuilt.json": JSON.stringify(prebuiltJourneys()),
    ...diagnosticPages(),
  };
}

function diagnosticPages(): Readonly<Record<string, string>> {
  const folder = path.join(clone, "docs/diagnostics");
  const pages = readdirSync(folder).filter((name) => name.endsWith(".md"));
  return Object.fromEntries(
    pages.map((name) => [`diagnostics/${name}`, readFileSync(path.join(folder, name), "utf8")]),
  );
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export function writeContributions(): void {
  const folder = path.join(extension, "generated");
  mkdirSync(path.join(folder, "diagnostics"), { recursive: true });
  for (const [name, text] of Object.entries(contributions())) writeFileSync(path.join(folder, name), text);
}
