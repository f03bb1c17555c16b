import type { Diagnostic } from "vscode-languageserver";

export type Report =
  | { readonly kind: "full"; readonly resultId: string; readonly items: Diagnostic[] }
  | { readonly kind: "unchanged"; readonly resultId: string };

/** What an editor that pulls has been told of each file, under which id: the same again is not sent again. */
export interface Results {
  readonly report: (uri: string, items: Diagnostic[], previousId: string | undefined) => Report;
  /** The editor has pulled the file, and something else holds now. */
  readonly isStale: (uri: string, items: () => Diagnostic[]) => boolean;
  readonly forget: (uri: string) => void;
}

export function createResults(): Results {
  const told = new Map<string, { readonly said: string; readonly id: string }>();
  let count = 0;
  return {
    report: (uri, items, previousId) => {
      const said = JSON.stringify(items);
      const last = told.get(uri);
      if (last?.said === said && last.id === previousId) return { kind: "unchanged", resultId: last.id };
      const id = last?.said === said ? last.id : `${++count}`;
      told.set(uri, { said, id });
      return { kind: "full", resultId: id, items };
    },
    isStale: (uri, items) => {
      const last = told.get(uri);
      return last !== undefined && last.said !== JSON.stringify(items());
    },
    forget: (uri) => void told.delete(uri),
  };
}
