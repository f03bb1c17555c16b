import { expect, test } from "vitest";
import { problemOfName } from "../../playground/src/project/names.ts";
import { firstFile, orderedPaths } from "../../playground/src/project/project.ts";

test.each(["a.journey", "emails/hello-2.hbs", "schemas/order_paid.json", "x.y.mjml"])(
  "%s is a name",
  (path) => {
    expect(problemOfName(path, ["b.journey"])).toBeUndefined();
  },
);

test.each([
  ["", "Write a name"],
  ["b.journey", "already"],
  ["A.journey", "small letters"],
  ["../a.journey", "small letters"],
  ["/a.journey", "small letters"],
  ["a b.journey", "small letters"],
  ["emails/.journey", "small letters"],
  ["a.csv", "A project reads"],
  ["journey", "A project reads"],
])("%j is no name of a new file", (path, said) => {
  expect(problemOfName(path, ["b.journey"])).toContain(said);
});

const files = {
  "trajet.json": "{}",
  "emails/a.hbs": "",
  "people.journey": "audience A {}",
  "a-test.journey": "",
  "messages.journey": "email E for A {}",
  "flows/b.journey": "/// Says hello.\njourney B for A {}",
};

test("journeys stand before their tests, what they use, and the settings", () => {
  expect(orderedPaths(files)).toEqual([
    "flows/b.journey",
    "messages.journey",
    "a-test.journey",
    "people.journey",
    "emails/a.hbs",
    "trajet.json",
  ]);
});

test("a project opens at the journey of its name, or at the first that there is", () => {
  expect(firstFile(files, "shop")).toBe("flows/b.journey");
  expect(firstFile({ ...files, "shop.journey": "journey Shop for A {}" }, "shop")).toBe("shop.journey");
  expect(firstFile({ "people.journey": "" }, "shop")).toBe("people.journey");
  expect(firstFile({}, "shop")).toBe("");
});
