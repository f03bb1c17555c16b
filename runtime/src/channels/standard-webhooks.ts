import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * The headers by which a receiver knows a call again and proves where it came from
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
 *
 * @param secret `whsec_` and the key in Base64; any other text is the key as it stands. `undefined` signs nothing
 * @param now milliseconds since 1970
 */
export function standardHeaders(
  id: string,
  body: string,
  secret: string | undefined,
  now: number,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1000));
  const named = { "webhook-id": id, "webhook-timestamp": timestamp };
  if (secret === undefined) return named;
  const signature = createHmac("sha256", keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest("base64");
  return { ...named, "webhook-signature": `v1,${signature}` };
}

const PREFIX = "whsec_";

const keyOf = (secret: string): Buffer =>
  secret.startsWith(PREFIX)
    ? Buffer.from(secret.slice(PREFIX.length), "base64")
    : Buffer.from(secret, "utf8");

const LASTS_S = 5 * 60;

/** Whether a call is signed as such calls are, and no older than five minutes. A receiver may be sent several signatures. */
export function isSigned(call: {
  readonly id: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  readonly secret: string;
  readonly now: number;
}): boolean {
  const { id, headers, body, secret, now } = call;
  const timestamp = String(headers["webhook-timestamp"] ?? "");
  if (id === "" || !(Math.abs(now / 1000 - Number(timestamp)) <= LASTS_S)) return false;
  const expected = createHmac("sha256", keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest();
  return String(headers["webhook-signature"] ?? "")
    .split(" ")
    .filter((one) => one.startsWith("v1,"))
    .map((one) => Buffer.from(one.slice(3), "base64"))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}
