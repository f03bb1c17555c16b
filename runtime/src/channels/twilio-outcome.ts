import type { HttpResult } from "../outgoing/http.ts";
import { retryAfter } from "../outgoing/retry-after.ts";
import type { Delivery } from "./channel.ts";

/** What Twilio's error codes (twilio.com/docs/api/errors) say of the number itself. */
const SUPPRESSED: ReadonlyMap<number, "unsubscribed" | "cleaned"> = new Map([
  // Not a valid phone number; not a mobile number; a landline; unknown or gone.
  [21211, "cleaned"],
  [21614, "cleaned"],
  [30005, "cleaned"],
  [30006, "cleaned"],
  // The person has replied with STOP.
  [21610, "unsubscribed"],
]);

/** What an error code of Twilio means for later messages to the number, if anything. */
export const suppressedBy = (code: number): "unsubscribed" | "cleaned" | undefined => SUPPRESSED.get(code);

/**
 * What Twilio's answer to a message means for it.
 *
 * @param now milliseconds since 1970
 */
export function outcomeOfTwilio(result: HttpResult, now: number): Delivery {
  switch (result.kind) {
    case "refused":
      // Where the API is, is a setting: the message waits until it is put right.
      return { kind: "not-sent", reason: result.reason };
    case "not-sent":
      return { kind: "not-sent", reason: result.reason };
    case "lost":
      return { kind: "unknown", reason: result.reason };
    case "answered":
      return outcomeOfAnswer(result, now);
    default:
      return result satisfies never;
  }
}

function outcomeOfAnswer(result: Extract<HttpResult, { kind: "answered" }>, now: number): Delivery {
  const { status } = result;
  const answer = documentOf(result.body);
  if (status >= 200 && status < 300) {
    if (typeof answer?.sid === "string") return { kind: "done", providerRef: answer.sid };
    return { kind: "unknown", reason: `the answer ${status} is none of Twilio's` };
  }
  const reason = reasonOf(status, answer);
  // Login, account and address are settings, and say nothing of the message.
  if (status < 400 || status === 401 || status === 403 || status === 404) return { kind: "not-sent", reason };
  // Twilio: what is answered with 429 was not processed, and may be repeated.
  if (status === 429)
    return { kind: "refused", reason, permanent: false, ...retryAfter(result.headers, now) };
  if (status === 503 && answer?.code !== undefined) {
    return { kind: "refused", reason, permanent: false, ...retryAfter(result.headers, now) };
  }
  if (status >= 500) return { kind: "unknown", reason };
  const suppress = typeof answer?.code === "number" ? suppressedBy(answer.code) : undefined;
  return { kind: "refused", reason, permanent: true, ...(suppress !== undefined && { suppress }) };
}

interface TwilioDocument {
  readonly sid?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
}

function documentOf(body: string | null): TwilioDocument | undefined {
  try {
    const read: unknown = JSON.parse(body ?? "");
    return typeof read === "object" && read !== null ? read : undefined;
  } catch {
    // Whatever it is, it is no document of Twilio's: the status alone counts.
    return undefined;
  }
}

/** `21211: The 'To' number … is not a valid phone number.` */
function reasonOf(status: number, answer: TwilioDocument | undefined): string {
  const words = [answer?.code, answer?.message].filter((one) => one !== undefined && one !== null);
  return words.length === 0 ? `the provider answered ${status}` : words.join(": ");
}
