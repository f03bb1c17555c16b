import type { Channel } from "./channel.ts";

/**
 * Stands where a channel is not set up. Nothing leaves, and it is tried again as with a provider that is away: the messages
 * of the next hours are not lost while somebody sets it.
 *
 * @param setting of trajet.json, as `channels.sms`
 */
export function unsetChannel(setting: string): Channel<unknown> {
  const reason = `nothing is sent here: ${setting} in trajet.json is not set`;
  return { deliver: async () => ({ kind: "not-sent", reason }), close: async () => undefined };
}
