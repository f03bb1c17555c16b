import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { languageConfiguration, textmateGrammar } from "@trajet/grammar";
import { clone, extension } from "./folders.ts";

/** What the manifest names under `generated/`, made from the grammar's tokens and the compiler's schema. */
export function contributions(): Readonly<Record<string, string>> {
  const schema = path.join(clone, "compiler/schemas/trajet.schema.json");
  return {
    "trajet.tmLanguage.json": json(textmateGrammar()),
    "language-configuration.json": json(languageConfiguration()),
    "trajet.schema.json": readFileSync(schema, "utf8"),
  };
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export function writeContributions(): void {
  const folder = path.join(extension, "generated");
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(contributions())) writeFileSync(path.join(folder, name), text);
}
