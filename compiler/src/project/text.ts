/** The longest journey or template that is read, in UTF-16 units: a hundred times what people write. */
export const MAX_LENGTH = 2_000_000;

/** Why nothing in a text is read. */
export type Unreadable = "binary" | "too-large";

/** Whether a text is one that people wrote; `undefined` if it is. */
export function unreadable(text: string): Unreadable | undefined {
  if (text.length > MAX_LENGTH) return "too-large";
  return text.includes("\u0000") ? "binary" : undefined;
}

/** Whether a file is one of those that people write: a journey or a template, but no data. */
export function isWritten(path: string): boolean {
  return /\.(journey|hbs|mjml|html|txt)$/.test(path);
}

/**
 * Where a text is none: the halves of characters that stand alone. Hosts read a byte that is no UTF-8 as U+DC00 and the
 * byte, as Python does (PEP 383): so its place is known, and what was read can be told from what was written.
 */
export function brokenCharacters(text: string): readonly number[] {
  if (text.isWellFormed()) return [];
  return [...text.matchAll(/\p{Surrogate}/gu)].map(({ index }) => index);
}

/** A character that changes in which order others are shown, and where: embeddings, overrides and isolates. */
export function directionControls(text: string): readonly { readonly at: number; readonly code: string }[] {
  return [...text.matchAll(/[\u202A-\u202E\u2066-\u2069]/g)].map((match) => ({
    at: match.index,
    code: match[0].charCodeAt(0).toString(16).toUpperCase(),
  }));
}
