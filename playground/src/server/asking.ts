/** A message as JSON-RPC has it: a request, its answer, or a notification. */
export interface Wire {
  readonly jsonrpc?: "2.0";
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** The page's own questions to the server, beside those of the editor's client: their ids begin with `page-`. */
export interface Asking {
  /** @throws {Error} with what the server said, or why it is gone */
  readonly ask: <R>(method: string, params: object) => Promise<R>;
  /** Whether a message was an answer to one of them. */
  readonly settle: (wire: Wire) => boolean;
  /** Nothing is answered any more. */
  readonly end: (reason: string) => void;
}

export function createAsking(send: (wire: Wire & { readonly jsonrpc: "2.0" }) => void): Asking {
  const waiting = new Map<string, (answer: Wire) => void>();
  let asked = 0;
  let ended: string | undefined;
  return {
    ask: (method, params) => {
      if (ended !== undefined) return Promise.reject(new Error(ended));
      asked += 1;
      const id = `page-${asked}`;
      const answered = Promise.withResolvers<Wire>();
      waiting.set(id, answered.resolve);
      send({ jsonrpc: "2.0", id, method, params: { ...params } });
      return answered.promise.then(({ result, error }) => {
        if (error !== undefined) throw new Error(error.message);
        return result as never;
      });
    },
    settle: (wire) => {
      const resolve = wire.method === undefined ? waiting.get(String(wire.id)) : undefined;
      if (resolve === undefined) return false;
      waiting.delete(String(wire.id));
      resolve(wire);
      return true;
    },
    end: (reason) => {
      ended = reason;
      for (const resolve of waiting.values()) resolve({ error: { message: reason } });
      waiting.clear();
    },
  };
}
