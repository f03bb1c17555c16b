import type { Diagnostic, Edit } from "@trajet/compiler";
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Range,
  type TextEdit,
} from "vscode-languageserver";
import { rangeOf, toLsp } from "../diagnostics/convert.ts";
import type { ProjectSnapshot, Snapshot } from "../workspace/snapshot.ts";

/** The repairs that the checks know for what is wrong at the range. */
export function codeActions({ project, file }: Snapshot, { range, context }: CodeActionParams): CodeAction[] {
  if (context.only !== undefined && !context.only.some((kind) => isOrContains(kind, CodeActionKind.QuickFix)))
    return [];
  const found = project.diagnostics.get(file.path) ?? [];
  return found
    .filter((diagnostic) => touches(rangeOf(file, diagnostic.span), range))
    .flatMap((diagnostic) =>
      fixesOf(project, diagnostic).map((fix) => ({
        ...fix,
        diagnostics: [toLsp(project, file, diagnostic)],
      })),
    );
}

const isOrContains = (kind: string, wanted: string): boolean =>
  kind === "" || wanted === kind || wanted.startsWith(`${kind}.`);

function touches(one: Range, other: Range): boolean {
  return !isBefore(one.end, other.start) && !isBefore(other.end, one.start);
}

function isBefore(one: Range["start"], other: Range["start"]): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}

function fixesOf(project: ProjectSnapshot, { fixes = [] }: Diagnostic): CodeAction[] {
  return fixes.map(({ title, edits }, index) => ({
    title,
    kind: CodeActionKind.QuickFix,
    ...(index === 0 && fixes.length === 1 && { isPreferred: true }),
    edit: { changes: changesOf(project, edits) },
  }));
}

/** A fix may change other files than the one with the mistake. */
function changesOf(project: ProjectSnapshot, edits: readonly Edit[]): Record<string, TextEdit[]> {
  const changes: Record<string, TextEdit[]> = {};
  for (const { file: path, span, text } of edits) {
    const file = project.files.get(path);
    if (file === undefined) continue;
    changes[file.uri] = [...(changes[file.uri] ?? []), { range: rangeOf(file, span), newText: text }];
  }
  return changes;
}
