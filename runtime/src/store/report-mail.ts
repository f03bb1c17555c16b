import { type Kysely, sql } from "kysely";
import { reportEventId, takeMailReport } from "../intake/take-mail-report.ts";
import type { MailReport, TextResult } from "./gateway.ts";
import type { Ingest } from "./ingest.ts";
import { sendingBy } from "./put-engagement.ts";
import { isKnown } from "./put-event.ts";
import type { Schema } from "./schema.ts";

/**
 * Takes in that a mail bounced, or that its reader called it spam, of every contact with the address. After a hard bounce
 * the address is cleaned, after a complaint the contact is unsubscribed. A repeated report changes nothing.
 */
export async function reportMail(ingest: Ingest, report: MailReport): Promise<TextResult> {
  const audiences = Object.keys(ingest.project().audiences);
  if (audiences.length === 0) return { contacts: 0, written: 0 };
  // What comes back from an address that nobody writes to any more says nothing of the one that is left.
  const address = report.address.trim().toLowerCase();
  const { rows } = await sql<{ id: string }>`
    select id from contact where audience in (${sql.join(audiences)}) and id in (
      select id from contact where lower(fields->>'email') = ${address} union all
      select contact from contact_alias where lower(email) = ${address} and ${report.kind} = 'complaint')
    order by id`.execute(ingest.db);
  const results = [];
  for (const { id } of rows) results.push(await reportFor(ingest, id, report));
  return { contacts: rows.length, written: results.filter(Boolean).length };
}

async function reportFor(ingest: Ingest, contact: string, report: MailReport): Promise<boolean> {
  const sending = report.sending === undefined ? undefined : await sendingBy(ingest.db, report.sending);
  const message = sending?.contact === contact ? sending.message : undefined;
  const written = await ingest.onContact(contact, async ({ draft }, tx) => {
    const { id } = draft.contact;
    if (await isKnown(tx, reportEventId(report, id))) return false;
    const before = report.kind === "soft bounce" ? await softBounces(tx, id) : 0;
    takeMailReport(draft, report, message, before);
    return true;
  });
  return written === true;
}

/** Since the mail of the contact was last opened or clicked by a person. */
async function softBounces(tx: Kysely<Schema>, contact: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from event e where e.contact = ${contact} and e.key = 'bounce:soft' and e.at > coalesce(
      (select max(at) from event o where o.contact = ${contact} and (o.key like 'open:%' or o.key like 'click:%')
        and o.body->'bot' is null), '-infinity')`.execute(tx);
  return rows[0]?.n ?? 0;
}
