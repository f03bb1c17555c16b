import { createHmac, timingSafeEqual } from "node:crypto";

/** What an unsubscribe link stands for: opaque ids, nothing that names a person. */
export interface Unsubscribing {
  readonly contact: string;
  readonly channel: string;
  /** The run and the step whose message carries the link. */
  readonly run?: string;
  readonly step?: string;
}

export interface Signer {
  sign(link: Unsubscribing): string;
  /** `undefined` for what this signer has not signed, cut or changed links among it. */
  verify(token: string): Unsubscribing | undefined;
}

const LEAST_SECRET = 16;
/** What is signed is told apart from anything else signed with the secret. */
const PURPOSE = "trajet unsubscribe 1\n";

/**
 * Tokens for unsubscribe links: the link in base64url, a dot, and its HMAC-SHA-256. They do not expire, since a mail is
 * kept for years.
 *
 * @throws RangeError for a secret of fewer than 16 bytes
 */
export function createSigner(secret: string): Signer {
  const key = Buffer.from(secret, "utf8");
  if (key.length < LEAST_SECRET) {
    throw new RangeError(`the secret that signs unsubscribe links must have ${LEAST_SECRET} bytes or more`);
  }
  const macOf = (payload: string) => createHmac("sha256", key).update(PURPOSE).update(payload).digest();
  return {
    sign({ contact, channel, run, step }) {
      const payload = Buffer.from(JSON.stringify([contact, channel, run ?? null, step ?? null])).toString(
        "base64url",
      );
      return `${payload}.${macOf(payload).toString("base64url")}`;
    },
    verify(token) {
      const [payload = "", mac = "", ...rest] = token.split(".");
      const given = Buffer.from(mac, "base64url");
      const expected = macOf(payload);
      if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected))
        return undefined;
      return linkOf(Buffer.from(payload, "base64url").toString("utf8"));
    },
  };
}

/** The payload is our own, since its mac is. */
function linkOf(payload: string): Unsubscribing {
  const [contact, channel, run, step]: (string | null)[] = JSON.parse(payload);
  return {
    contact: contact ?? "",
    channel: channel ?? "",
    ...(run == null ? {} : { run }),
    ...(step == null ? {} : { step }),
  };
}
