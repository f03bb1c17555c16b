import type { Email } from "@trajet/grammar";
import type { Model } from "../model/model.ts";
import { parseTemplate } from "./parse.ts";
import { templateScope } from "./scope.ts";
import { textsOf } from "./texts.ts";
import { walkTemplate } from "./walk.ts";

/** Names of the contact's fields that the templates of an email look at, the built-in ones included. */
export function contactFieldsIn(model: Model, email: Email): ReadonlySet<string> {
  const fields = new Set<string>();
  const scope = templateScope(model, email);
  const use = (name: string): void => {
    const [root, field] = name.split(".");
    if (root === "contact" && field !== undefined) fields.add(field);
  };
  for (const text of textsOf(model, email)) {
    const parsed = parseTemplate(text.source);
    if ("template" in parsed) walkTemplate(parsed.template, { scope, html: false, report: () => {}, use });
  }
  return fields;
}
