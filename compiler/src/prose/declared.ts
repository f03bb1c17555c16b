import type { GroupRef, Name, PeopleRef } from "@trajet/grammar";
import type { Model } from "../model/model.ts";
import { quoted } from "./wording.ts";

/** `the email Welcome`, `the text message Nudge`, `the push message Alert`. */
export function messageInWords(name: Name | undefined, model: Model): string {
  const text = name?.text ?? "…";
  const message = model.symbols.messages.get(text);
  switch (message?.kind) {
    case "Sms":
      return `the text message ${text}`;
    case "Survey":
      return `the survey ${text}`;
    case "Message":
      return `the ${message.channel?.text ?? ""} message ${text}`.replace("  ", " ");
    case "Email":
      return `the email ${text}`;
    case undefined:
      return `the message ${text}`;
    default:
      return message satisfies never;
  }
}

/** `the segment Lapsed`, `the tier gold of TopSpenders`. */
export function peopleInWords(people: PeopleRef | undefined, model: Model): string {
  const name = people?.name?.text ?? "…";
  if (people?.tier !== undefined) return `the tier ${people.tier.text} of ${name}`;
  const declared = model.symbols.people.get(name);
  switch (declared?.kind) {
    case "Segment":
      return `the segment ${name}`;
    case "Loyalty":
      return `the loyalty list ${name}`;
    case "CustomAudience":
      return `the custom audience ${name}`;
    case undefined:
      return name;
    default:
      return declared satisfies never;
  }
}

/** `the group "Baking" of "Interests"` */
export function groupInWords(group: GroupRef | undefined): string {
  return `the group ${quoted(group?.group?.value)} of ${quoted(group?.category?.value)}`;
}

/** `email`, `SMS`, or the name of a further channel; email where none is named. */
export function channelInWords(channel: Name | undefined): string {
  const name = channel?.text ?? "email";
  return name === "sms" ? "SMS" : name;
}
