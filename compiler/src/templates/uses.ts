import type { Model } from "../model/model.ts";
import { checkOf } from "./opening.ts";
import { parseTemplate } from "./parse.ts";
import { templateScope } from "./scope.ts";
import { type Templated, textsOf } from "./texts.ts";
import { walkTemplate } from "./walk.ts";

/** What the templates of a message, and their partials, look at. */
export interface TemplateUses {
  /** Names of the contact's fields, the built-in ones included. */
  readonly fields: ReadonlySet<string>;
  /** What they look at of what started the run: `order`, `event`. */
  readonly entryMembers: ReadonlySet<string>;
}

/** Walks the templates of a message once more, to see what they use. */
export function templateUses(model: Model, owner: Templated): TemplateUses {
  const fields = new Set<string>();
  const entryMembers = new Set<string>();
  const use = (name: string): void => {
    const [root, field] = name.split(".");
    if (root === "contact" && field !== undefined) fields.add(field);
    if (root === "entry" && field !== undefined) entryMembers.add(field);
  };
  const surroundings = { model, owner, use, scope: templateScope(model, owner), report: () => {} };
  for (const text of textsOf(model, owner)) {
    const parsed = parseTemplate(text.source);
    if ("template" in parsed) walkTemplate(parsed.template, checkOf(text, surroundings));
  }
  return { fields, entryMembers };
}
