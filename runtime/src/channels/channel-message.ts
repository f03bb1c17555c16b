import type { ChannelRequest } from "../engine/request.ts";
import type { Channel } from "./channel.ts";
import { callWebhook, type WebhookPorts } from "./webhook.ts";

/** One message by a further channel. */
export interface ChannelDelivery {
  readonly effectKey: string;
  readonly request: ChannelRequest;
}

/** Messages of further channels leave by the webhooks of these. */
export function createWebhookMessages(ports: WebhookPorts): Channel<ChannelDelivery> {
  return {
    deliver: ({ effectKey, request }, options) => callWebhook(ports, request.call, effectKey, options),
    close: async () => undefined,
  };
}
