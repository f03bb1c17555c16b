import type { EmailMessage, SurveyMessage } from "@trajet/compiler/program";
import { messageIdOf } from "../channels/message-id.ts";
import type { EmailRequest } from "../engine/request.ts";
import type { RenderInput } from "../rendering/message.ts";
import { renderMessage } from "../rendering/render.ts";

/** A mail to an address. Its Message-ID is made from run, step and visit, never from the attempt. */
export function composeEmail(
  message: EmailMessage | SurveyMessage,
  input: RenderInput,
  { to, effectKey }: { readonly to: string; readonly effectKey: string },
): EmailRequest {
  const mail = renderMessage(message, input);
  const domain = /@([\w.-]+)/.exec(mail.from)?.[1] ?? "trajet.invalid";
  return {
    kind: "email",
    channel: "email",
    messageId: messageIdOf(effectKey, domain),
    from: mail.from,
    to,
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    unsubscribeUrl: message.kind === "marketing" ? input.unsubscribeUrl : null,
  };
}
