import { sql } from "kysely";
import type { Found } from "../intake/found.ts";
import type { Database } from "./database.ts";

/** Finds a contact by its id, or by its e-mail address, in one audience where one is named. */
export async function findContact(db: Database, idOrEmail: string, audience?: string): Promise<Found> {
  const byId = await db
    .selectFrom("contact")
    .select(["id", "audience"])
    .where("id", "=", idOrEmail)
    .executeTakeFirst();
  if (byId !== undefined) return { found: "one", ...byId };
  const rows = await db
    .selectFrom("contact")
    .select(["id", "audience"])
    .where(sql`lower(fields->>'email')`, "=", idOrEmail.toLowerCase())
    .$if(audience !== undefined, (query) => query.where("audience", "=", audience ?? ""))
    .execute();
  const [first] = rows;
  if (first === undefined) return { found: "none" };
  if (rows.length > 1) return { found: "many", audiences: rows.map((row) => row.audience) };
  return { found: "one", ...first };
}
