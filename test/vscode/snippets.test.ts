import { readFileSync } from "node:fs";
import path from "node:path";
import { checkProject } from "@trajet/compiler";
import { format } from "@trajet/grammar";
import { describe, expect, it } from "vitest";

const FILE = path.resolve(import.meta.dirname, "../../vscode-extension/snippets/trajet.json");
const snippets: Readonly<Record<string, { readonly prefix: string; readonly body: readonly string[] }>> =
  JSON.parse(readFileSync(FILE, "utf8"));

/** What stands there when every stop is passed with its default. */
function accepted(prefix: string): string {
  const body = Object.values(snippets).find((snippet) => snippet.prefix === prefix)?.body ?? [];
  return body
    .join("\n")
    .replace(/\$\{\d+:([^}]*)\}/g, "$1")
    .replace(/^ *\$\d+\n|\$\d+/gm, "");
}

const DECLARATIONS = ["audience", "email", "segment", "journey"];
const STEPS = ["wait", "split"];

/** All snippets in one file, the steps in a journey of their own. */
function everything(): string {
  const steps = STEPS.map(accepted).join("\n");
  const journey = `journey Steps for Newsletter {\n  start when contact signs up\n  send email Welcome\n${steps}\n}\n`;
  return `${DECLARATIONS.map(accepted).join("\n\n")}\n\n${journey}`;
}

describe("snippets", () => {
  it("are all tried here", () => {
    const prefixes = Object.values(snippets).map(({ prefix }) => prefix);
    expect(prefixes.toSorted()).toEqual([...DECLARATIONS, ...STEPS].toSorted());
  });

  it("are a project without an error when their defaults are accepted", () => {
    const journeys = [{ path: "all.journey", text: everything() }];
    const project = { folder: "", config: '{ "name": "snippets" }', journeys, readFile: () => undefined };
    const errors = checkProject(project).diagnostics.filter(({ severity }) => severity === "error");
    expect(errors).toEqual([]);
  });

  it.each(DECLARATIONS)("%s is written in the canonical form", (prefix) => {
    const text = `${accepted(prefix)}\n`;
    expect(format(text).text).toBe(text);
  });
});
