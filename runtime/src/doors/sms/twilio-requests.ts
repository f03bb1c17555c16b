import { suppressedBy } from "../../channels/twilio-outcome.ts";
import type { DeliveryReport, TextInput } from "../../store/gateway.ts";

/** What Twilio calls a hook for: somebody has sent a text message, or one of ours has come further. */
export type TwilioRequest =
  | { readonly kind: "text"; readonly text: TextInput }
  | { readonly kind: "report"; readonly report: DeliveryReport }
  /** Nothing that changes anything, such as that a message is queued. */
  | { readonly kind: "other" };

/**
 * Reads the parameters of Twilio's messaging webhooks. A report knows its message by `effect` in the hook's address, which
 * was given to Twilio with the message.
 */
export function readTwilioRequest(form: URLSearchParams, effect: string | undefined): TwilioRequest {
  const id = form.get("MessageSid") ?? form.get("SmsSid") ?? "";
  const status = form.get("MessageStatus");
  if (id === "") return { kind: "other" };
  if (status !== null) return effect === undefined ? { kind: "other" } : reportOf(id, status, effect, form);
  const from = form.get("From") ?? "";
  if (from === "" || !form.has("Body")) return { kind: "other" };
  const optOut = OPT_OUTS[form.get("OptOutType")?.toUpperCase() ?? ""];
  const text = { id, from, to: form.get("To") ?? "", text: form.get("Body") ?? "" };
  return { kind: "text", text: { ...text, ...(optOut !== undefined && { optOut }) } };
}

/** What Twilio's own list of words (Advanced Opt-Out) takes a text for. */
const OPT_OUTS: Readonly<Record<string, "stop" | "start" | "help">> = {
  STOP: "stop",
  START: "start",
  HELP: "help",
};

const STATUSES: Readonly<Record<string, DeliveryReport["status"]>> = {
  accepted: "taken",
  scheduled: "taken",
  queued: "taken",
  sending: "taken",
  sent: "taken",
  delivered: "delivered",
  read: "delivered",
  undelivered: "undelivered",
  failed: "failed",
};

function reportOf(id: string, said: string, effect: string, form: URLSearchParams): TwilioRequest {
  const status = STATUSES[said];
  if (status === undefined) return { kind: "other" };
  const report = { effect, providerRef: id, status };
  if (status !== "undelivered" && status !== "failed") return { kind: "report", report };
  const code = Number(form.get("ErrorCode") ?? "");
  const suppress = suppressedBy(code);
  const reason = code > 0 ? `${said}: Twilio's error ${code}` : said;
  return { kind: "report", report: { ...report, failure: { reason, ...(suppress && { suppress }) } } };
}
