import type { TextEdit } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";

/** A text with edits in it, as an editor applies them. @throws if two of them overlap */
export function apply(text: string, edits: readonly TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create("file:///text", "trajet", 1, text), [...edits]);
}
