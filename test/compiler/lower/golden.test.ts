import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../../compiler/src/program/canonical.ts";
import { loadProgram } from "../../../compiler/src/program/load.ts";
import { compiled, errorsOf } from "./compiled.ts";

/*
 * Each journey of `test/fixtures/programs` beside the program that it compiles to. The programs were read; a change of
 * them is a change of what runs. `UPDATE_GOLDENS=1` writes them anew, to be read again.
 */
const FOLDER = join(import.meta.dirname, "../../fixtures/programs");
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".journey") && name !== "project.journey")
  .map((name) => name.slice(0, -".journey".length));

const read = (name: string) => readFileSync(join(FOLDER, name), "utf8");
const PROJECT = read("project.journey");
const FILES = { "emails/welcome.hbs": read("emails/welcome.hbs") };

describe.each(names)("%s", (name) => {
  const config = readdirSync(FOLDER).includes(`${name}.trajet.json`)
    ? read(`${name}.trajet.json`)
    : undefined;
  const all = compiled(
    { "project.journey": PROJECT, [`${name}.journey`]: read(`${name}.journey`) },
    FILES,
    config,
  );
  const [journey] = all.project.journeys;
  const golden = join(FOLDER, `${name}.json`);

  test("compiles to its program", () => {
    expect(errorsOf(all)).toEqual([]);
    expect(journey).toBeDefined();
    if (process.env.UPDATE_GOLDENS === "1") writeFileSync(golden, `${JSON.stringify(journey, null, 2)}\n`);
    expect(journey).toEqual(JSON.parse(readFileSync(golden, "utf8")));
  });

  test("is loaded again from its canonical JSON, under its hash", () => {
    expect(loadProgram(canonicalJson(journey?.program), journey?.hash)).toEqual(journey?.program);
  });
});
