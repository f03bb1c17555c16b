import type { Kysely } from "kysely";
import type { Millis } from "../engine/facts.ts";
import { receive } from "../engine/react.ts";
import type { EngagementInput, PutResult } from "./gateway.ts";
import type { Ingest } from "./ingest.ts";
import { isKnown } from "./put-event.ts";
import type { Schema } from "./schema.ts";

/** Nobody reads that fast: what is opened or clicked so soon after it left was opened by a scanner. */
const SCANNED_WITHIN_MS = 5_000;

const UNKNOWN = { result: "rejected", reason: "no sending is known by this" } as const;

/**
 * Takes in that a mail was opened, or one of its links clicked. A sending is opened once, and each of its links clicked
 * once; a person's open counts although a machine was there before. Whoever clicks has opened, although their mail program
 * shows no pictures.
 */
export async function putEngagement(ingest: Ingest, input: EngagementInput): Promise<PutResult> {
  const sending = await sendingBy(ingest.db, input.sending);
  if (sending === undefined) return UNKNOWN;
  const { contact, message, at: sentAt } = sending;
  const now = await ingest.now();
  const at = Math.min(input.at ?? now, now);
  const bot = input.bot || at - sentAt < SCANNED_WITHIN_MS;
  const events = eventsOf(input, message, bot);
  const last = events.at(-1);
  if (last === undefined || (await isKnown(ingest.db, last.id))) return { result: "unchanged", contact };
  const written = await ingest.onContact(
    contact,
    async ({ draft }, tx) => {
      let changed = false;
      for (const event of events) {
        if (await isKnown(tx, event.id)) continue;
        receive(draft, { ...event, at, cause: null, depth: 0 });
        changed = true;
      }
      return changed;
    },
    at,
  );
  if (written === undefined) return UNKNOWN;
  return { result: written ? "written" : "unchanged", contact };
}

/** A click comes with the open that it is; the same again is the same event. */
function eventsOf(input: EngagementInput, message: string, bot: boolean) {
  const { sending } = input;
  const by = bot ? { mark: "bot:", said: { bot } } : { mark: "", said: {} };
  const open = { id: `open:${by.mark}${sending}`, key: `open:${message}`, body: { sending, ...by.said } };
  switch (input.kind) {
    case "open":
      return [open];
    case "click": {
      const { target, links } = input;
      const body = { sending, target, links, ...by.said };
      return [open, { id: `click:${by.mark}${sending}:${target}`, key: `click:${message}`, body }];
    }
    default:
      return input satisfies never;
  }
}

interface Sending {
  readonly contact: string;
  readonly message: string;
  /** When it left, as far as is known. */
  readonly at: Millis;
}

/** A mail that was sent, or may have been. */
export async function sendingBy(db: Kysely<Schema>, name: string): Promise<Sending | undefined> {
  const [run = ""] = name.split("/", 1);
  const last = name.lastIndexOf("/");
  const visit = Number(name.slice(last + 1));
  if (!Number.isSafeInteger(visit) || last <= run.length) return undefined;
  return (
    db
      .selectFrom("effect")
      .innerJoin("contact", "contact.id", "effect.contact")
      .select(["effect.contact", "effect.message", "effect.at"])
      .where("effect.run", "=", run)
      .where("effect.step", "=", name.slice(run.length + 1, last))
      .where("effect.visit", "=", visit)
      .where("effect.kind", "=", "email")
      // Of a person who was erased nothing is kept any more.
      .where("contact.audience", "<>", "")
      .executeTakeFirst()
  );
}
