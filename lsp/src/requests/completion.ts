import { keywordsAt } from "@trajet/grammar";
import { type CompletionItem, CompletionItemKind, type CompletionParams } from "vscode-languageserver";
import { type Candidate, candidatesFor } from "../completion/candidates.ts";
import type { Place } from "../completion/place.ts";
import { placeAt } from "../completion/place-at.ts";
import { regionAt } from "../names/region.ts";
import { contextAt } from "../names/walk.ts";
import { keywordNote } from "../notes/keyword-notes.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** What may stand at the cursor: the project's own names first, then the words of the grammar. */
export function completion(snapshot: Snapshot, { position }: CompletionParams): CompletionItem[] {
  const { file, project } = snapshot;
  if (!file.path.endsWith(".journey")) return [];
  const found = placeAt(snapshot, file.document.offsetAt(position));
  if (found === undefined) return [];
  const { place, wanted } = found;
  const context = contextAt(place.file, place.offset, project.model);
  const names = wanted === undefined ? [] : candidatesFor(wanted, place, context);
  const items = names.map((candidate) => itemOf(candidate, place, snapshot));
  if (place.inString || wanted?.want === "member") return items;
  const taken = new Set(items.map(({ label }) => label));
  const region = regionAt(place.file, place.offset);
  const words = keywordsAt(region.text, place.offset - place.typed.length - region.start);
  return [...items, ...words.filter((word) => !taken.has(word)).map(keywordItem)];
}

function itemOf(
  { label, kind, detail, doc, quoted, suffix = "" }: Candidate,
  place: Place,
  snapshot: Snapshot,
): CompletionItem {
  const { document } = snapshot.file;
  const { offset, typed, inString } = place;
  const range = { start: document.positionAt(offset - typed.length), end: document.positionAt(offset) };
  return {
    label,
    kind,
    sortText: `0${label}`,
    ...(detail !== undefined && { detail }),
    ...(doc !== undefined && { documentation: { kind: "markdown", value: doc } }),
    // Editors filter by the text that is replaced: outside a string that has no quote.
    filterText: label,
    textEdit: { range, newText: textOf(label, quoted === true, inString, place) + suffix },
  };
}

/** What is written: with the quotes that are not there yet. */
function textOf(label: string, quoted: boolean, inString: boolean, { file, offset }: Place): string {
  if (!quoted) return label;
  const escaped = label.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
  if (!inString) return `"${escaped}"`;
  return file.text[offset] === '"' ? escaped : `${escaped}"`;
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
