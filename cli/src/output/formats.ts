/** The forms in which diagnostics are written. */
export const FORMATS = ["pretty", "compact", "json", "github", "sarif", "junit"] as const;
export type DiagnosticsFormat = (typeof FORMATS)[number];
