import { createHmac, timingSafeEqual } from "node:crypto";

export interface SignedRequest {
  /** As Twilio called it, with its query. */
  readonly url: string;
  readonly form: URLSearchParams;
  /** The header X-Twilio-Signature. */
  readonly signature: string;
}

/**
 * Whether Twilio has signed a request (twilio.com/docs/usage/security): an HMAC-SHA1, keyed with the account's token, of
 * the URL and of the form's names and values, sorted by name. Twilio names the port of an https address or does not,
 * so both are tried.
 */
export function isSignedByTwilio(token: string, { url, form, signature }: SignedRequest): boolean {
  const given = Buffer.from(signature, "base64");
  return spellingsOf(url).some((spelling) => {
    const expected = createHmac("sha1", token)
      .update(spelling + written(form))
      .digest();
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

/** A name that comes several times: each of its values once, sorted. */
function written(form: URLSearchParams): string {
  const names = [...new Set(form.keys())].toSorted(byCode);
  return names
    .flatMap((name) => [...new Set(form.getAll(name))].toSorted(byCode).map((value) => name + value))
    .join("");
}

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The address with its port and without; what stands behind the host is left as it was written. */
function spellingsOf(url: string): readonly string[] {
  const parts = /^(https?):\/\/(\[[^\]]*\]|[^/:?#]*)(:\d+)?(.*)$/i.exec(url);
  if (parts === null) return [url];
  const [, scheme = "", host = "", port, rest = ""] = parts;
  const usual = scheme.toLowerCase() === "https" ? ":443" : ":80";
  return [...new Set([port ?? "", "", port ?? usual])].map((one) => `${scheme}://${host}${one}${rest}`);
}
