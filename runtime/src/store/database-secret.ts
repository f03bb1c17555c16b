import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Database } from "./database.ts";

/** Says of a database that it is to be copied: each copy makes a secret of its own when it is first opened. */
const TO_BE_COPIED = "to be copied";

/** Takes a new database its secret, so that no two copies of it share one. */
export async function leaveSecretToCopies(db: Database): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom("setting").where("name", "=", "secret").execute();
    // What is made into one to be copied may be a copy itself.
    const mark = tx.insertInto("setting").values({ name: TO_BE_COPIED, value: "true" });
    await mark.onConflict((there) => there.doNothing()).execute();
  });
}

/**
 * The secret of a database, which signs links and keys the hashes of addresses that were erased: a migration made it, or the
 * first opening of a copy does, once.
 *
 * @throws Error where it is lost: another one in its place would answer no link and know no address any more
 */
export async function secretOf(db: Database): Promise<string> {
  return db.transaction().execute(async (tx) => {
    const marked = await tx
      .deleteFrom("setting")
      .where("name", "=", TO_BE_COPIED)
      .returning("name")
      .executeTakeFirst();
    if (marked !== undefined) {
      const secret = JSON.stringify(randomBytes(32).toString("base64url"));
      await sql`insert into setting (name, value) values ('secret', ${secret}::jsonb)`.execute(tx);
    }
    const row = await tx
      .selectFrom("setting")
      .select("value")
      .where("name", "=", "secret")
      .executeTakeFirst();
    if (typeof row?.value !== "string")
      throw new Error("the database has lost its secret, which a migration made");
    return row.value;
  });
}
