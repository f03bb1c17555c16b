import type { ConsentStatus, ContactFacts } from "./facts.ts";

/**
 * A contact's consent to a channel. A further channel is agreed to by whoever gives it an address, until the contact leaves
 * it; email and SMS are agreed to in so many words.
 *
 * @param address whether a further channel has an address of the contact; `false` for email and SMS
 */
export function consentTo(channel: string, contact: ContactFacts, address: boolean): ConsentStatus {
  if (Object.hasOwn(contact.consent, channel)) return contact.consent[channel] ?? "none";
  return address ? "subscribed" : "none";
}
