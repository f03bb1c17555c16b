import { sql } from "kysely";
import type { Found } from "../intake/found.ts";
import type { Database } from "./database.ts";

/**
 * Finds a contact by its id, or by its e-mail address, in one audience where one is named. What a contact was called before
 * it was merged into another one leads to that one.
 */
export async function findContact(db: Database, idOrEmail: string, audience?: string): Promise<Found> {
  const present = await findPresent(db, idOrEmail, audience);
  return present.found === "none" ? findBy(db, FORMER_EMAIL, idOrEmail, audience) : present;
}

/** The same, but an e-mail address that nobody has any more is free: whoever signs up with it is new. */
export async function findPresent(db: Database, idOrEmail: string, audience?: string): Promise<Found> {
  const { rows } = await sql<{ id: string; audience: string }>`
    select id, audience from contact where id = ${idOrEmail} union all
    select c.id, c.audience from contact_alias a join contact c on c.id = a.contact where a.id = ${idOrEmail}
  `.execute(db);
  const [byId] = rows;
  return byId === undefined ? findBy(db, EMAIL, idOrEmail, audience) : { found: "one", ...byId };
}

type Condition = (address: string) => ReturnType<typeof sql<boolean>>;

const EMAIL: Condition = (address) => sql<boolean>`lower(fields->>'email') = ${address}`;

const FORMER_EMAIL: Condition = (address) =>
  sql<boolean>`id in (select contact from contact_alias where lower(email) = ${address})`;

async function findBy(
  db: Database,
  isTheirs: Condition,
  email: string,
  audience: string | undefined,
): Promise<Found> {
  const rows = await db
    .selectFrom("contact")
    .select(["id", "audience"])
    .where(isTheirs(email.toLowerCase()))
    .$if(audience !== undefined, (query) => query.where("audience", "=", audience ?? ""))
    .execute();
  const [first] = rows;
  if (first === undefined) return { found: "none" };
  if (rows.length > 1) return { found: "many", audiences: rows.map((row) => row.audience) };
  return { found: "one", ...first };
}

/** The id of the contact that has an id, or had it before a merge. */
export const presentId = (id: string) =>
  sql<string>`coalesce((select contact from contact_alias where id = ${id}), ${id})`;
