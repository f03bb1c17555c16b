import type { CompletionItem } from "vscode-languageserver";
import { keywordNote } from "../notes/keyword-notes.ts";

/** What an item leaves out until it is looked at: the note of a keyword, or a documentation that came along in its data. */
export function completionResolve(item: CompletionItem): CompletionItem {
  const { doc, keyword } = (item.data ?? {}) as { readonly doc?: string; readonly keyword?: string };
  const value = doc ?? (keyword === undefined ? undefined : keywordNote(keyword));
  return value === undefined ? item : { ...item, documentation: { kind: "markdown", value } };
}
