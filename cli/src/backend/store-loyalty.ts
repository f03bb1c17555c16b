import type { CompiledProject } from "@trajet/compiler";
import { type Board, createBoard, RebuildUnderWay, type Store } from "../runtime.ts";
import { sentence } from "../sentence.ts";
import { UsageError } from "../usage-error.ts";
import type { Backend } from "./backend.ts";

/** Memory for a step of a rebuild: a server has more than the embedded database. */
const MEMORY = { server: "512MB", embedded: "64MB" } as const;

/** The loyalty board of the database itself. */
export function createStoreLoyalty(
  asked: () => Promise<Store> | Store,
  project: CompiledProject,
  isServer: boolean,
) {
  const board = async (): Promise<Board> => {
    const { db, gateway } = await asked();
    return createBoard({ db, gateway, project: () => project });
  };
  return {
    loyalty: async (query, asOf, options) => understood(await (await board()).rank(query, asOf, options)),
    explainLoyalty: async (query, asOf, contact) =>
      understood(await (await board()).explain(query, asOf, contact)),
    rollups: async () => (await board()).rollups(),
    async rebuild(onProgress) {
      const memory = isServer ? MEMORY.server : MEMORY.embedded;
      try {
        await (await board()).rebuild({
          memory,
          onProgress: ({ step, done, of }) => onProgress(done / of, step),
        });
      } catch (error) {
        if (error instanceof RebuildUnderWay) throw new UsageError(sentence(error.message));
        throw error;
      }
    },
    prepareSending: async (query, message, args) =>
      understood(await (await board()).prepare(query, { message, args })),
    trySending: async (id, after) => understood(await (await board()).trySending(id, after)),
    continueSending: async (id) => understood(await (await board()).continueSending(id)),
    forgetSending: async (id) => (await board()).forgetSending(id),
  } satisfies Partial<Backend>;
}

function understood<T>(reading: { readonly value: T } | { readonly reason: string }): T {
  if ("reason" in reading) throw new UsageError(sentence(reading.reason));
  return reading.value;
}
