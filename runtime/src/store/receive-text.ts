import { sql } from "kysely";
import { takeText, textEventId } from "../intake/take-text.ts";
import type { Database } from "./database.ts";
import type { TextInput, TextResult } from "./gateway.ts";
import type { Ingest } from "./ingest.ts";
import { isKnown } from "./put-event.ts";

/**
 * Takes in a text message that somebody has sent: it is an event of every contact with the number, and the words STOP and
 * START change the consent to SMS. A repeated id changes nothing.
 */
export async function receiveText(ingest: Ingest, input: TextInput): Promise<TextResult> {
  const contacts = await withNumber(ingest.db, input.from);
  const results = [];
  for (const contact of contacts) results.push(await receiveFor(ingest, contact, input));
  return { contacts: contacts.length, written: results.filter(Boolean).length };
}

async function withNumber(db: Database, number: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from contact where fields->>'phone' = ${number} union
    select contact from contact_alias where phone = ${number} order by id`.execute(db);
  return rows.map((row) => row.id);
}

async function receiveFor(ingest: Ingest, contact: string, input: TextInput): Promise<boolean> {
  const written = await ingest.onContact(contact, async ({ draft }, tx) => {
    if (await isKnown(tx, textEventId(input, draft.contact.id))) return false;
    takeText(draft, input);
    return true;
  });
  return written === true;
}
