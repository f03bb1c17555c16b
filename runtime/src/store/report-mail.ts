import { type Kysely, sql } from "kysely";
import { changeConsent } from "../engine/change-consent.ts";
import type { Draft } from "../engine/draft.ts";
import { receive } from "../engine/react.ts";
import type { MailReport, TextResult } from "./gateway.ts";
import type { Ingest } from "./ingest.ts";
import { sendingBy } from "./put-engagement.ts";
import { isKnown } from "./put-event.ts";
import type { Schema } from "./schema.ts";

/** So many soft bounces in a row, without an open or a click between, are as good as a hard one. */
const MOST_SOFT_BOUNCES = 7;

const KEYS = { "hard bounce": "bounce:hard", "soft bounce": "bounce:soft", complaint: "complaint" } as const;

/**
 * Takes in that a mail bounced, or that its reader called it spam, of every contact with the address. After a hard bounce
 * the address is cleaned, after a complaint the contact is unsubscribed. A repeated report changes nothing.
 */
export async function reportMail(ingest: Ingest, report: MailReport): Promise<TextResult> {
  const audiences = Object.keys(ingest.project().audiences);
  if (audiences.length === 0) return { contacts: 0, written: 0 };
  const { rows } = await sql<{ id: string }>`
    select id from contact where audience in (${sql.join(audiences)})
      and lower(fields->>'email') = ${report.address.trim().toLowerCase()} order by id`.execute(ingest.db);
  const results = [];
  for (const { id } of rows) results.push(await reportFor(ingest, id, report));
  return { contacts: rows.length, written: results.filter(Boolean).length };
}

async function reportFor(ingest: Ingest, contact: string, report: MailReport): Promise<boolean> {
  const id = `mail:${report.id}:${contact}`;
  const sending = report.sending === undefined ? undefined : await sendingBy(ingest.db, report.sending);
  const written = await ingest.onContact(contact, async ({ draft }, tx) => {
    if (await isKnown(tx, id)) return false;
    const { kind, reason } = report;
    const at = report.at ?? draft.now;
    receive(draft, { id, key: KEYS[kind], at, body: { channel: "email", reason }, cause: null, depth: 0 });
    const name = sending?.contact === contact ? { name: sending.message } : {};
    draft.changed.journal.push({
      ...ABOUT_NO_RUN,
      at: draft.now,
      kind: "failed",
      data: { channel: "email", ...name, reason: reason === "" ? kind : `${kind}: ${reason}` },
    });
    await follow(draft, tx, report, id);
    return true;
  });
  return written === true;
}

const ABOUT_NO_RUN = { journey: "", run: "", program: "", step: null };

async function follow(draft: Draft, tx: Kysely<Schema>, { kind }: MailReport, id: string): Promise<void> {
  const isCleaned = draft.contact.consent.email === "cleaned";
  switch (kind) {
    case "hard bounce":
      changeConsent(draft, { channel: "email", status: "cleaned", id: `${id}:cleaned` });
      break;
    case "soft bounce":
      // This one is not written yet.
      if ((await softBounces(tx, draft.contact.id)) + 1 >= MOST_SOFT_BOUNCES)
        changeConsent(draft, { channel: "email", status: "cleaned", id: `${id}:cleaned` });
      break;
    case "complaint":
      if (!isCleaned)
        changeConsent(draft, { channel: "email", status: "unsubscribed", id: `${id}:unsubscribed` });
      break;
    default:
      kind satisfies never;
  }
}

/** Since the mail of the contact was last opened or clicked by a person. */
async function softBounces(tx: Kysely<Schema>, contact: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from event e where e.contact = ${contact} and e.key = 'bounce:soft' and e.at > coalesce(
      (select max(at) from event o where o.contact = ${contact} and (o.key like 'open:%' or o.key like 'click:%')
        and o.body->'bot' is null), '-infinity')`.execute(tx);
  return rows[0]?.n ?? 0;
}
