import { toJson } from "@trajet/compiler";
import { pageOf } from "./pages.ts";
import type { Report } from "./report.ts";

/** The document of docs/schemas/check.schema.json. */
export function json({ diagnostics, textOf, summary }: Report): string {
  const found = diagnostics.map((one) => ({ ...toJson(one, textOf), page: pageOf(one.code) }));
  const document = { version: 1, diagnostics: found, summary };
  return `${JSON.stringify(document, null, 2)}\n`;
}
