import { describe, expect, test } from "vitest";
import { check } from "./project-of.ts";
import { WHOLE_LANGUAGE } from "./whole-language.ts";

const { text: TEXT, ...SURROUNDINGS } = WHOLE_LANGUAGE;

describe("a project that uses all of the language", () => {
  const said = check(TEXT, SURROUNDINGS);

  test("has no errors", () => {
    expect(said.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("is warned of nothing that is fine", () => {
    const others = said.map(({ code, span }) => `${code} ${TEXT.slice(span.start, span.end)}`);
    // Who is an enterprise has left by then, so the last else is for nobody.
    const nobody = 'TJ4103 { leave "Interests"."Baking" }';
    expect(others).toEqual([
      'TJ2030 "win back"',
      "TJ2030 TicketPurchased",
      "TJ2030 Spring",
      nobody,
      "TJ4023 wait",
    ]);
  });
});
