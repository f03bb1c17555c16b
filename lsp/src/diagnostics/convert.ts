import type { Diagnostic, Related } from "@trajet/compiler";
import type { DiagnosticRelatedInformation, Diagnostic as LspDiagnostic, Range } from "vscode-languageserver";
import { DiagnosticSeverity, DiagnosticTag } from "../protocol.ts";
import type { ProjectSnapshot, SnapshotFile } from "../workspace/snapshot.ts";

const SEVERITY = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

/** A span of a file, in lines and UTF-16 columns from 0. */
export function rangeOf(file: SnapshotFile, span: { readonly start: number; readonly end: number }): Range {
  return { start: file.document.positionAt(span.start), end: file.document.positionAt(span.end) };
}

/** What the checks say of one file, as editors want it. */
export function diagnosticsOf(project: ProjectSnapshot, file: SnapshotFile): LspDiagnostic[] {
  const found = project.diagnostics.get(file.path) ?? [];
  return found.map((diagnostic) => toLsp(project, file, diagnostic));
}

export function toLsp(project: ProjectSnapshot, file: SnapshotFile, diagnostic: Diagnostic): LspDiagnostic {
  const { code, severity, message, span, related = [], tags = [] } = diagnostic;
  const href = project.pageOf(code);
  return {
    range: rangeOf(file, span),
    severity: SEVERITY[severity],
    code,
    ...(href !== undefined && { codeDescription: { href } }),
    source: "trajet",
    message,
    ...(related.length > 0 && { relatedInformation: related.flatMap((place) => relatedOf(project, place)) }),
    ...(tags.includes("unnecessary") && { tags: [DiagnosticTag.Unnecessary] }),
  };
}

/** A place in a file that is not there any more is left out. */
function relatedOf(project: ProjectSnapshot, place: Related): DiagnosticRelatedInformation[] {
  const file = project.files.get(place.file);
  if (file === undefined) return [];
  return [{ location: { uri: file.uri, range: rangeOf(file, place.span) }, message: place.message }];
}
