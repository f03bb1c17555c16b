import type { Edit } from "@trajet/compiler";
import type { CodeAction, CodeActionParams, TextEdit } from "vscode-languageserver";
import type { Action, ActionPlace, Offer } from "../actions/action.ts";
import { addFallback, addLabel, addLimit, addOtherwise } from "../actions/add-parts.ts";
import { declareMissing } from "../actions/declare-missing.ts";
import { extractFragment } from "../actions/extract-fragment.ts";
import { extractSegment } from "../actions/extract-segment.ts";
import { fixAll } from "../actions/fix-all.ts";
import { ifToMatch, matchToIf } from "../actions/if-and-match.ts";
import { inlineFragment } from "../actions/inline-fragment.ts";
import { mend } from "../actions/mend.ts";
import { organize } from "../actions/organize.ts";
import { quickFixes } from "../actions/quick-fixes.ts";
import { tidied } from "../actions/tidy.ts";
import { rangeOf, toLsp } from "../diagnostics/convert.ts";
import { CodeActionKind } from "../protocol.ts";
import type { ProjectSnapshot, Snapshot } from "../workspace/snapshot.ts";
import { modelFileOf } from "./at.ts";

/** What can be done at a selection, by the kind of change. */
const OFFERS: readonly { readonly kind: CodeActionKind; readonly offers: readonly Offer[] }[] = [
  { kind: CodeActionKind.QuickFix, offers: [quickFixes, mend, addLimit, addFallback, declareMissing] },
  { kind: CodeActionKind.RefactorExtract, offers: [extractFragment, extractSegment] },
  { kind: CodeActionKind.RefactorInline, offers: [inlineFragment] },
  { kind: CodeActionKind.RefactorRewrite, offers: [ifToMatch, matchToIf, addLabel, addOtherwise] },
];
/** Changes of a whole file are made when they are asked for, and not shown at each place. */
const SOURCE: typeof OFFERS = [
  { kind: CodeActionKind.SourceFixAll, offers: [fixAll] },
  { kind: "source.organize", offers: [organize] },
];

/** The repairs and rewritings that are possible at the range. */
export function codeActions(snapshot: Snapshot, { range, context }: CodeActionParams): CodeAction[] {
  const { file, project } = snapshot;
  const { only } = context;
  const isWanted = (kind: string): boolean =>
    only === undefined || only.some((each) => isOrContains(each, kind));
  const wanted = [...OFFERS, ...(only === undefined ? [] : SOURCE)].filter(({ kind }) => isWanted(kind));
  const place: ActionPlace = {
    snapshot,
    model: project.model,
    // Of a template only what the checks know is offered: it has a text, and no tree of ours.
    file: modelFileOf(snapshot) ?? {
      path: file.path,
      text: file.document.getText(),
      tree: NO_TREE,
      problems: [],
    },
    start: file.document.offsetAt(range.start),
    end: file.document.offsetAt(range.end),
  };
  return wanted
    .flatMap(({ offers }) => offers.flatMap((offer) => offer(place)))
    .map((each) => asProtocol(each, snapshot));
}

const NO_TREE = { kind: "File", span: { start: 0, end: 0 }, declarations: [] } as const;

const isOrContains = (wanted: string, kind: string): boolean =>
  wanted === "" || wanted === kind || kind.startsWith(`${wanted}.`);

function asProtocol(
  { title, kind, edits, diagnostic, preferred }: Action,
  { project, file }: Snapshot,
): CodeAction {
  return {
    title,
    kind,
    ...(preferred && { isPreferred: true }),
    ...(diagnostic && { diagnostics: [toLsp(project, file, diagnostic)] }),
    edit: { changes: changesOf(project, tidied(edits, project)) },
  };
}

/** A change may concern other files than the one in which it is offered. */
export function changesOf(project: ProjectSnapshot, edits: readonly Edit[]): Record<string, TextEdit[]> {
  const changes: Record<string, TextEdit[]> = {};
  for (const { file: path, span, text } of edits) {
    const file = project.files.get(path);
    if (file === undefined) continue;
    changes[file.uri] = [...(changes[file.uri] ?? []), { range: rangeOf(file, span), newText: text }];
  }
  return changes;
}
