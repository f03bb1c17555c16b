import type { Entry } from "./entry.ts";
import { TEMPLATES } from "./templates.ts";

/** Every code, by family: TJ1 syntax, TJ2 names, TJ3 types and values, TJ4 journeys, TJ5 templates, TJ6 project, TJ7 loyalty. */
export const CATALOGUE = { ...TEMPLATES } as const;

export type Code = keyof typeof CATALOGUE;

/** The parameters of a code's message. */
export type ParamsOf<C extends Code> = (typeof CATALOGUE)[C] extends Entry<infer P> ? P : never;

export function isCode(text: string): text is Code {
  return Object.hasOwn(CATALOGUE, text);
}
