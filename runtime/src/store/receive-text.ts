import type { Kysely } from "kysely";
import { sql } from "kysely";
import { changeConsent } from "../engine/change-consent.ts";
import type { Draft } from "../engine/draft.ts";
import { keywordOf, optOutWord } from "../engine/keyword.ts";
import { receive } from "../engine/react.ts";
import type { Database } from "./database.ts";
import type { TextInput, TextResult } from "./gateway.ts";
import type { Ingest } from "./ingest.ts";
import { isKnown } from "./put-event.ts";
import type { Schema } from "./schema.ts";

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
  const rows = await db
    .selectFrom("contact")
    .select("id")
    .where(sql`fields->>'phone'`, "=", number)
    .orderBy("id")
    .execute();
  return rows.map((row) => row.id);
}

async function receiveFor(ingest: Ingest, contact: string, input: TextInput): Promise<boolean> {
  const id = `sms:${input.id}:${contact}`;
  const written = await ingest.onContact(contact, async ({ draft }, tx) => take(draft, tx, id, input));
  return written === true;
}

async function take(draft: Draft, tx: Kysely<Schema>, id: string, input: TextInput): Promise<boolean> {
  if (await isKnown(tx, id)) return false;
  // First the consent: a journey that the word starts must find it as the person wants it.
  const status = consentBy(draft, input);
  if (status !== undefined) changeConsent(draft, { channel: "sms", status, id: `${id}:consent` });
  const { text, to, at } = input;
  receive(draft, { id, key: "reply", at: at ?? draft.now, body: { text, to }, cause: null, depth: 0 });
  return true;
}

/**
 * What the text makes of the consent. Who has never decided, and texts the word with which a journey starts, asks for its
 * messages; who has said STOP gets none until START.
 */
function consentBy(draft: Draft, { text, optOut }: TextInput): "subscribed" | "unsubscribed" | undefined {
  const word = optOut ?? optOutWord(text);
  if (word === "stop") return "unsubscribed";
  if (word === "start") return "subscribed";
  if (word === "help") return undefined;
  const status = draft.contact.consent.sms ?? "none";
  return (status === "none" || status === "pending") && startsJourney(draft, keywordOf(text))
    ? "subscribed"
    : undefined;
}

function startsJourney(draft: Draft, keyword: string): boolean {
  return draft.doors.some(
    ({ loaded: { program } }) =>
      program.audience === draft.contact.audience &&
      program.starts.some(({ trigger }) => trigger?.on === "texts" && keywordOf(trigger.keyword) === keyword),
  );
}
