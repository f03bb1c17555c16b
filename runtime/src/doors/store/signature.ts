import { createHmac, timingSafeEqual } from "node:crypto";

/** Whether a body was signed with the secret: HMAC-SHA-256 over every byte, in base64, as both shops do. */
export function isSigned(secret: string, body: Buffer, signature: string): boolean {
  const expected = createHmac("sha256", secret).update(body).digest();
  const given = Buffer.from(signature, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
