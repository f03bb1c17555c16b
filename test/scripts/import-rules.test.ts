import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const cruiser = join(root, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");

const PACKAGES = ["grammar", "compiler", "runtime", "lsp", "cli", "vscode-extension"];
/** A tree like ours, resolved like ours: package names through `exports`, relative imports by their `.ts`. */
const SOUND = {
  "grammar/src/index.ts": "export const tokens = 1;",
  "compiler/src/index.ts":
    'export { tokens } from "@trajet/grammar"; export type { Program } from "./program/types.ts";',
  "compiler/src/program/types.ts":
    "export interface Program { readonly version: 1 }\nexport const VERSION = 1;",
  "runtime/src/index.ts":
    'import { VERSION } from "@trajet/compiler/program"; export const version = VERSION;',
  "lsp/src/index.ts": 'import { tokens } from "@trajet/compiler"; export const all = tokens;',
  "cli/src/index.ts": 'export * from "@trajet/runtime"; export { tokens } from "@trajet/compiler";',
  "vscode-extension/src/index.ts": 'export { all } from "@trajet/lsp";',
};

let tree: string;
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), text);
};

beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), "trajet-rules-"));
  cpSync(join(root, ".dependency-cruiser.mjs"), join(tree, ".dependency-cruiser.mjs"));
  mkdirSync(join(tree, "node_modules/@trajet"), { recursive: true });
  write("package.json", '{ "type": "module" }');
  for (const name of PACKAGES) {
    mkdirSync(join(tree, name));
    cpSync(join(root, name, "package.json"), join(tree, name, "package.json"));
    symlinkSync(join("../..", name), join(tree, "node_modules/@trajet", name));
  }
  for (const [path, text] of Object.entries(SOUND)) write(path, text);
});
afterEach(() => rmSync(tree, { recursive: true, force: true }));

/** Names of the rules that the tree breaks. */
function broken(): string[] {
  const args = [cruiser, "--config", ".dependency-cruiser.mjs", "--output-type", "json", ...PACKAGES];
  const ended = spawnSync(process.execPath, args, { cwd: tree, encoding: "utf8", maxBuffer: 1 << 26 });
  const { violations } = JSON.parse(ended.stdout).summary as { violations: { rule: { name: string } }[] };
  return [...new Set(violations.map((violation) => violation.rule.name))];
}

describe("who may import whom", () => {
  it("lets the house as it is meant", () => {
    expect(broken()).toEqual([]);
  });

  it.each([
    {
      path: "grammar/src/a.ts",
      text: 'import { tokens } from "@trajet/compiler"; export const a = tokens;',
      rule: "grammar-alone",
    },
    {
      path: "compiler/src/a.ts",
      text: 'import { version } from "@trajet/runtime"; export const a = version;',
      rule: "compiler-on-grammar",
    },
    {
      path: "runtime/src/a.ts",
      text: 'import { tokens } from "@trajet/compiler"; export const a = tokens;',
      rule: "runtime-on-programs",
    },
    {
      path: "runtime/src/a.ts",
      text: 'import type { Program } from "@trajet/compiler"; export type A = Program;',
      rule: "runtime-on-programs",
    },
    {
      path: "runtime/src/a.ts",
      text: 'import { tokens } from "@trajet/grammar"; export const a = tokens;',
      rule: "runtime-on-programs",
    },
    {
      path: "runtime/src/a.ts",
      text: 'import { tokens } from "../../compiler/src/index.ts"; export const a = tokens;',
      rule: "runtime-on-programs",
    },
    {
      path: "lsp/src/a.ts",
      text: 'export const a = () => import("@trajet/runtime");',
      rule: "lsp-on-compiler",
    },
    {
      path: "vscode-extension/src/a.ts",
      text: 'export { tokens } from "@trajet/compiler";',
      rule: "extension-on-lsp",
    },
    {
      path: "cli/src/a.ts",
      text: 'import { gone } from "./gone.ts"; export const a = gone;',
      rule: "resolvable",
    },
  ])("$rule: $path with $text", ({ path, text, rule }) => {
    write(path, text);
    expect(broken()).toEqual([rule]);
  });

  it("finds a circle, and lets types name each other", () => {
    write("grammar/src/a.ts", 'import { b } from "./b.ts"; export const a = () => b;');
    write("grammar/src/b.ts", 'import type { a } from "./a.ts"; export const b = (f: typeof a) => f;');
    expect(broken()).toEqual([]);
    write("grammar/src/b.ts", 'import { a } from "./a.ts"; export const b = () => a;');
    expect(broken()).toEqual(["no-circles"]);
  });
});
