import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalJson } from "./canonical.ts";
import type { Program } from "./types.ts";

/**
 * The address of a program: SHA-256 of its canonical JSON, in lower-case hex. Pure JavaScript, so that it also works in a
 * browser's worker, where Node's crypto is missing and WebCrypto would make every caller wait.
 */
export function programHash(program: Program): string {
  return hashOf(program);
}

/** SHA-256 of the canonical JSON of a value, in lower-case hex: two equal values have one hash. */
export function hashOf(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));
}
