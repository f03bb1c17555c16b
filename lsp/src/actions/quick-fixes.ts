import type { Diagnostic } from "@trajet/compiler";
import { CodeActionKind } from "../protocol.ts";
import type { Action, ActionPlace } from "./action.ts";

/** The repairs that the checks know for what is wrong at the selection. */
export function quickFixes(place: ActionPlace): readonly Action[] {
  return diagnosticsAt(place).flatMap((diagnostic) => {
    const { fixes = [] } = diagnostic;
    return fixes.map(({ title, edits }) => ({
      title,
      kind: CodeActionKind.QuickFix,
      edits,
      diagnostic,
      ...(fixes.length === 1 && { preferred: true as const }),
    }));
  });
}

/** What is reported of the file and touches the selection. */
export function diagnosticsAt({ snapshot, file, start, end }: ActionPlace): readonly Diagnostic[] {
  const found = snapshot.project.diagnostics.get(file.path) ?? [];
  return found.filter(({ span }) => span.start <= end && start <= span.end);
}
