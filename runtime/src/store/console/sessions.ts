import type { Session, Sessions } from "../../doors/console/session.ts";
import { isScope } from "../../doors/scopes.ts";
import type { Database } from "../database.ts";
import { stamp } from "../wire-types.ts";

/** The sessions of the console, in the database: every process of `serve` knows them, and a restart ends none. */
export function storedSessions(db: Database): Sessions {
  return {
    async open(hash, { name, keyHash, scopes, expiresAt }, now) {
      await db
        .deleteFrom("console_session")
        .where("expires_at", "<=", stamp(now) as never)
        .execute();
      await db
        .insertInto("console_session")
        .values({
          hash,
          name,
          key_hash: keyHash ?? null,
          scopes: JSON.stringify(scopes),
          created_at: stamp(now),
          expires_at: stamp(expiresAt),
        })
        .execute();
    },
    async find(hash, now) {
      const row = await db
        .selectFrom("console_session")
        .selectAll()
        .where("hash", "=", hash)
        .where("expires_at", ">", stamp(now) as never)
        .executeTakeFirst();
      return row && sessionOf(row);
    },
    async close(hash) {
      await db.deleteFrom("console_session").where("hash", "=", hash).execute();
    },
  };
}

function sessionOf(row: {
  readonly name: string;
  readonly key_hash: string | null;
  readonly scopes: readonly string[];
  readonly expires_at: number;
}): Session {
  return {
    name: row.name,
    ...(row.key_hash !== null && { keyHash: row.key_hash }),
    scopes: row.scopes.filter(isScope),
    expiresAt: row.expires_at,
  };
}
