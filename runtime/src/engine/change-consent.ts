import { type Draft, record } from "./draft.ts";
import type { ConsentStatus } from "./facts.ts";
import { settleQueue } from "./react.ts";

/** How a status of consent came to be, for the event's id: it is the same when the same report comes again. */
export interface ConsentChange {
  readonly channel: string;
  readonly status: ConsentStatus;
  readonly id: string;
}

/**
 * Sets a contact's consent to a channel, with the event of it and all that follows; a decided status, subscribed or
 * unsubscribed, is an event. Answers whether anything changed.
 */
export function changeConsent(draft: Draft, { channel, status, id }: ConsentChange): boolean {
  const { consent } = draft.contact;
  if (Object.hasOwn(consent, channel) && consent[channel] === status) return false;
  consent[channel] = status;
  draft.changed.contact = true;
  const sign = status === "subscribed" ? "+" : status === "unsubscribed" ? "-" : undefined;
  if (sign !== undefined) {
    record(draft, {
      id,
      key: `consent${sign}:${channel}`,
      at: draft.now,
      body: { channel },
      cause: null,
      depth: 0,
    });
    settleQueue(draft);
  }
  return true;
}
