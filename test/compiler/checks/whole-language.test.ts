import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { check } from "./project-of.ts";

/** The reference grammar's project that uses all of the language, with the field `city` that its conditions ask for. */
const TEXT = readFileSync(new URL("./whole-language.journey", import.meta.url), "utf8");
const SURROUNDINGS = {
  config: '{ "name": "shop", "channels": { "email": { "from": "Ana <ana@shop.example>" } } }',
  files: {
    "products.json": '["mug-01", { "sku": "mug-02", "title": "A mug" }]',
    "emails/welcome.hbs": '<p>Come in: {{link "shop"}}</p>',
    "schemas/trial-started.json":
      '{ "type": "object", "properties": { "plan": { "enum": ["free", "pro"] } }, "required": ["plan"] }',
    "schemas/push-answer.json": '{ "type": "object", "properties": { "id": { "type": "string" } } }',
  },
};

describe("a project that uses all of the language", () => {
  const said = check(TEXT, SURROUNDINGS);

  test("has no errors", () => {
    expect(said.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test("is warned of nothing that is fine", () => {
    const others = said.map(({ code, span }) => `${code} ${TEXT.slice(span.start, span.end)}`);
    expect(others).toEqual(["TJ2030 TicketPurchased", "TJ2030 Spring", "TJ4023 wait"]);
  });

  test("is told of each part that cannot run, at its head, when it is about to be run", () => {
    const parts = check(TEXT, { ...SURROUNDINGS, toRun: true })
      .filter(({ code }) => code === "TJ4090")
      .map(({ span }) => TEXT.slice(span.start, span.end));
    expect(parts).toContain('call webhook CrmSync(reason: "gold") as crm otherwise');
    expect(parts).toContain("match contact.plan");
    expect(parts).toContain("start every day at 7:30 for Regulars");
    expect(parts).not.toContain("exit when contact unsubscribes from email");
    expect(parts).toHaveLength(54);
  });
});
