import type { Message } from "@trajet/grammar";
import { type AnyMessage, channelOf, isMarketing } from "../../model/messages.ts";
import type { Place } from "../flow/unfold.ts";
import { messageTo, type Subject } from "../subject.ts";
import { ARCHIVED, type Known, knownAt, unsubscribedFrom } from "./known.ts";

/** Warns of sendings that cannot leave, or that nothing has asked whether they can. */
export function checkAddresses(subject: Subject): void {
  const known = knownAt(subject);
  const byText = subject.journey.settings.filter(({ kind }) => kind.startsWith("Start")).every(isReply);
  for (const place of subject.flow.places) {
    const message = messageTo(place, subject.project);
    const here = known[place.index];
    if (message === undefined || here === undefined) continue;
    if (checkConsent(place, message, here, subject) || place.step?.otherwise !== undefined) continue;
    checkAddress(place, message, here, byText, subject);
  }
}

function isReply(setting: Subject["journey"]["settings"][number]): boolean {
  if (setting.kind !== "StartWhen") return false;
  return [setting.trigger, ...setting.orWhen].every((trigger) => trigger?.act.verb === "text");
}

/** Tells whether there was something to say. */
function checkConsent(place: Place, message: AnyMessage, known: Known, subject: Subject): boolean {
  if (!isMarketing(message)) return false;
  const channel = channelOf(message);
  const name = message.name?.text ?? "";
  if (known.has(ARCHIVED)) {
    const why = "every path before archives the contact";
    subject.report("TJ4222", placeOf(place, subject), { message: name, why });
    return true;
  }
  // The checks have said so.
  if (known.has(unsubscribedFrom(channel))) return true;
  if (!known.has(`not subscribed ${channel}`)) return false;
  const why = `whoever gets here is not subscribed to ${channel}`;
  subject.report("TJ4222", placeOf(place, subject), { message: name, why });
  return true;
}

function checkAddress(
  place: Place,
  message: AnyMessage,
  known: Known,
  byText: boolean,
  subject: Subject,
): void {
  const channel = channelOf(message);
  const address = addressOf(message, subject);
  if (address === undefined) return;
  const params = { message: message.name?.text ?? "", address, channel };
  if (known.has(`not set ${address}`)) subject.report("TJ4221", placeOf(place, subject), params);
  else if (known.has(`set ${address}`) || known.has(`subscribed ${channel}`)) return;
  else if (channel === "sms") subject.report("TJ4220", placeOf(place, subject), params);
  else if (channel === "email" && byText) subject.report("TJ4224", placeOf(place, subject), params);
}

/** `contact.phone`: what a message of this kind is sent to. */
function addressOf(message: AnyMessage, subject: Subject): string | undefined {
  switch (message.kind) {
    case "Email":
    case "Survey":
      return "contact.email";
    case "Sms":
      return "contact.phone";
    case "Message":
      return channelAddress(message, subject);
    default:
      return message satisfies never;
  }
}

function channelAddress(message: Message, { project }: Subject): string | undefined {
  const [to] = project.symbols.channels.get(message.channel?.text ?? "")?.to ?? [];
  return to?.kind === "Reference" ? to.path.map(({ text }) => text).join(".") : undefined;
}

function placeOf({ step, file, own }: Place, subject: Subject): Place["own"] {
  return step?.kind === "Send" && step.message !== undefined && file === subject.file
    ? step.message.span
    : own;
}
