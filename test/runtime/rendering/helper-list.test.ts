import { expect, it } from "vitest";
import { TEMPLATE_HELPERS } from "../../../compiler/src/templates/helpers.ts";
import { HELPER_NAMES } from "../../../runtime/src/rendering/template-helpers.ts";

it("renders with exactly the helpers that the compiler lets through", () => {
  expect(HELPER_NAMES.toSorted()).toEqual(TEMPLATE_HELPERS.map((helper) => helper.name).toSorted());
});
