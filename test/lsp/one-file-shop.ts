import { readFileSync } from "node:fs";
import path from "node:path";
import { makeProject } from "./project.ts";
import { SHOP } from "./shop.ts";

/** How an editor starts the server, from its sources: for the probes. */
export const SERVER_COMMAND = JSON.stringify([
  process.execPath,
  path.resolve(import.meta.dirname, "../../lsp/src/node.ts"),
  "--stdio",
]);

/** A shop whose journeys stand in one file, with one mistake, in a line that is not written as the formatter writes it. */
export function oneFileShop(others: Readonly<Record<string, string>> = {}) {
  const text = (SHOP["shop.journey"] + SHOP["welcome.journey"]).replace(
    'tag "engaged"',
    '    tag    "engagd"',
  );
  const { "trajet.json": config, "emails/welcome.hbs": template } = SHOP;
  const shop = makeProject({
    "trajet.json": config,
    "emails/welcome.hbs": template,
    "all.journey": text,
    ...others,
  });
  return { ...shop, text, file: path.join(shop.folder, "all.journey") };
}

/** What the manual tells the users of an editor to write: its only lines in that language. */
export function manualSettings(language: "lua" | "lisp" | "toml"): string {
  const manual = readFileSync(path.resolve(import.meta.dirname, "../../docs/editor.md"), "utf8");
  const [found, ...others] = manual.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"));
  if (found === undefined || others.length > 0)
    throw new Error(`docs/editor.md has not one block of ${language}.`);
  return found[1] ?? "";
}
