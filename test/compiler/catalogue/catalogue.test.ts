import { CATALOGUE, catalogue, explain } from "@trajet/compiler";
import { describe, expect, test } from "vitest";
import { SYNTAX_CODES } from "../../../compiler/src/catalogue/syntax-codes.ts";
import { check } from "../checks/project-of.ts";

describe("the catalogue", () => {
  test("has a name of its own for each code", () => {
    const names = catalogue().map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names.filter((name) => !/^[a-z]+(-[a-z]+)*$/.test(name))).toEqual([]);
  });

  test("says in whole sentences what is wrong and what to do", () => {
    for (const { code, help, explanation } of catalogue()) {
      expect(help, code).toMatch(/^[A-Za-z`].*[.…]$/s);
      expect(explanation, code).toMatch(/^["A-Z`].*\.$/s);
    }
  });

  test("has a code for each problem of the parser, and each of its own", () => {
    const codes = Object.values(SYNTAX_CODES);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.sort()).toEqual(
      Object.keys(CATALOGUE)
        .filter((code) => code.startsWith("TJ1"))
        .sort(),
    );
  });

  test.each(catalogue().map((entry) => [entry.code, entry] as const))(
    "lists the fixes that %s can offer",
    (code, entry) => {
      const { text, config, files } = entry.bad;
      const said = check(text, {
        ...(config && { config }),
        ...(files && { files }),
      });
      const offered = said.filter((each) => each.code === code).flatMap((each) => each.fixes ?? []);
      for (const fix of offered) expect(entry.fixes).toContain(fix.id);
    },
  );

  test("explains a code in either case, and no other", () => {
    expect(explain("tj2010")).toMatchObject({
      code: "TJ2010",
      name: "unknown-tag",
      severity: "error",
      fixes: ["use-nearest"],
    });
    expect(explain("TJ9999")).toBeUndefined();
    expect(explain("constructor")).toBeUndefined();
  });
});
