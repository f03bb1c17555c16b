import type { SemanticTokens, SemanticTokensDelta } from "vscode-languageserver";

/** The colours that were sent last of each file: the next time only what differs is. */
export interface SentTokens {
  readonly full: (uri: string, data: number[]) => SemanticTokens;
  readonly delta: (uri: string, data: number[], previousId: string) => SemanticTokens | SemanticTokensDelta;
  readonly forget: (uri: string) => void;
}

export function createSentTokens(): SentTokens {
  const sent = new Map<string, { readonly id: string; readonly data: Uint32Array }>();
  let count = 0;
  const keep = (uri: string, data: readonly number[]): string => {
    const id = `${++count}`;
    // Half of what an array takes.
    sent.set(uri, { id, data: Uint32Array.from(data) });
    return id;
  };
  const full = (uri: string, data: number[]): SemanticTokens => ({ resultId: keep(uri, data), data });
  return {
    full,
    delta: (uri, data, previousId) => {
      const last = sent.get(uri);
      if (last === undefined || last.id !== previousId) return full(uri, data);
      return { resultId: keep(uri, data), edits: editsBetween(last.data, data) };
    },
    forget: (uri) => void sent.delete(uri),
  };
}

/** One edit of all between what is alike at both ends. */
function editsBetween(before: Uint32Array, after: readonly number[]): SemanticTokensDelta["edits"] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const deleteCount = before.length - start - end;
  const data = after.slice(start, after.length - end);
  return deleteCount === 0 && data.length === 0 ? [] : [{ start, deleteCount, data }];
}
