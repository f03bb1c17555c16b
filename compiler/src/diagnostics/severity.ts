import type { ProjectConfig } from "../project/config.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** The diagnostic with the severity that the project gives its code; `undefined` when the project turns it off. */
export function withSeverity(
  diagnostic: Diagnostic,
  severities: ProjectConfig["severity"],
): Diagnostic | undefined {
  const severity = Object.hasOwn(severities, diagnostic.code) ? severities[diagnostic.code] : undefined;
  if (severity === undefined) return diagnostic;
  return severity === "off" ? undefined : { ...diagnostic, severity };
}

/** By file, then by place: the order in which people read. */
export function inReadingOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted(
    (one, other) =>
      (one.file < other.file ? -1 : one.file > other.file ? 1 : 0) ||
      one.span.start - other.span.start ||
      one.span.end - other.span.end ||
      (one.code < other.code ? -1 : 1),
  );
}
