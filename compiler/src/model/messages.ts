import type { Email, Message, Sms, Survey } from "@trajet/grammar";

/** What a project declares that can be sent. */
export type AnyMessage = Email | Sms | Survey | Message;

/** Marketing needs consent. It is what a message is unless it says otherwise. */
export function isMarketing(message: AnyMessage): boolean {
  return !message.items.some((item) => item.kind === "MessageKind" && item.value === "transactional");
}

/** The channel by which a message goes: a survey is a mail. Of an unfinished message it is empty. */
export function channelOf(message: AnyMessage): string {
  switch (message.kind) {
    case "Email":
    case "Survey":
      return "email";
    case "Sms":
      return "sms";
    case "Message":
      return message.channel?.text ?? "";
    default:
      return message satisfies never;
  }
}
