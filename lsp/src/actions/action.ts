import type { Diagnostic, Edit, Model, ModelFile } from "@trajet/compiler";
import type { CodeActionKind } from "vscode-languageserver";
import type { Snapshot } from "../workspace/snapshot.ts";

/** Where actions are asked for: a file, and a selection in it, which may be empty. */
export interface ActionPlace {
  readonly snapshot: Snapshot;
  readonly model: Model;
  readonly file: ModelFile;
  readonly start: number;
  readonly end: number;
}

/** A change that is offered. Its edits are tidied before an editor gets them. */
export interface Action {
  readonly title: string;
  readonly kind: CodeActionKind;
  readonly edits: readonly Edit[];
  /** What it repairs. */
  readonly diagnostic?: Diagnostic;
  readonly preferred?: true;
}

/** One kind of change: what it offers at a place, which may be nothing. */
export type Offer = (place: ActionPlace) => readonly Action[];

/** The text of a part of the file. */
export function textOf(
  { file }: ActionPlace,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  return file.text.slice(start, end);
}

/** Puts a text in the place of a part of the file. */
export function replaced(
  { file }: ActionPlace,
  { start, end }: { readonly start: number; readonly end: number },
  text: string,
): Edit {
  return { file: file.path, span: { start, end }, text };
}

export const inserted = (place: ActionPlace, at: number, text: string): Edit =>
  replaced(place, { start: at, end: at }, text);

/** A name like this one that nothing bears yet. */
export function freeName(wanted: string, taken: { readonly has: (name: string) => boolean }): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) if (!taken.has(`${wanted}${number}`)) return `${wanted}${number}`;
}
