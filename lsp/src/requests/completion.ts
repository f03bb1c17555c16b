import { keywordsAt } from "@trajet/grammar";
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionParams,
  CompletionTriggerKind,
  type Position,
} from "vscode-languageserver";
import { type Candidate, candidatesFor } from "../completion/candidates.ts";
import { inTemplate } from "../completion/in-template.ts";
import type { Place } from "../completion/place.ts";
import { placeAt } from "../completion/place-at.ts";
import { regionAt } from "../names/region.ts";
import { contextAt } from "../names/walk.ts";
import { keywordNote } from "../notes/keyword-notes.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** What may stand at the cursor: the project's own names first, then the words of the grammar. */
export function completion(
  snapshot: Snapshot,
  { position, context: asked }: CompletionParams,
): CompletionItem[] {
  const { file, project } = snapshot;
  const offset = file.document.offsetAt(position);
  const template = inTemplate(file, offset, project.model);
  if (template !== undefined) {
    return template.candidates.map((candidate) =>
      itemOf(candidate, candidate.label, template.typed, position),
    );
  }
  // By a character that was typed, and not by a person who asks: only what can hardly be meant otherwise, for the key
  // that begins a new line would take the first word of the list.
  const unasked = asked?.triggerKind === CompletionTriggerKind.TriggerCharacter;
  if (!file.path.endsWith(".journey") || (unasked && asked?.triggerCharacter === "{")) return [];
  const found = placeAt(snapshot, offset);
  if (found === undefined) return [];
  const { place, wanted } = found;
  const context = contextAt(place.file, offset, project.model);
  const names =
    wanted === undefined || (unasked && wanted.want === "value name")
      ? []
      : candidatesFor(wanted, place, context);
  const items = names.map((candidate) => itemOf(candidate, textOf(candidate, place), place.typed, position));
  if (unasked || place.inString || wanted?.want === "member") return items;
  return [...items, ...keywords(place, new Set(items.map(({ label }) => label)))];
}

/** `typed` stands before the cursor, on its line, and is replaced. */
function itemOf(candidate: Candidate, newText: string, typed: string, end: Position): CompletionItem {
  const { label, kind, detail, doc } = candidate;
  const start = { line: end.line, character: end.character - typed.length };
  return {
    label,
    kind,
    sortText: `0${label}`,
    ...(detail !== undefined && { detail }),
    ...(doc !== undefined && { documentation: { kind: "markdown", value: doc } }),
    // Editors compare it with what is typed, which has no quotes.
    filterText: label,
    textEdit: { range: { start, end }, newText },
  };
}

/** What is written: with the quotes that are not there yet, and the colon of an argument. */
function textOf({ label, quoted, suffix = "" }: Candidate, { file, offset, inString }: Place): string {
  if (!quoted) return label + suffix;
  const escaped = label.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
  if (!inString) return `"${escaped}"`;
  return file.text[offset] === '"' ? escaped : `${escaped}"`;
}

function keywords({ file, offset, typed }: Place, taken: ReadonlySet<string>): CompletionItem[] {
  const region = regionAt(file, offset);
  const words = keywordsAt(region.text, offset - typed.length - region.start);
  return words.filter((word) => !taken.has(word)).map(keywordItem);
}

function keywordItem(word: string): CompletionItem {
  const note = keywordNote(word);
  return {
    label: word,
    kind: CompletionItemKind.Keyword,
    sortText: `1${word}`,
    ...(note !== undefined && { documentation: { kind: "markdown", value: note } }),
  };
}
