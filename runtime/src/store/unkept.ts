import type { Kysely } from "kysely";
import type { Database } from "./database.ts";
import type { Schema } from "./schema.ts";
import { withRetries } from "./transact.ts";

/** Carries what was found out of a transaction that is not to be kept. */
class NotKept<T> extends Error {
  readonly found: T;

  constructor(found: T) {
    super("what was tried is not kept");
    this.found = found;
  }
}

/** Tries something in a transaction of which nothing is kept but what it answers. */
export function unkept<T>(db: Database, work: (tx: Kysely<Schema>) => Promise<T>): Promise<T> {
  return withRetries(async () => {
    try {
      return await db.transaction().execute(async (tx) => {
        throw new NotKept(await work(tx));
      });
    } catch (error) {
      if (error instanceof NotKept) return error.found as T;
      throw error;
    }
  });
}
