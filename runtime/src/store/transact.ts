import type { Kysely } from "kysely";
import { catchUp, settle, stateOf } from "../engine/settle.ts";
import type { Database } from "./database.ts";
import { type LoadedContact, loadDraft, type PortsOf, type Subject, UnreadableDoor } from "./load-draft.ts";
import type { ProgramShelf } from "./programs.ts";
import { saveDraft } from "./save-draft.ts";
import type { Schema } from "./schema.ts";

export interface Transactor {
  /**
   * Loads a contact's draft under its lock, lets `work` decide, and writes all of it or nothing. One contact a
   * transaction. `work` may run again with a fresh draft after a serialization failure, a deadlock or a lost connection,
   * so it only touches the draft and `tx`.
   *
   * @param subject `since` is when what is taken in happened; what time alone changed after it, and nobody has decided yet,
   * comes after it
   * @returns `undefined` where there is no such contact, or nothing is left to do for the run
   */
  readonly onContact: <T>(
    subject: Subject,
    portsOf: PortsOf,
    work: (loaded: LoadedContact, tx: Kysely<Schema>) => T | Promise<T>,
  ) => Promise<T | undefined>;
}

/** @param onWake told after a commit that put wakes into the outbox */
export function createTransactor(db: Database, shelf: ProgramShelf, onWake: () => void): Transactor {
  return {
    onContact: (subject, portsOf, work) =>
      withRetries(async () => {
        let woke = false;
        const result = await db.transaction().execute(async (tx) => {
          const loaded = await loadDraft(tx, shelf, subject, portsOf);
          if (loaded === undefined) return undefined;
          const { draft } = loaded;
          catchUp(draft, subject.since ?? draft.now);
          const before = stateOf(draft);
          const outcome = await work(loaded, tx);
          settle(draft, before);
          await saveDraft(tx, draft);
          woke = draft.changed.wakes.size > 0;
          return outcome;
        });
        if (woke) onWake();
        return result;
      }),
  };
}

/** Serialization failure, deadlock, and the ways in which a connection is lost: read again, and tried again at once. */
const REPEATED = new Set(["40001", "40P01", "08000", "08003", "08006", "57P01", "ECONNRESET", "EPIPE"]);
/**
 * Classes of PostgreSQL's errors that say nothing of what was asked: connections, conflicts, a lack of room, a state that
 * does not allow it, operators, the system. (https://www.postgresql.org/docs/15/errcodes-appendix.html)
 */
const TRANSIENT_CLASSES = new Set(["08", "25", "40", "53", "55", "57", "58"]);
const MAX_TRIES = 8;

export async function withRetries<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      const code = (error as { code?: string }).code ?? "";
      if (!(REPEATED.has(code) || isLostConnection(error)) || tries >= MAX_TRIES) throw error;
    }
  }
}

/** Whether the same work may well succeed when it is done again: the error is the database's, or nobody's in particular. */
export function isTransient(error: unknown): boolean {
  return error instanceof UnreadableDoor || isDatabaseTrouble(error);
}

/** Whether the database is away, or has trouble of its own: a lost connection, a conflict, a lack of room. */
export function isDatabaseTrouble(error: unknown): boolean {
  if (isLostConnection(error)) return true;
  const code = (error as { readonly code?: unknown } | null)?.code;
  if (typeof code !== "string") return false;
  return TRANSIENT_CLASSES.has(code.slice(0, 2)) ? code.length === 5 : /^E[A-Z]+$/.test(code);
}

/** What `pg` says of a connection that is gone: it has no code, only these words. */
const LOST = /^(Connection terminated|Client has encountered a connection error|Client was closed)/;

function isLostConnection(error: unknown): boolean {
  return error instanceof Error && LOST.test(error.message);
}
