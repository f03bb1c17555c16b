import { sql } from "kysely";
import type { Database } from "./database.ts";

export type Found =
  | { readonly found: "one"; readonly id: string; readonly audience: string }
  | { readonly found: "none" }
  | { readonly found: "many"; readonly audiences: readonly string[] };

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

/** Why a record about somebody is not taken, `null` when `found` is one contact. */
export function refusalOf(found: Found, idOrEmail: string): string | null {
  switch (found.found) {
    case "one":
      return null;
    case "none":
      return `there is no contact with the id or e-mail address ${JSON.stringify(idOrEmail)}; import or create the contact first`;
    case "many":
      return `${JSON.stringify(idOrEmail)} is in several audiences (${found.audiences.join(", ")}); name the contact by its id`;
    default:
      return found satisfies never;
  }
}
