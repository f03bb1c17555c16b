import { mkdir, readFile, writeFile } from "node:fs/promises";
import { grammarPage } from "./grammar-page.ts";
import { treeSitterFiles } from "./tree-sitter/files.ts";

/** Writes the manual's page of the grammar, the picture of each rule, and what editors with tree-sitter read. */
const docs = new URL("../../docs/", import.meta.url);
await mkdir(new URL("grammar/", docs), { recursive: true });
const source = await readFile(new URL("../grammar.ebnf", import.meta.url), "utf8");
for (const [path, text] of grammarPage(source)) await writeFile(new URL(path, docs), text);
const editors = new URL("../../editors/", import.meta.url);
for (const [path, text] of treeSitterFiles(source)) {
  await mkdir(new URL(".", new URL(path, editors)), { recursive: true });
  await writeFile(new URL(path, editors), text);
}
