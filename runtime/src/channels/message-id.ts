/**
 * The Message-ID of an effect's mail, without angle brackets. The same effect has the same one at every attempt, so that a
 * mailbox can tell a repetition; different effects have different ones. Characters that RFC 5322 does not
 * allow there are written as `=` and their code in hexadecimal, as in `run=3awelcome=3a1@shop.example`.
 */
export function messageIdOf(effectKey: string, domain: string): string {
  return `${effectKey.replaceAll(/[^A-Za-z0-9_-]/g, escapeUnit)}@${domain}`;
}

function escapeUnit(character: string): string {
  const bytes = [...new TextEncoder().encode(character)];
  return bytes.map((byte) => `=${byte.toString(16).padStart(2, "0")}`).join("");
}
