import type { Kysely } from "kysely";
import type { Incoming } from "../engine/draft.ts";
import { receive } from "../engine/react.ts";
import { refusalOf } from "../intake/found.ts";
import { ownEvent } from "../intake/own-event.ts";
import { findContact } from "./contact-lookup.ts";
import type { EventInput, PutResult } from "./gateway.ts";
import type { Ingest } from "./ingest.ts";
import type { Schema } from "./schema.ts";

/** Takes an own event in. A repeated id changes nothing. */
export async function putEvent(ingest: Ingest, input: EventInput): Promise<PutResult> {
  const event = ownEvent(input, ingest.project());
  if ("reason" in event) return { result: "rejected", reason: event.reason };
  // Who is named by an id needs no look-up: the transaction that takes the event in finds the contact.
  if (!input.contact.includes("@")) {
    const taken = await takeEvent(ingest, event, input.contact);
    if (taken !== undefined) return taken;
  }
  const found = await findContact(ingest.db, input.contact);
  if (found.found !== "one") return { result: "rejected", reason: refusalOf(found, input.contact) };
  const taken = await takeEvent(ingest, event, found.id);
  return taken ?? { result: "unchanged", contact: found.id };
}

/** @returns `undefined` where there is no such contact */
async function takeEvent(ingest: Ingest, event: Incoming, contact: string): Promise<PutResult | undefined> {
  const written = await ingest.onContact(
    contact,
    ({ draft, known }) => {
      if (known) return false;
      receive(draft, event);
      return true;
    },
    event.at,
    { event: event.id },
  );
  return written === undefined ? undefined : { result: written ? "written" : "unchanged", contact };
}

/** Asked under the contact's lock, so that two senders of one event do not both find it new. */
export async function isKnown(tx: Kysely<Schema>, eventId: string): Promise<boolean> {
  const row = await tx.selectFrom("event").select("id").where("id", "=", eventId).executeTakeFirst();
  return row !== undefined;
}
