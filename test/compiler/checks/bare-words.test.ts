import { expect, test } from "vitest";
import { edited } from "./edited.ts";
import { check } from "./project-of.ts";

const project = (condition: string): string => `audience Newsletter {
  field city: text?
  field plan: "free" | "pro" = "free"
}
journey Case for Newsletter {
  start when contact signs up
  exit if ${condition}
  milestone "seen"
}
`;

test.each([
  ["contact.plan == pro", 'contact.plan == "pro"'],
  ["contact.plan != pro", 'contact.plan != "pro"'],
  ["contact.city == null", "contact.city is not set"],
  ["contact.city != (undefined)", "contact.city is set"],
])("%s has one letter, and its fix writes %s", (condition, right) => {
  const text = project(condition);
  const said = check(text);
  expect(said.map(({ code }) => code)).toEqual(["TJ2013"]);
  expect(said[0]?.message).toContain(`Did you mean ${right.split(/[!=]= |city /).at(-1)}?`);
  const mended = edited(text, said[0]?.fixes?.[0]?.edits ?? []);
  expect(mended).toBe(project(right));
  expect(check(mended)).toEqual([]);
});

test.each(["contact.city == pro", "contact.plan == gold"])("%s is only unknown", (condition) => {
  expect(check(project(condition)).map(({ message }) => message)).toEqual([
    `There is nothing called "${condition.split(" ").at(-1)}" here.`,
  ]);
});
