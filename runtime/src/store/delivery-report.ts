import { type Kysely, sql } from "kysely";
import { changeConsent } from "../engine/change-consent.ts";
import { note } from "../engine/draft.ts";
import type { Run } from "../engine/run.ts";
import { type SendingName, sendingNamed } from "../engine/sending-name.ts";
import { recordOutcome } from "./calls.ts";
import type { DeliveryReport, PutResult } from "./gateway.ts";
import type { Ingest } from "./ingest.ts";
import type { LoadedDraft } from "./load-draft.ts";
import type { Schema } from "./schema.ts";

interface Reported {
  readonly contact: string;
  readonly run: string;
  readonly step: string;
  readonly visit: number;
  readonly message: string;
  readonly to: string;
}

/**
 * Takes in what a provider tells of a text message that it took. That it did not arrive is a line in the timeline, and
 * what it says of the number is kept. A message whose answer never came is known by its report to have been taken, as
 * long as nobody has decided about it. The same report again changes nothing.
 */
export async function reportDelivery(ingest: Ingest, report: DeliveryReport): Promise<PutResult> {
  const sending = sendingNamed(report.effect);
  const contact = sending && (await contactOf(ingest.db, sending.run));
  if (sending === undefined || contact === undefined)
    return { result: "rejected", reason: "no message is known by this report" };
  const changed = await ingest.onContact(
    contact,
    async (loaded, tx) => {
      const live = loaded.draft.runs.find((one) => one.id === sending.run);
      const reported = live && (await noteStatus(tx, sending, report));
      if (live === undefined || reported === undefined) return false;
      takeOver(loaded, live, reported, report);
      noteFailure(loaded, live, reported, report);
      return true;
    },
    undefined,
    { run: sending.run },
  );
  return { result: changed === true ? "written" : "unchanged", contact };
}

async function contactOf(db: Ingest["db"], run: string): Promise<string | undefined> {
  const row = await db.selectFrom("run").select("contact").where("id", "=", run).executeTakeFirst();
  return row?.contact;
}

/** What is reported, and of which message; nothing where it is known already, or of another message. */
async function noteStatus(
  tx: Kysely<Schema>,
  { run, step, visit }: SendingName,
  report: DeliveryReport,
): Promise<Reported | undefined> {
  const { rows } = await sql<Reported>`
    update effect set delivery = ${report.status}
    where run = ${run} and step = ${step} and visit = ${visit} and kind = 'sms'
      and (provider_ref is null or provider_ref = ${report.providerRef})
      and delivery is distinct from ${report.status}
    returning contact, run, step, visit, message, request->>'to' as "to"`.execute(tx);
  return rows[0];
}

/** The process ended, or the line broke, between the call and its answer: the report is the answer. */
function takeOver(
  loaded: LoadedDraft,
  run: Run,
  { step, visit }: Reported,
  { providerRef }: DeliveryReport,
): void {
  if (run.effect?.state !== "intent") return;
  recordOutcome(loaded, run, { step, visit, result: { kind: "done", providerRef } }, "skip");
}

function noteFailure({ draft }: LoadedDraft, run: Run, found: Reported, report: DeliveryReport): void {
  const { failure, providerRef } = report;
  if (failure === undefined) return;
  const data = { channel: "sms", name: found.message, reason: failure.reason };
  note(draft, { ...run, step: found.step }, "failed", data, draft.now);
  const { suppress } = failure;
  if (suppress === undefined || draft.contact.fields.phone !== found.to) return;
  changeConsent(draft, { channel: "sms", status: suppress, id: `sms:${providerRef}:${suppress}` });
}
