import type { Kysely } from "kysely";
import { receive } from "../engine/react.ts";
import { findContact, refusalOf } from "./contact-lookup.ts";
import type { EventInput, PutResult } from "./gateway.ts";
import type { Ingest } from "./ingest.ts";
import type { Schema } from "./schema.ts";

/** Takes an own event in. A repeated id changes nothing. */
export async function putEvent(ingest: Ingest, input: EventInput): Promise<PutResult> {
  const event = Object.entries(ingest.project().events).find(([, shape]) => shape.wireName === input.name);
  if (event === undefined) {
    return {
      result: "rejected",
      reason: `the project declares no event that arrives as ${JSON.stringify(input.name)}`,
    };
  }
  // Who is named by an id needs no look-up: the transaction that takes the event in finds the contact.
  if (!input.contact.includes("@")) {
    const taken = await takeEvent(ingest, input, event[0], input.contact);
    if (taken !== undefined) return taken;
  }
  const found = await findContact(ingest.db, input.contact);
  if (found.found !== "one") return { result: "rejected", reason: refusalOf(found, input.contact) ?? "" };
  const taken = await takeEvent(ingest, input, event[0], found.id);
  return taken ?? { result: "unchanged", contact: found.id };
}

/** @returns `undefined` where there is no such contact */
async function takeEvent(
  ingest: Ingest,
  input: EventInput,
  name: string,
  contact: string,
): Promise<PutResult | undefined> {
  const written = await ingest.onContact(
    contact,
    async ({ draft }, tx) => {
      if (await isKnown(tx, input.id)) return false;
      receive(draft, {
        id: input.id,
        key: `event:${name}`,
        at: input.at,
        body: { event: input.properties },
        cause: null,
        depth: 0,
      });
      return true;
    },
    input.at,
  );
  return written === undefined ? undefined : { result: written ? "written" : "unchanged", contact };
}

/** Asked under the contact's lock, so that two senders of one event do not both find it new. */
export async function isKnown(tx: Kysely<Schema>, eventId: string): Promise<boolean> {
  const row = await tx.selectFrom("event").select("id").where("id", "=", eventId).executeTakeFirst();
  return row !== undefined;
}
