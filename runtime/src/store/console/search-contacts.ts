import { sql } from "kysely";
import type { Database } from "../database.ts";

export interface FoundContact {
  readonly id: string;
  readonly audience: string;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly tags: readonly string[];
}

/** Contacts whose id, e-mail address or name begins so; without a text the newest. */
export async function searchContacts(
  db: Database,
  text: string,
  limit: number,
): Promise<readonly FoundContact[]> {
  const beginning = `${text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, "\\$&")}%`;
  const matches =
    text.trim() === ""
      ? sql`true`
      : sql`(lower(id) like ${beginning} or lower(fields->>'email') like ${beginning}
          or lower(fields->>'firstName') like ${beginning} or lower(fields->>'lastName') like ${beginning}
          or lower(concat_ws(' ', fields->>'firstName', fields->>'lastName')) like ${beginning})`;
  const { rows } = await sql<FoundContact>`
    select id, audience, fields->>'email' as email, fields->>'firstName' as "firstName",
      fields->>'lastName' as "lastName", tags
    from contact where not archived and ${matches}
    order by created_at desc, id limit ${limit}`.execute(db);
  return rows;
}
