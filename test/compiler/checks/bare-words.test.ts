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
  ["contact.city is null", "contact.city is not set"],
  ["contact.city is empty", "contact.city is not set"],
  ["contact.city is not null", "contact.city is set"],
  ["contact.plan is pro", 'contact.plan == "pro"'],
  ["contact.plan is not pro", 'contact.plan != "pro"'],
])("%s has one letter, and its fix writes %s", (condition, right) => {
  const text = project(condition);
  const said = check(text);
  expect(said.map(({ code }) => code)).toEqual(["TJ2013"]);
  const meant = right.startsWith("contact.plan")
    ? `the text "pro", in quotes?`
    : `\`${right.split("city ")[1]}\`?`;
  expect(said[0]?.message).toBe(
    `There is nothing called "${condition.match(/\w+(?=\)?$)/)?.[0]}" here. Did you mean ${meant}`,
  );
  const mended = edited(text, said[0]?.fixes?.[0]?.edits ?? []);
  expect(mended).toBe(project(right));
  expect(check(mended)).toEqual([]);
});

test.each(["contact.city == pro", "contact.plan == gold"])("%s is only unknown", (condition) => {
  expect(check(project(condition)).map(({ message }) => message)).toEqual([
    `There is nothing called "${condition.split(" ").at(-1)}" here.`,
  ]);
});
