import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../../compiler/src/program/canonical.ts";
import { loadProgram } from "../../../compiler/src/program/load.ts";
import { WHOLE_LANGUAGE } from "../checks/whole-language.ts";
import { compiled, errorsOf } from "./compiled.ts";

describe("a project that uses all of the language", () => {
  const { text, config, files } = WHOLE_LANGUAGE;
  const all = compiled({ "whole.journey": text }, files, config);

  test("compiles, with nothing left out", () => {
    expect(errorsOf(all)).toEqual([]);
    expect(all.leftOut).toEqual([]);
    expect(all.project.journeys.map(({ program }) => program.journey)).toEqual([
      "Appointments",
      "Calendar",
      "WelcomeSeries",
    ]);
    expect(all.project.loyalty.map(({ name }) => name)).toEqual(["FirstQuarter", "Readers", "TopSpenders"]);
  });

  test.each(all.project.journeys)("$program.journey is a program that can be loaded", ({ program, hash }) => {
    expect(loadProgram(canonicalJson(program), hash)).toEqual(program);
  });
});
