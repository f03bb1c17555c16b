import { expect, it } from "vitest";
import { validateGrammar } from "../../../grammar/src/parser/parser.ts";

it("is a grammar in which Chevrotain finds nothing ambiguous, endless or missing", () => {
  expect(validateGrammar).not.toThrow();
});
