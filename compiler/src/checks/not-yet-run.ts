/*
 * What the language has and this version's runtime does not run yet, as an author writes it. A journey that needs it is
 * refused with TJ4090; a declaration that nothing uses is not. When the runtime learns one, its line goes.
 */

/** Forms that depend on more than their kind. */
export const FORMS_NOT_RUN = {
  absenceInRun: "a `does not … for` that speaks of `entry`",
  computedResume: "`after pause` with a duration that is computed",
} as const;
