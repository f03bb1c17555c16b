import type { Kysely } from "kysely";
import type { Database } from "./database.ts";
import { type LoadedDraft, loadDraft, type PortsOf } from "./load-draft.ts";
import type { ProgramShelf } from "./programs.ts";
import { saveDraft } from "./save-draft.ts";
import type { Schema } from "./schema.ts";

export interface Transactor {
  /**
   * Loads a contact's draft under its lock, lets `work` decide, and writes all of it or nothing. One contact a
   * transaction. `work` may run again with a fresh draft after a serialization failure, a deadlock or a lost connection,
   * so it only touches the draft and `tx`.
   *
   * @returns `undefined` where there is no such contact
   */
  readonly onContact: <T>(
    contactId: string,
    portsOf: PortsOf,
    work: (loaded: LoadedDraft, tx: Kysely<Schema>) => T | Promise<T>,
    runId?: string,
  ) => Promise<T | undefined>;
}

/** @param onWake told after a commit that put wakes into the outbox */
export function createTransactor(db: Database, shelf: ProgramShelf, onWake: () => void): Transactor {
  return {
    onContact: (contactId, portsOf, work, runId) =>
      withRetries(async () => {
        let woke = false;
        const result = await db.transaction().execute(async (tx) => {
          const loaded = await loadDraft(tx, shelf, contactId, portsOf, runId);
          if (loaded === undefined) return undefined;
          const outcome = await work(loaded, tx);
          await saveDraft(tx, loaded.draft);
          woke = loaded.draft.changed.wakes.size > 0;
          return outcome;
        });
        if (woke) onWake();
        return result;
      }),
  };
}

/** Serialization failure, deadlock, and the ways in which a connection is lost. */
const TRANSIENT = new Set(["40001", "40P01", "08000", "08003", "08006", "57P01", "ECONNRESET", "EPIPE"]);
const MAX_TRIES = 8;

export async function withRetries<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const code = (error as { code?: string }).code ?? "";
      if (!TRANSIENT.has(code) || tries >= MAX_TRIES) throw error;
    }
  }
}
