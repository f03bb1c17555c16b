import { mkdir, readFile, writeFile } from "node:fs/promises";
import { grammarPage } from "./grammar-page.ts";

/** Writes the manual's page of the grammar, and the picture of each rule. */
const docs = new URL("../../docs/", import.meta.url);
await mkdir(new URL("grammar/", docs), { recursive: true });
const source = await readFile(new URL("../grammar.ebnf", import.meta.url), "utf8");
for (const [path, text] of grammarPage(source)) await writeFile(new URL(path, docs), text);
