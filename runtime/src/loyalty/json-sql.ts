import { type RawBuilder, sql } from "kysely";

/** A parameter of type `jsonb`. */
export const jsonb = (value: unknown): RawBuilder<unknown> => sql`${JSON.stringify(value)}::jsonb`;

/** A parameter that stands for a list of texts, of any length. */
export const texts = (values: readonly string[]): RawBuilder<string> =>
  sql`(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;

/** All of the conditions; true without any. */
export function allOf(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`;
}

/** One of the conditions; false without any. */
export function anyOf(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`;
}
