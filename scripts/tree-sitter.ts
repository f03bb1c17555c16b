import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeTreeSitterFiles } from "../grammar/scripts/tree-sitter/files.ts";

/*
 * Makes what editors with tree-sitter build and install, in `editors/dist`: the grammar and its queries, the parser in C, all as a
 * repository of its own since Zed takes nothing else; the queries for Helix; and the extension for Zed that names the repository.
 */
const editors = join(import.meta.dirname, "../editors");
const dist = join(editors, "dist");
const grammar = join(dist, "tree-sitter-trajet");
const zed = join(dist, "zed");
const cli = process.env.TRAJET_TREE_SITTER ?? "tree-sitter";

const inGrammar = (command: string, ...args: readonly string[]): string =>
  execFileSync(command, args, { cwd: grammar, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

try {
  execFileSync(cli, ["--version"], { stdio: "ignore" });
} catch {
  console.error(
    `No ${cli} can be started. Install it by \`cargo install tree-sitter-cli\`, or name one in TRAJET_TREE_SITTER.`,
  );
  process.exit(1);
}
rmSync(dist, { recursive: true, force: true });
for (const part of ["tree-sitter-trajet", "zed"])
  cpSync(join(editors, part), join(dist, part), { recursive: true });
writeTreeSitterFiles(dist);
inGrammar(cli, "generate");
inGrammar("git", "init", "--quiet");
inGrammar("git", "add", "--all");
const author = ["-c", "user.name=Trajet", "-c", "user.email=trajet@localhost"];
inGrammar("git", ...author, "commit", "--quiet", "--no-gpg-sign", "--message", "Generate the parser");
const commit = inGrammar("git", "rev-parse", "HEAD").trim();

const manifest = join(zed, "extension.toml");
const named = readFileSync(manifest, "utf8")
  .replace(/^repository = "file:.*"$/m, `repository = ${JSON.stringify(pathToFileURL(grammar).href)}`)
  .replace(/^rev = .*$/m, `rev = "${commit}"`);
writeFileSync(manifest, named);
console.log(`The grammar is in ${grammar}, the extension for Zed in ${zed}.`);
