import type { TemplateSource } from "@trajet/compiler/program";
import Handlebars from "handlebars";
import type { Context } from "./context.ts";
import { interpret, type Partial } from "./interpret.ts";
import type { TemplateHelpers } from "./template-helpers.ts";

/** What becomes of the values that are printed: escaped for HTML, percent-encoded in a URL, or left as they are in a text. */
export type Target = "html" | "url" | "text";

/**
 * Renders a Handlebars template. It is read by Handlebars and interpreted, never compiled to code. Paths find members of
 * the context only, never what JavaScript objects bring along; what is not there prints nothing. Values are data: a
 * template in a value is text.
 */
export function fill(
  source: TemplateSource,
  target: Target,
  context: Context,
  helpers: TemplateHelpers,
): string {
  return interpret(partialOf(source), context, { helpers, escape: ESCAPES[target] });
}

function partialOf({ template, partials = {} }: TemplateSource): Partial {
  return {
    body: parsedTemplate(template).body,
    partial: (name) => {
      const found = Object.hasOwn(partials, name) ? partials[name] : undefined;
      return found && partialOf(found);
    },
  };
}

const ESCAPES: Readonly<Record<Target, (text: string) => string>> = {
  html: (text) => Handlebars.escapeExpression(text),
  url: (text) => encodeURIComponent(text.toWellFormed()),
  text: (text) => text,
};

const CACHED = 500;
const parsed = new Map<string, hbs.AST.Program>();

function parsedTemplate(source: string): hbs.AST.Program {
  const known = parsed.get(source);
  if (known) return known;
  const made = Handlebars.parse(source);
  // The templates are those of programs: a full cache is one of many old versions.
  if (parsed.size >= CACHED) parsed.clear();
  parsed.set(source, made);
  return made;
}

/** Makes a text a part of HTML. */
export const escapeHtml = (text: string): string => Handlebars.escapeExpression(text);
