import type { Wire } from "./asking.ts";

/**
 * The editor's client looks for the text of which an answer speaks, and throws where it is closed since, or another
 * stands under its name: so an answer comes to it as “nothing” when its text was closed while the server worked.
 */
export interface ClosedTexts {
  /** What the client sends to the server. */
  readonly sent: (wire: Wire) => void;
  /** What the client is to hear in place of what the server sent. */
  readonly heard: (wire: Wire) => Wire;
}

export function createClosedTexts(): ClosedTexts {
  /** The text of each question by its id, `null` once it is closed; with small letters, as the client writes names in one place and not in another. */
  const asked = new Map<Wire["id"], string | null>();
  return {
    sent: ({ id, method, params }) => {
      const uri = uriIn(params);
      if (method === undefined || uri === undefined) return;
      if (id !== undefined) asked.set(id, uri);
      if (method !== "textDocument/didClose") return;
      for (const [question, of] of asked) if (of === uri) asked.set(question, null);
    },
    heard: (wire) => {
      if (wire.method !== undefined) return wire;
      const of = asked.get(wire.id);
      asked.delete(wire.id);
      return of === null ? { jsonrpc: "2.0", id: wire.id ?? null, result: null } : wire;
    },
  };
}

function uriIn(params: Wire["params"]): string | undefined {
  const text = params?.textDocument as { readonly uri: string } | undefined;
  return text?.uri.toLowerCase();
}
