import type { Diagnostic, Edit } from "@trajet/compiler";
import { CodeActionKind } from "../protocol.ts";
import type { Action, ActionPlace } from "./action.ts";

/** Repairs that only guess what was meant: a person chooses these. */
const GUESSES: ReadonlySet<string> = new Set([
  "use-nearest",
  "use-contact-field",
  "use-entry",
  "add-cases",
  "add-else",
]);

/** All repairs of the file that can be meant in one way only. Of two that touch each other the first. */
export function fixAll({ snapshot, file }: ActionPlace): readonly Action[] {
  const edits = sureEdits(snapshot.project.diagnostics.get(file.path) ?? [], file.path);
  if (edits.length === 0) return [];
  return [{ title: "Fix all that can be fixed", kind: CodeActionKind.SourceFixAll, edits }];
}

function sureEdits(diagnostics: readonly Diagnostic[], path: string): readonly Edit[] {
  const kept: Edit[] = [];
  for (const { fixes = [] } of diagnostics) {
    const [fix] = fixes;
    if (fix === undefined || fixes.length > 1 || GUESSES.has(fix.id)) continue;
    const isHere = fix.edits.every(({ file }) => file === path);
    const isFree = fix.edits.every(({ span }) =>
      kept.every((edit) => edit.span.end < span.start || span.end < edit.span.start),
    );
    if (isHere && isFree) kept.push(...fix.edits);
  }
  return kept;
}
