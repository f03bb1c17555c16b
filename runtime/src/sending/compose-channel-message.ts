import type { ChannelMessage } from "@trajet/compiler/program";
import type { LoadedProgram } from "../engine/draft.ts";
import type { ChannelRequest } from "../engine/request.ts";
import type { Value } from "../engine/values.ts";
import { renderLines } from "../rendering/channel-message.ts";
import type { RenderInput } from "../rendering/message.ts";
import { webhookRequest } from "./compose-call.ts";

/**
 * A message by a further channel: a call of the channel's webhook, which is given where the message goes and, by their
 * names, its lines.
 */
export function composeChannelMessage(
  message: ChannelMessage,
  input: RenderInput,
  loaded: LoadedProgram,
  to: string,
): ChannelRequest {
  const { channel } = message;
  const declared = loaded.program.channels?.[channel];
  if (declared === undefined) throw new Error(`program ${loaded.hash} lacks the channel ${channel}`);
  const lines = renderLines(message, input);
  const args: Record<string, Value> = { to, ...lines };
  const call = webhookRequest(declared.through, args, loaded, input.facts);
  // What the gateway says of it beyond yes and no is nobody's to read.
  return { kind: "message", channel, to, ...lines, call: { ...call, receive: null } };
}
