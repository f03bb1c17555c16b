import { readFileSync } from "node:fs";

/** The reference grammar's project that uses all of the language, with the field `city` that its conditions ask for. */
export const WHOLE_LANGUAGE = {
  text: readFileSync(new URL("./whole-language.journey", import.meta.url), "utf8"),
  config: '{ "name": "shop", "channels": { "email": { "from": "Ana <ana@shop.example>" } } }',
  files: {
    "products.json": '["mug-01", { "sku": "mug-02", "title": "A mug" }]',
    "emails/welcome.hbs": '<p>Come in: {{link "shop"}}</p>',
    "schemas/trial-started.json":
      '{ "type": "object", "properties": { "plan": { "enum": ["free", "pro"] } }, "required": ["plan"] }',
    "schemas/push-answer.json": '{ "type": "object", "properties": { "id": { "type": "string" } } }',
  },
};
