import type { Kysely } from "kysely";
import { sendingNamed } from "../engine/sending-name.ts";
import { engage, engagementEvents, type MailSending } from "../intake/engagement-events.ts";
import type { EngagementInput, PutResult } from "./gateway.ts";
import type { Ingest } from "./ingest.ts";
import { isKnown } from "./put-event.ts";
import type { Schema } from "./schema.ts";

const UNKNOWN = { result: "rejected", reason: "no sending is known by this" } as const;

/**
 * Takes in that a mail was opened, or one of its links clicked. A sending is opened once, and each of its links clicked
 * once; a person's open counts although a machine was there before. Whoever clicks has opened, although their mail program
 * shows no pictures.
 */
export async function putEngagement(ingest: Ingest, input: EngagementInput): Promise<PutResult> {
  const sending = await sendingBy(ingest.db, input.sending);
  if (sending === undefined) return UNKNOWN;
  const { contact } = sending;
  const now = await ingest.now();
  const at = Math.min(input.at ?? now, now);
  const events = engagementEvents(input, sending, at);
  const last = events.at(-1);
  if (last === undefined || (await isKnown(ingest.db, last.id))) return { result: "unchanged", contact };
  const written = await ingest.onContact(
    contact,
    async ({ draft }, tx) => {
      const known = new Set<string>();
      for (const { id } of events) if (await isKnown(tx, id)) known.add(id);
      return engage(draft, events, at, known);
    },
    at,
  );
  if (written === undefined) return UNKNOWN;
  return { result: written ? "written" : "unchanged", contact };
}

/** A mail that was sent, or may have been. */
export async function sendingBy(db: Kysely<Schema>, name: string): Promise<MailSending | undefined> {
  const sending = sendingNamed(name);
  if (sending === undefined) return undefined;
  return (
    db
      .selectFrom("effect")
      .innerJoin("contact", "contact.id", "effect.contact")
      .select(["effect.contact", "effect.message", "effect.at"])
      .where("effect.run", "=", sending.run)
      .where("effect.step", "=", sending.step)
      .where("effect.visit", "=", sending.visit)
      .where("effect.kind", "=", "email")
      // Of a person who was erased nothing is kept any more.
      .where("contact.audience", "<>", "")
      .executeTakeFirst()
  );
}
