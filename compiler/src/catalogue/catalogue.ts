import { ACTIONS } from "./actions.ts";
import { CHOICES } from "./choices.ts";
import { CONDITIONS } from "./conditions.ts";
import { DECLARED_NAMES } from "./declared-names.ts";
import type { Entry } from "./entry.ts";
import { FILES } from "./files.ts";
import { FLOW } from "./flow.ts";
import { INNER_NAMES } from "./inner-names.ts";
import { LOAD } from "./load.ts";
import { LOYALTY } from "./loyalty.ts";
import { MISPLACED_NAMES } from "./misplaced-names.ts";
import { PATH_REACH, PATH_REPEATS } from "./path-reach.ts";
import { PATH_TIMES, SENDING_RULES } from "./path-times.ts";
import { PLACES } from "./places.ts";
import { PROJECT } from "./project.ts";
import { SCHEMAS } from "./schemas.ts";
import { SENTENCES } from "./sentences.ts";
import { SYNTAX_FORMS } from "./syntax-forms.ts";
import { SYNTAX_SLIPS } from "./syntax-slips.ts";
import { SYNTAX_TESTS } from "./syntax-tests.ts";
import { SYNTAX_TEXTS } from "./syntax-texts.ts";
import { TEMPLATE_FILES } from "./template-files.ts";
import { TEMPLATES } from "./templates.ts";
import { TESTS } from "./tests.ts";
import { TYPES } from "./types.ts";

/** Every code, by family: TJ1 syntax, TJ2 names, TJ3 types and values, TJ4 journeys, TJ5 templates, TJ6 project, TJ7 loyalty. */
export const CATALOGUE = {
  ...SYNTAX_FORMS,
  ...SYNTAX_TEXTS,
  ...SYNTAX_SLIPS,
  ...SYNTAX_TESTS,
  ...DECLARED_NAMES,
  ...INNER_NAMES,
  ...MISPLACED_NAMES,
  ...TYPES,
  ...SCHEMAS,
  ...SENTENCES,
  ...FLOW,
  ...ACTIONS,
  ...CHOICES,
  ...PATH_TIMES,
  ...SENDING_RULES,
  ...LOAD,
  ...PATH_REACH,
  ...PATH_REPEATS,
  ...PLACES,
  ...TESTS,
  ...CONDITIONS,
  ...TEMPLATES,
  ...TEMPLATE_FILES,
  ...PROJECT,
  ...FILES,
  ...LOYALTY,
} as const;

export type Code = keyof typeof CATALOGUE;

/** The parameters of a code's message. */
export type ParamsOf<C extends Code> = (typeof CATALOGUE)[C] extends Entry<infer P> ? P : never;

export function isCode(text: string): text is Code {
  return Object.hasOwn(CATALOGUE, text);
}
