import type { Model } from "../model/model.ts";
import type { SeenName } from "./context.ts";
import { checkOf } from "./opening.ts";
import { parseTemplate } from "./parse.ts";
import { templateScope } from "./scope.ts";
import { type Templated, textsOf } from "./texts.ts";
import { walkTemplate } from "./walk.ts";

/** A name in a template, and the file of the project in which it stands. */
export type TemplateName = SeenName & { readonly file: string };

/**
 * All names in the templates of a message or a webhook that mean something, with their types, also those in its partials.
 * A text that cannot be read has none.
 */
export function templateNames(model: Model, owner: Templated): readonly TemplateName[] {
  // A value may be looked at more than once: a name at one place is one.
  const found = new Map<string, TemplateName>();
  const see = (name: SeenName, file: string): void =>
    void found.set(`${file} ${name.span.start} ${name.kind}`, { ...name, file });
  const scope = templateScope(model, owner);
  const surroundings = { model, owner, scope, use: () => {}, report: () => {}, see };
  for (const text of textsOf(model, owner)) {
    const parsed = parseTemplate(text.source);
    if ("template" in parsed) walkTemplate(parsed.template, checkOf(text, surroundings));
  }
  return [...found.values()];
}
