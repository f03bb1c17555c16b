import { expect, test } from "vitest";
import { signatureOf, TEMPLATE_HELPERS, templateHelper } from "../../../compiler/src/templates/helpers.ts";
import { KNOWN_HELPERS } from "../../../runtime/src/rendering/template-helpers.ts";

test("the checker knows exactly the helpers with which mails are made", () => {
  const made = Object.keys(KNOWN_HELPERS).filter((name) => KNOWN_HELPERS[name]);
  expect(TEMPLATE_HELPERS.map(({ name }) => name).toSorted()).toEqual(made.toSorted());
});

test("a signature reads like a call", () => {
  const signature = (name: string) => {
    const helper = templateHelper(name);
    return helper && signatureOf(helper);
  };
  expect(signature("date")).toBe("date value style?");
  expect(signature("if")).toBe("#if condition");
  expect(signature("toString")).toBeUndefined();
});
