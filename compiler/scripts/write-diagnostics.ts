import { mkdir, writeFile } from "node:fs/promises";
import { catalogueMarkdown } from "../src/catalogue/markdown.ts";

/** Writes the manual's pages about diagnostics, `docs/diagnostics/`, from the catalogue. */
const folder = new URL("../../docs/diagnostics/", import.meta.url);
await mkdir(folder, { recursive: true });
for (const [name, text] of catalogueMarkdown()) await writeFile(new URL(name, folder), text);
