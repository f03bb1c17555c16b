import { createHash, timingSafeEqual } from "node:crypto";

/** Who may come in. Only hashes are known here. */
export interface Keys {
  /** Whether a key of this hash (SHA-256, lower-case hex) is known. */
  accepts(hash: string): boolean | Promise<boolean>;
}

/** SHA-256 of a key, in lower-case hex: what is kept of it. */
export function hashOfKey(key: string): string {
  return createHash("sha256").update(key, "utf8").digest("hex");
}

/**
 * Keys by their hashes, asked for at each use. All are compared, each in constant time, so that the time of an answer
 * tells nothing of how near a guess was.
 */
export function createKeys(hashes: () => Promise<readonly string[]> | readonly string[]): Keys {
  return {
    async accepts(hash) {
      const guess = Buffer.from(hash);
      const known = (await hashes()).map((one) => Buffer.from(one));
      return known.filter((one) => one.length === guess.length && timingSafeEqual(one, guess)).length > 0;
    },
  };
}
