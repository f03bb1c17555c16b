import { createHmac, timingSafeEqual } from "node:crypto";
import { type HookAnswer, type HookCall, momentOf, objectIn, parsed, textOf } from "./mail-event.ts";

/** Mailgun tries a call again for eight hours. */
const LONGEST_AGE_S = 24 * 60 * 60;
const MOST_TOKENS = 10_000;

/**
 * Reads Mailgun's webhooks (https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks). Their signature
 * covers a timestamp and a token and nothing else, so a token stands for one event: with another it is refused.
 */
export function createMailgun(key: string): (call: HookCall) => HookAnswer {
  const tokens = new Map<string, string>();
  return ({ body, now }) => {
    const { signature, "event-data": data } = parsed(body) ?? {};
    const signed = objectIn(signature);
    const [timestamp, token] = [String(signed.timestamp ?? ""), textOf(signed.token)];
    if (!fits(key, `${timestamp}${token}`, textOf(signed.signature)) || token === "") {
      return { refused: "The signature does not fit: it covers the timestamp and the token." };
    }
    if (!(Math.abs(now / 1000 - Number(timestamp)) <= LONGEST_AGE_S)) {
      return { refused: "The signature is older than a day." };
    }
    const event = objectIn(data);
    const id = textOf(event.id);
    if ((tokens.get(token) ?? id) !== id) return { refused: "The token was used for another event." };
    if (tokens.size >= MOST_TOKENS) tokens.clear();
    tokens.set(token, id);
    const kind = kindOf(event);
    const address = textOf(event.recipient);
    if (kind === undefined || address === "" || id === "") return { reports: [] };
    const status = objectIn(event["delivery-status"]);
    const reason = textOf(status.description) || textOf(status.message) || textOf(event.reason);
    const seconds = Number(event.timestamp);
    return { reports: [{ id: `mailgun:${id}`, kind, address, reason, ...momentOf(seconds * 1000) }] };
  };
}

function kindOf({ event, severity }: Readonly<Record<string, unknown>>) {
  if (event === "complained") return "complaint";
  if (event !== "failed") return undefined;
  return severity === "permanent" ? "hard bounce" : "soft bounce";
}

function fits(key: string, text: string, signature: string): boolean {
  const expected = createHmac("sha256", key).update(text).digest();
  const given = Buffer.from(signature, "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
