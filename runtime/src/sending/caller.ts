import addressparser from "nodemailer/lib/addressparser";
import { createAudienceChannel } from "../channels/ad-network.ts";
import type { Channel } from "../channels/channel.ts";
import { type ChannelDelivery, createWebhookMessages } from "../channels/channel-message.ts";
import type { EmailRequest as SmtpRequest } from "../channels/email.ts";
import type { SmsRequest as SmsDelivery } from "../channels/sms.ts";
import { unsetChannel } from "../channels/unset.ts";
import { createWebhookCalls, type WebhookDelivery, type WebhookPorts } from "../channels/webhook.ts";
import type { AudienceRequest, EmailRequest } from "../engine/request.ts";
import { CALL_LIMIT_MS, type Callers } from "../store/caller.ts";

/** Ways to the outside, by the kind of request that they take. */
export interface Channels {
  readonly email: Channel<SmtpRequest>;
  /** Where it is not set up, messages wait for it. */
  readonly sms?: Channel<SmsDelivery>;
  /** Messages of further channels; they leave by the channels' webhooks unless something else is given. */
  readonly message?: Channel<ChannelDelivery>;
  readonly webhook: WebhookPorts;
  /** Calls of webhooks; they go to the webhooks' addresses unless something else is given. */
  readonly calls?: Channel<WebhookDelivery>;
  /** Custom audiences at advertising networks; moves wait where it is not given. */
  readonly audience?: Channel<AudienceRequest>;
}

/** Performs rendered requests over the channels. */
export function createCallers({
  email,
  sms = unsetChannel("channels.sms"),
  message,
  webhook,
  calls = createWebhookCalls(webhook),
  audience = createAudienceChannel({}),
}: Channels): Callers {
  const further = message ?? createWebhookMessages(webhook);
  const limits = { timeoutMs: CALL_LIMIT_MS };
  return {
    email: {
      limitMs: CALL_LIMIT_MS,
      call: (request, effectKey) => email.deliver(toSmtp(request, effectKey), limits),
    },
    sms: {
      limitMs: CALL_LIMIT_MS,
      call: ({ to, text }, effectKey) => sms.deliver({ effectKey, to, text }, limits),
    },
    message: {
      limitMs: CALL_LIMIT_MS,
      call: (request, effectKey) => further.deliver({ effectKey, request }, limits),
    },
    audience: {
      limitMs: CALL_LIMIT_MS,
      call: (request) => audience.deliver(request, limits),
    },
    webhook: {
      limitMs: CALL_LIMIT_MS,
      call: (request, effectKey) => calls.deliver({ effectKey, request }, limits),
    },
  };
}

function toSmtp(request: EmailRequest, effectKey: string): SmtpRequest {
  const [from] = addressparser(request.from, { flatten: true });
  return {
    effectKey,
    messageId: request.messageId,
    from: { ...(from?.name && { name: from.name }), address: from?.address ?? request.from },
    to: request.to,
    subject: request.subject,
    text: request.text,
    html: request.html,
    ...(request.unsubscribeUrl !== null && { unsubscribeUrl: request.unsubscribeUrl }),
  };
}
