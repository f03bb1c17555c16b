import type { Diagnostic, Edit } from "@trajet/compiler";
import type { ProjectSnapshot } from "../workspace/snapshot.ts";
import { applied } from "./tidy.ts";

/** Whether a rewriting brings no error: what a place looks like does not tell all that the checks know of it. */
export function isHarmless(edits: readonly Edit[], project: ProjectSnapshot): boolean {
  const before = errorsIn([...project.diagnostics.values()].flat());
  const texts = new Map(
    [...Map.groupBy(edits, ({ file }) => file)].map(([path, own]) => [
      path,
      applied(project.files.get(path)?.document.getText() ?? "", own),
    ]),
  );
  const after = errorsIn(project.diagnosticsWith(texts));
  return [...after].every(([code, count]) => count <= (before.get(code) ?? 0));
}

function errorsIn(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, number> {
  const errors = new Map<string, number>();
  for (const { severity, code } of diagnostics)
    if (severity === "error") errors.set(code, (errors.get(code) ?? 0) + 1);
  return errors;
}
