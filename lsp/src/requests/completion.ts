import { quote, type Type } from "@trajet/compiler";
import { keywordsAt, UNITS } from "@trajet/grammar";
import type { CompletionItem, CompletionParams, Range } from "vscode-languageserver";
import { type Candidate, candidatesFor } from "../completion/candidates.ts";
import { expectedType } from "../completion/expected.ts";
import { inTemplate } from "../completion/in-template.ts";
import type { Place } from "../completion/place.ts";
import { placeAt } from "../completion/place-at.ts";
import { rankOf, sortText } from "../completion/ranking.ts";
import { SNIPPETS } from "../completion/snippets.ts";
import { rangeOf } from "../diagnostics/convert.ts";
import { type Editor, PLAIN_EDITOR } from "../editor.ts";
import { regionAt } from "../names/region.ts";
import { contextAt } from "../names/walk.ts";
import { keywordNote } from "../notes/keyword-notes.ts";
import { CompletionItemKind, CompletionTriggerKind, InsertTextFormat } from "../protocol.ts";
import type { Snapshot, SnapshotFile } from "../workspace/snapshot.ts";

/** What may stand at the cursor: the project's own names first, then the words of the grammar. */
export function completion(
  snapshot: Snapshot,
  { position, context: asked }: CompletionParams,
  editor: Editor = PLAIN_EDITOR,
): CompletionItem[] {
  const { file, project } = snapshot;
  const offset = file.document.offsetAt(position);
  const template = inTemplate(snapshot, offset);
  if (template !== undefined) {
    const range = typedRange(file, offset, template.typed);
    return template.candidates.map((candidate) =>
      itemOf(candidate, candidate.label, range, undefined, editor),
    );
  }
  // By a character that was typed, and not by a person who asks: only what can hardly be meant otherwise, for the key
  // that begins a new line would take the first word of the list.
  const unasked = asked?.triggerKind === CompletionTriggerKind.TriggerCharacter;
  if (!file.path.endsWith(".journey") || (unasked && asked?.triggerCharacter === "{")) return [];
  const found = placeAt(snapshot, offset);
  if (found === undefined) return [];
  const { place, wanted, before } = found;
  const context = contextAt(place.file, offset, project.model);
  const range = typedRange(file, offset, place.typed);
  const type = context && expectedType(before, context);
  const named =
    wanted === undefined || (unasked && wanted.want === "value name")
      ? []
      : candidatesFor(wanted, place, context);
  const items = named.map((candidate) => itemOf(candidate, textOf(candidate, place), range, type, editor));
  if (unasked || place.inString || wanted?.want === "member") return items;
  return [...items, ...keywords(place, range, new Set(items.map(({ label }) => label)), editor)];
}

/** What is typed before the cursor, and is replaced. */
const typedRange = (file: SnapshotFile, offset: number, typed: string): Range =>
  rangeOf(file, { start: offset - typed.length, end: offset });

function itemOf(
  candidate: Candidate,
  newText: string,
  range: Range,
  wanted: Type | undefined,
  editor: Editor,
): CompletionItem {
  const { label, kind, detail, doc } = candidate;
  const { rank, prefix } = rankOf(candidate, wanted);
  return {
    label,
    kind,
    sortText: sortText(rank, prefix + label),
    ...(detail !== undefined && { detail }),
    ...(doc !== undefined && documented({ doc }, doc, editor)),
    // Editors compare it with what is typed, which has no quotes.
    filterText: label,
    textEdit: { range, newText },
  };
}

/** An editor that can ask for documentation gets it when the item is looked at. */
function documented(data: object, value: string, editor: Editor): Partial<CompletionItem> {
  return editor.resolvesDocumentation ? { data } : { documentation: { kind: "markdown", value } };
}

/** What is written: with the quotes that are not there yet, and the colon of an argument. */
function textOf({ label, quoted, suffix = "" }: Candidate, { file, offset, inString }: Place): string {
  if (!quoted) return label + suffix;
  const whole = quote(label);
  if (!inString) return whole;
  return file.text[offset] === '"' ? whole.slice(1, -1) : whole.slice(1);
}

function keywords(
  { file, offset, typed }: Place,
  range: Range,
  taken: ReadonlySet<string>,
  editor: Editor,
): CompletionItem[] {
  const region = regionAt(file, offset);
  const begun = offset - typed.length;
  const words = keywordsAt(region.text, begun - region.start);
  const line = file.text.slice(file.text.lastIndexOf("\n", begun - 1) + 1, begun);
  const behindNumber = /\d\s*$/.test(line);
  const isFirst = /^\s*$|[{}]\s*$/.test(line);
  return words.flatMap((word) => [
    ...(taken.has(word) ? [] : [keywordItem(word, range, editor, behindNumber)]),
    ...(isFirst && editor.snippets ? snippetItems(word, range) : []),
  ]);
}

function keywordItem(word: string, range: Range, editor: Editor, behindNumber: boolean): CompletionItem {
  const note = keywordNote(word);
  return {
    label: word,
    kind: CompletionItemKind.Keyword,
    sortText: sortText(behindNumber && UNITS.has(word) ? "units" : "keywords", word),
    textEdit: { range, newText: word },
    ...(note !== undefined && documented({ keyword: word }, note, editor)),
  };
}

function snippetItems(word: string, range: Range): CompletionItem[] {
  return (SNIPPETS[word] ?? []).map(({ label, body }) => ({
    label,
    kind: CompletionItemKind.Snippet,
    sortText: sortText("snippets", label),
    filterText: label,
    insertTextFormat: InsertTextFormat.Snippet,
    textEdit: { range, newText: body },
  }));
}
