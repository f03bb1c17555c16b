import { expect, it } from "vitest";
import { TEMPLATE_HELPERS } from "../../../compiler/src/templates/helpers.ts";
import { KNOWN_HELPERS } from "../../../runtime/src/rendering/template-helpers.ts";

it("renders with exactly the helpers that the compiler lets through", () => {
  const rendered = Object.keys(KNOWN_HELPERS).filter((name) => KNOWN_HELPERS[name]);
  expect(rendered.toSorted()).toEqual(TEMPLATE_HELPERS.map((helper) => helper.name).toSorted());
});
