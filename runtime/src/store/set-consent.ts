import { changeConsent } from "../engine/change-consent.ts";
import type { PutResult } from "./gateway.ts";
import type { Ingest } from "./ingest.ts";
import { isKnown } from "./put-event.ts";

/** Consent that the person changes, on the unsubscribe page or by one click. */
export async function setConsent(
  ingest: Ingest,
  contact: string,
  channel: string,
  status: "subscribed" | "unsubscribed",
  id: string,
): Promise<PutResult> {
  const changed = await ingest.onContact(contact, async ({ draft }, tx) => {
    if (draft.contact.consent[channel] === status || (await isKnown(tx, id))) return false;
    return changeConsent(draft, { channel, status, id });
  });
  if (changed === undefined) return { result: "rejected", reason: `there is no contact ${contact}` };
  return { result: changed ? "written" : "unchanged", contact };
}
