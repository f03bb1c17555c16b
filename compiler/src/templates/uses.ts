import type { Model } from "../model/model.ts";
import { parseTemplate } from "./parse.ts";
import { type TemplateOwner, templateScope } from "./scope.ts";
import { walkTemplate } from "./walk.ts";

/** Names of the contact's fields that templates of a message or webhook look at, the built-in ones included. */
export function contactFieldsInTexts(
  model: Model,
  owner: TemplateOwner,
  sources: readonly string[],
): ReadonlySet<string> {
  const fields = new Set<string>();
  const scope = templateScope(model, owner);
  const use = (name: string): void => {
    const [root, field] = name.split(".");
    if (root === "contact" && field !== undefined) fields.add(field);
  };
  for (const source of sources) {
    const parsed = parseTemplate(source);
    if ("template" in parsed) walkTemplate(parsed.template, { scope, html: false, report: () => {}, use });
  }
  return fields;
}
