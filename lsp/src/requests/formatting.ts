import { format } from "@trajet/grammar";
import type { DocumentFormattingParams, TextEdit } from "vscode-languageserver";
import { rangeOf } from "../diagnostics/convert.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** The canonical form of a journey file, as one edit of the part that differs: the cursor elsewhere stays where it is. */
export function formatting({ file }: Snapshot, _params: DocumentFormattingParams): TextEdit[] {
  if (!file.path.endsWith(".journey")) return [];
  const text = file.document.getText();
  const { text: formatted } = format(text);
  if (formatted === text) return [];
  const start = commonStart(text, formatted);
  const end = commonEnd(text.slice(start), formatted.slice(start));
  const newText = formatted.slice(start, formatted.length - end);
  return [{ range: rangeOf(file, { start, end: text.length - end }), newText }];
}

function commonStart(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  let at = 0;
  while (at < length && one[at] === other[at]) at++;
  return at;
}

function commonEnd(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  let count = 0;
  while (count < length && one.at(-1 - count) === other.at(-1 - count)) count++;
  return count;
}
