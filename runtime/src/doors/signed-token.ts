import { createHmac, timingSafeEqual } from "node:crypto";

/** Tokens for links in messages. They do not expire, since a mail is kept for years. */
export interface Tokens {
  readonly sign: (parts: readonly (string | null)[]) => string;
  /** `undefined` for what was not signed with this secret for this purpose, cut or changed tokens among it. */
  readonly verify: (token: string) => readonly (string | null)[] | undefined;
}

const LEAST_SECRET = 16;

/**
 * A token is its parts in base64url, a dot, and their HMAC-SHA-256.
 *
 * @param purpose tells what is signed apart from anything else signed with the secret
 * @throws RangeError for a secret of fewer than 16 bytes
 */
export function createTokens(secret: string, purpose: string): Tokens {
  const key = Buffer.from(secret, "utf8");
  if (key.length < LEAST_SECRET) {
    throw new RangeError(
      `the secret that signs the links in messages must have ${LEAST_SECRET} bytes or more`,
    );
  }
  const macOf = (payload: string) =>
    createHmac("sha256", key).update(`${purpose}\n`).update(payload).digest();
  return {
    sign(parts) {
      const payload = Buffer.from(JSON.stringify(parts)).toString("base64url");
      return `${payload}.${macOf(payload).toString("base64url")}`;
    },
    verify(token) {
      const [payload = "", mac = "", ...rest] = token.split(".");
      const given = Buffer.from(mac, "base64url");
      const expected = macOf(payload);
      if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected))
        return undefined;
      // The payload is our own, since its mac is.
      return JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    },
  };
}
