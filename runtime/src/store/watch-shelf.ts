import type { InputKey } from "@trajet/compiler/program";
import type { Watch } from "../engine/watches/watch.ts";
import type { Database } from "./database.ts";
import { type WatchBody, watchOf } from "./watch-bodies.ts";

/** Watches by their number. One never changes: another text has another number. */
export interface WatchShelf {
  readonly fetch: (db: Database, ids: readonly number[]) => Promise<readonly Watch[]>;
  /** Keys of the history that the watches on the shelf read. */
  readonly reads: ReadonlySet<InputKey>;
}

export function createWatchShelf(): WatchShelf {
  const known = new Map<number, Watch>();
  const reads = new Set<InputKey>();
  return {
    reads,
    async fetch(db, ids) {
      const missing = ids.filter((id) => !known.has(id));
      if (missing.length > 0) {
        const rows = await db
          .selectFrom("watch")
          .select(["id", "body", "since"])
          .where("id", "in", missing)
          .execute();
        for (const { id, body, since } of rows) {
          const watch = watchOf(id, body as unknown as WatchBody, since);
          known.set(id, watch);
          for (const key of watch.reads) reads.add(key);
        }
      }
      return ids.flatMap((id) => known.get(id) ?? []);
    },
  };
}
