import {
  type Channel,
  type ChannelDelivery,
  createEmailChannel,
  htmlOfText,
  messageIdOf,
  type SmsRequest,
  type SmtpServer,
} from "../runtime.ts";

/** No domain of the internet ends so (RFC 2606). */
const NOWHERE = "trajet.invalid";

/** Text messages that reach nobody's phone: each is a mail in the mailbox, from "SMS" to the number. */
export function createMailboxTexts(mailbox: SmtpServer): Channel<SmsRequest> {
  const email = createEmailChannel(mailbox);
  return {
    deliver: ({ effectKey, to, text }, options) =>
      email.deliver(
        {
          effectKey,
          messageId: messageIdOf(effectKey, NOWHERE),
          from: { name: "SMS", address: `sms@${NOWHERE}` },
          to: `${to}@sms.${NOWHERE}`,
          subject: `SMS to ${to}`,
          text,
          html: htmlOfText(text),
        },
        options,
      ),
    close: email.close,
  };
}

/** Messages of further channels, which reach nobody's app: each is a mail from the channel's name. */
export function createMailboxMessages(mailbox: SmtpServer): Channel<ChannelDelivery> {
  const email = createEmailChannel(mailbox);
  return {
    deliver: ({ effectKey, request: { channel, to, title, text, url } }, options) => {
      const lines = [text, url, `to: ${to}`].filter((line) => line !== null).join("\n\n");
      return email.deliver(
        {
          effectKey,
          messageId: messageIdOf(effectKey, NOWHERE),
          from: { name: channel, address: `${channel}@${NOWHERE}` },
          to: `contact@${channel}.${NOWHERE}`,
          subject: title ?? `${channel}: ${text ?? url ?? ""}`,
          text: lines,
          html: htmlOfText(lines),
        },
        options,
      );
    },
    close: email.close,
  };
}

/** A call that left to nobody, and what its stand-in answered. */
export interface StoodInCall {
  readonly effectKey: string;
  readonly webhook: string;
  readonly method: string;
  readonly url: string;
  readonly sent: string;
  readonly answered: string;
}

/** Calls of webhooks that reach no server: each is a mail from the webhook's name. */
export function createMailboxCalls(mailbox: SmtpServer): Channel<StoodInCall> {
  const email = createEmailChannel(mailbox);
  return {
    deliver: ({ effectKey, webhook, method, url, sent, answered }, options) => {
      const lines = [sent, `answered: ${answered}`].join("\n\n");
      return email.deliver(
        {
          effectKey,
          messageId: messageIdOf(effectKey, NOWHERE),
          from: { name: webhook, address: `webhook@${NOWHERE}` },
          to: `receiver@webhook.${NOWHERE}`,
          subject: `${method} ${url}`,
          text: lines,
          html: htmlOfText(lines),
        },
        options,
      );
    },
    close: email.close,
  };
}
