import { expect, test } from "vitest";
import { signatureOf, templateHelper } from "../../../compiler/src/templates/helpers.ts";

test("a signature reads like a call", () => {
  const signature = (name: string) => {
    const helper = templateHelper(name);
    return helper && signatureOf(helper);
  };
  expect(signature("date")).toBe("date value style?");
  expect(signature("and")).toBe("and first others…");
  expect(signature("if")).toBe("#if condition");
  expect(signature("toString")).toBeUndefined();
});
