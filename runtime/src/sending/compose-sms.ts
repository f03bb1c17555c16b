import type { SmsMessage } from "@trajet/compiler/program";
import type { SmsRequest } from "../engine/request.ts";
import type { RenderInput } from "../rendering/message.ts";
import { renderSms } from "../rendering/sms.ts";

/** A text message to a number. */
export function composeSms(message: SmsMessage, input: RenderInput, to: string): SmsRequest {
  return { kind: "sms", channel: "sms", to, ...renderSms(message, input) };
}
