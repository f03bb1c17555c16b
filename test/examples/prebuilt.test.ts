import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Declaration, format, parse } from "@trajet/grammar";
import { describe, expect, it } from "vitest";
import { check } from "../../cli/src/checking.ts";
import { readProject } from "../../cli/src/project.ts";

const FOLDER = fileURLToPath(new URL("../../examples/prebuilt", import.meta.url));
const NAMES = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** What a journey tool is expected to offer ready-made. */
const FAMILIES = [
  "welcome",
  "birthday",
  "abandoned-cart",
  "first-purchase",
  "win-back",
  "re-engage",
  "review-survey",
  "appointment",
  "event-countdown",
  "trial-to-paid",
  "vip-reward",
  "post-purchase",
  "back-in-stock",
  "sms-opt-in",
  "sunset",
];

const MESSAGES: ReadonlySet<Declaration["kind"]> = new Set(["Email", "Sms", "Survey", "Message"]);

it("there are at least twenty, of all families", () => {
  expect(NAMES.length).toBeGreaterThanOrEqual(20);
  expect(FAMILIES.filter((family) => !NAMES.includes(family))).toEqual([]);
});

it("the list of them has each one with what its doc comment says", () => {
  const list = readFileSync(join(FOLDER, "README.md"), "utf8");
  const rows = NAMES.map((name) => `| [${name}](${name}/${name}.journey) | ${journeyOf(name).doc} |`);
  expect(list.split("\n").filter((line) => line.startsWith("| ["))).toEqual(rows);
});

describe.each(NAMES)("%s", (name) => {
  const project = readProject(join(FOLDER, name));
  const { diagnostics, compiled, leftOut } = check(project);

  it("has nothing to complain of, and a program", () => {
    expect(diagnostics).toEqual([]);
    expect(leftOut).toEqual([]);
    expect(compiled?.journeys.map(({ program }) => program.journey)).toEqual([journeyOf(name).name]);
  });

  it("is written in the canonical form", () => {
    for (const [path, text] of project.files) {
      if (path.endsWith(".journey")) expect(format(text).text, path).toBe(text);
    }
  });

  it("brings its own messages, or an audience at an ad network", () => {
    const { declarations } = parse(project.files.get(`${name}.journey`) ?? "").tree;
    const brings = declarations.filter(({ kind }) => MESSAGES.has(kind) || kind === "CustomAudience");
    expect(brings.length).toBeGreaterThan(0);
  });
});

/** The name of a prebuilt journey, and the sentence that stands before it. */
function journeyOf(folder: string): { readonly name: string | undefined; readonly doc: string | undefined } {
  const { declarations } = parse(readFileSync(join(FOLDER, folder, `${folder}.journey`), "utf8")).tree;
  const journey = declarations.find((declaration) => declaration.kind === "Journey");
  return { name: journey?.name?.text, doc: journey?.doc };
}
