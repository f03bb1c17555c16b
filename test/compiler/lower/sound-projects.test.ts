import { type CompiledProject, catalogue, type Example } from "@trajet/compiler";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../../compiler/src/program/canonical.ts";
import { loadProgram } from "../../../compiler/src/program/load.ts";
import { compiled } from "./compiled.ts";

/*
 * Every sound journey has a program that can be loaded, and no journey, however broken, keeps a project from being
 * compiled. The projects are those of the catalogue, of which each is about another corner of the language.
 */

function compile({ text, config, files }: Example, severity: Readonly<Record<string, "off">> = {}) {
  const settings = config?.startsWith("{") ? config : '{ "name": "example" }';
  const silenced = Object.keys(severity).length === 0 ? settings : withSeverity(settings, severity);
  return compiled({ "main.journey": text }, files, config === undefined ? silenced : (silenced ?? config));
}

function withSeverity(config: string, severity: Readonly<Record<string, "off">>): string | undefined {
  try {
    return JSON.stringify({ ...JSON.parse(config), severity });
  } catch {
    return undefined;
  }
}

function reload({ journeys }: CompiledProject): void {
  for (const { program, hash } of journeys) {
    expect(loadProgram(canonicalJson(program), hash)).toEqual(program);
  }
}

describe.each(catalogue().map((entry) => [entry.code, entry] as const))("%s", (code, { bad, good }) => {
  test("what is right compiles, with nothing left out", () => {
    const { project, leftOut, model } = compile(good);
    expect(leftOut).toEqual([]);
    expect(project.journeys).toHaveLength(model.symbols.journeys.size);
    reload(project);
  });

  test("what is wrong leaves only sound programs, also where its code is turned off", () => {
    reload(compile(bad).project);
    reload(compile(bad, { [code]: "off" }).project);
  });
});
