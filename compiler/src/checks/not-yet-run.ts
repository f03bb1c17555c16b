import type { MeasureName } from "@trajet/grammar";

/*
 * What the language has and this version's runtime does not run yet, as an author writes it. A journey that needs it is
 * refused with TJ4090; a declaration that nothing uses is not. When the runtime learns one, its line goes.
 */

/** What `rank by` can rank by. */
export const RANKINGS_RUN: ReadonlySet<MeasureName> = new Set([
  "orders",
  "average order value",
  "total spent",
]);

/** Forms that depend on more than their kind. */
export const FORMS_NOT_RUN = {
  absenceInRun: "a `does not … for` that speaks of `entry`",
  computedResume: "`after pause` with a duration that is computed",
  listInLoyalty: "`contact in` another loyalty query, within a loyalty query",
} as const;
