import { toJson } from "@trajet/compiler";
import type { Report } from "./report.ts";

/** The document of docs/schemas/check.schema.json. */
export function json({ diagnostics, textOf, summary }: Report): string {
  const document = { version: 1, diagnostics: diagnostics.map((one) => toJson(one, textOf)), summary };
  return `${JSON.stringify(document, null, 2)}\n`;
}
