import type { Entry } from "./entry.ts";
import { JOURNEYS } from "./journeys.ts";
import { LOYALTY } from "./loyalty.ts";
import { NAMES } from "./names.ts";
import { PROJECT } from "./project.ts";
import { SENTENCES } from "./sentences.ts";
import { SYNTAX_FORMS } from "./syntax-forms.ts";
import { SYNTAX_SLIPS } from "./syntax-slips.ts";
import { TEMPLATES } from "./templates.ts";
import { TYPES } from "./types.ts";

/** Every code, by family: TJ1 syntax, TJ2 names, TJ3 types and values, TJ4 journeys, TJ5 templates, TJ6 project, TJ7 loyalty. */
export const CATALOGUE = {
  ...SYNTAX_FORMS,
  ...SYNTAX_SLIPS,
  ...NAMES,
  ...TYPES,
  ...SENTENCES,
  ...JOURNEYS,
  ...TEMPLATES,
  ...PROJECT,
  ...LOYALTY,
} as const;

export type Code = keyof typeof CATALOGUE;

/** The parameters of a code's message. */
export type ParamsOf<C extends Code> = (typeof CATALOGUE)[C] extends Entry<infer P> ? P : never;

export function isCode(text: string): text is Code {
  return Object.hasOwn(CATALOGUE, text);
}
