import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Scope } from "./scopes.ts";

/** Who comes in with a key, and what for. */
export interface KeyHolder {
  readonly name: string;
  /** The first characters of the key, where they were kept. */
  readonly prefix?: string;
  readonly scopes: readonly Scope[];
}

/** Who may come in. Only hashes are known here. */
export interface Keys {
  /** Whose key has this hash (SHA-256, lower-case hex); `undefined` if nobody's, or if it was revoked. */
  find(hash: string): Promise<KeyHolder | undefined>;
}

const MARK = "tj_";

/** A new key: 256 random bits, so that its bare hash cannot be guessed back. */
export function newKey(): string {
  return MARK + randomBytes(32).toString("base64url");
}

/** The first characters, by which its owner knows a key again. */
export function prefixOf(key: string): string {
  return key.slice(0, MARK.length + 6);
}

/** SHA-256 of a key, in lower-case hex: what is kept of it. */
export function hashOfKey(key: string): string {
  return createHash("sha256").update(key, "utf8").digest("hex");
}

/**
 * Keys by their hashes. All are compared, each in constant time, so that the time of an answer tells nothing of how near
 * a guess was.
 */
export function createKeys(known: readonly { readonly hash: string; readonly holder: KeyHolder }[]): Keys {
  return {
    async find(hash) {
      const guess = Buffer.from(hash);
      const same = known.filter(({ hash }) => {
        const one = Buffer.from(hash);
        return one.length === guess.length && timingSafeEqual(one, guess);
      });
      return same[0]?.holder;
    },
  };
}

/** Those of several places; the first that knows a key says whose it is. */
export function eitherKeys(...places: readonly Keys[]): Keys {
  return {
    async find(hash) {
      for (const keys of places) {
        const holder = await keys.find(hash);
        if (holder !== undefined) return holder;
      }
      return undefined;
    },
  };
}
