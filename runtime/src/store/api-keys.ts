import { hashOfKey, type Keys, newKey, prefixOf } from "../doors/keys.ts";
import { isScope, type Scope } from "../doors/scopes.ts";
import type { Database } from "./database.ts";
import { stamp } from "./wire-types.ts";

/** A key as it is listed. The key itself is told once, when it is made, and never kept. */
export interface ApiKeyRow {
  readonly name: string;
  /** Its first characters. */
  readonly prefix: string;
  readonly scopes: readonly Scope[];
  /** RFC 3339. */
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

/** The name is that of another key that works. */
export class KeyNameTaken extends Error {}

const UNIQUE_VIOLATION = "23505";

/**
 * Makes a key.
 *
 * @returns the key, which cannot be asked for again
 * @throws KeyNameTaken
 */
export async function createApiKey(db: Database, name: string, scopes: readonly Scope[]): Promise<string> {
  const key = newKey();
  try {
    await db
      .insertInto("api_key")
      .values({
        hash: hashOfKey(key),
        name,
        prefix: prefixOf(key),
        scopes: JSON.stringify(scopes),
        created_at: stamp(Date.now()),
        revoked_at: null,
      })
      .execute();
  } catch (error) {
    if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
    throw new KeyNameTaken(`there is a key ${JSON.stringify(name)} already`);
  }
  return key;
}

/** All keys, revoked ones too, in the order in which they were made. */
export async function listApiKeys(db: Database): Promise<readonly ApiKeyRow[]> {
  const rows = await db.selectFrom("api_key").selectAll().orderBy("created_at").execute();
  return rows.map((row) => ({
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes.filter(isScope),
    createdAt: new Date(row.created_at).toISOString(),
    revokedAt: row.revoked_at === null ? null : new Date(row.revoked_at).toISOString(),
  }));
}

/** From the next request on the key opens nothing. Answers whether there was one of this name that worked. */
export async function revokeApiKey(db: Database, name: string): Promise<boolean> {
  const revoked = await db
    .updateTable("api_key")
    .set({ revoked_at: stamp(Date.now()) })
    .where("name", "=", name)
    .where("revoked_at", "is", null)
    .returning("hash")
    .execute();
  return revoked.length > 0;
}

/** The keys that the database knows, asked at each request: a revoked one is out at once, for every process. */
export function storedKeys(db: Database): Keys {
  return {
    async find(hash) {
      const row = await db
        .selectFrom("api_key")
        .select(["name", "prefix", "scopes"])
        .where("hash", "=", hash)
        .where("revoked_at", "is", null)
        .executeTakeFirst();
      return row && { name: row.name, prefix: row.prefix, scopes: row.scopes.filter(isScope) };
    },
  };
}
