import Handlebars, { type TemplateDelegate } from "handlebars";
import type { Context } from "./context.ts";
import { KNOWN_HELPERS } from "./template-helpers.ts";

/** Of our own, so that nothing that other code registers is ever found in a message. */
const environment = Handlebars.create();
for (const name of ["lookup", "log"]) environment.unregisterHelper(name);
environment.unregisterDecorator("inline");

type Helpers = Readonly<Record<string, Handlebars.HelperDelegate>>;

const CACHED = 500;
const compiled = new Map<string, TemplateDelegate>();

/** What becomes of the values that are printed: escaped for HTML, or left as they are in a text. */
export type Target = "html" | "text";

/**
 * Renders a Handlebars template. Paths find members of the context only, never what JavaScript objects bring along; what
 * is not there prints nothing. Values are data: a template in a value is text.
 */
export function fill(source: string, target: Target, context: Context, helpers: Helpers): string {
  return template(source, target)(context, {
    helpers,
    allowProtoPropertiesByDefault: false,
    allowProtoMethodsByDefault: false,
  });
}

function template(source: string, target: Target): TemplateDelegate {
  const key = `${target} ${source}`;
  const known = compiled.get(key);
  if (known) return known;
  const made = environment.compile(source, {
    noEscape: target === "text",
    knownHelpers: KNOWN_HELPERS,
    knownHelpersOnly: true,
  });
  // The templates are those of programs: a full cache is one of many old versions.
  if (compiled.size >= CACHED) compiled.clear();
  compiled.set(key, made);
  return made;
}

/** Makes a text a part of HTML. */
export const escapeHtml = (text: string): string => Handlebars.escapeExpression(text);
