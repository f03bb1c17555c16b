import type { MessageProgram, Program, Step } from "@trajet/compiler/program";
import { addressOf, ownAddress } from "./address.ts";
import { consentTo } from "./consent-status.ts";
import type { Facts } from "./facts.ts";
import { ValueError } from "./values.ts";

/**
 * Why a message may not go to its receiver, `null` where it may. Unsubscribed, archived or cleaned contacts never get a
 * marketing message, whatever the journey says; and it goes to nobody but the contact.
 */
export function consentRefusal(
  step: Extract<Step, { kind: "send" }>,
  message: MessageProgram,
  program: Program,
  facts: Facts,
): string | null {
  try {
    return refusalTo(addressOf(step, program, facts), step, message, program, facts);
  } catch (error) {
    if (error instanceof ValueError) return `the address cannot be read: ${error.message}`;
    throw error;
  }
}

function refusalTo(
  address: string | null,
  { channel, to }: Extract<Step, { kind: "send" }>,
  message: MessageProgram,
  program: Program,
  facts: Facts,
): string | null {
  if (address === null)
    return to === undefined ? missing(channel) : "the receiver that `to` names has no value";
  const { contact } = facts;
  const own = to === undefined ? address : ownAddress(channel, program, facts);
  const isOwn = own !== null && own.toLowerCase() === address.toLowerCase();
  const marketing = message.kind !== "transactional";
  if (!isOwn && marketing) return "a marketing message goes to nobody but the contact";
  const status = consentTo(channel, contact, isFurther(channel) && own !== null);
  if (isOwn && status === "cleaned") return cleaned(channel);
  if (contact.archived) return "the contact is archived";
  return marketing && status !== "subscribed" ? `not subscribed to ${channel} (${status})` : null;
}

const isFurther = (channel: string): boolean => channel !== "email" && channel !== "sms";

function missing(channel: string): string {
  switch (channel) {
    case "email":
      return "no email address";
    case "sms":
      return "no phone number";
    default:
      return `no address for ${channel}`;
  }
}

function cleaned(channel: string): string {
  switch (channel) {
    case "email":
      return "the address is cleaned: mail to it came back";
    case "sms":
      return "the number is cleaned: it takes no text messages";
    default:
      return `the address for ${channel} is cleaned`;
  }
}
