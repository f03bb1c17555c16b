import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { languageConfiguration } from "../../src/editor/language-configuration.ts";
import { type Grammar, grammarText, treeSitterGrammar } from "./grammar.ts";
import { brackets, folds, highlights, indents, outline, overrides } from "./queries.ts";

/** The grammar for tree-sitter of the language as it is now. */
export const currentGrammar = (): Grammar =>
  treeSitterGrammar(readFileSync(path.join(import.meta.dirname, "../../grammar.ebnf"), "utf8"));

/** Writes the grammar and its queries below a folder. */
export function writeTreeSitterFiles(folder: string): void {
  for (const [file, text] of treeSitterFiles(currentGrammar())) {
    const to = path.join(folder, file);
    mkdirSync(path.dirname(to), { recursive: true });
    writeFileSync(to, text);
  }
}

/** The grammar and its queries, by their paths. */
export function treeSitterFiles(grammar: Grammar): ReadonlyMap<string, string> {
  const [neovim, helix, zed] = ["tree-sitter-trajet/queries", "helix/queries/trajet", "zed/languages/trajet"];
  return new Map([
    ["tree-sitter-trajet/grammar.js", grammarText(grammar)],
    [`${neovim}/highlights.scm`, highlights(grammar, "neovim")],
    [`${neovim}/folds.scm`, folds(grammar)],
    [`${neovim}/indents.scm`, indents(grammar, "neovim")],
    [`${helix}/highlights.scm`, highlights(grammar, "helix")],
    [`${helix}/indents.scm`, indents(grammar, "helix")],
    [`${zed}/config.toml`, zedConfiguration()],
    [`${zed}/highlights.scm`, highlights(grammar, "zed")],
    [`${zed}/brackets.scm`, brackets()],
    [`${zed}/indents.scm`, indents(grammar, "zed")],
    [`${zed}/outline.scm`, outline(grammar)],
    [`${zed}/overrides.scm`, overrides()],
  ]);
}

/** What Zed has to know to type the language: what VS Code is told, in other words. */
function zedConfiguration(): string {
  const { comments, autoClosingPairs } = languageConfiguration();
  const pairs = autoClosingPairs.map(({ open, close, notIn }) => {
    const block = notIn === undefined;
    const not = block ? "" : `, not_in = ${JSON.stringify(notIn)}`;
    return `  { start = ${JSON.stringify(open)}, end = ${JSON.stringify(close)}, close = true, newline = ${block}${not} },\n`;
  });
  return `# Written by \`npm run tree-sitter\` of Trajet: change what that reads, not this file.
name = "Trajet"
grammar = "trajet"
path_suffixes = ["journey"]
line_comments = [${JSON.stringify(`${comments.lineComment} `)}, ${JSON.stringify(`${comments.lineComment}/ `)}]
autoclose_before = ";:.,=}])>\\" \\n\\t"
tab_size = 2
brackets = [
${pairs.join("")}]
`;
}
