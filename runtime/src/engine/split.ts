// Of JavaScript alone, so that a simulator in a browser splits alike.
import { sha256 } from "@noble/hashes/sha2.js";

/** Shares are in hundredths of a percent. */
const WHOLE = 10_000;

/**
 * The arm (its index) in which a contact is at a split. A contact's place in [0, 10,000) hangs on the contact, the
 * journey and the split's id only, and the arms lie on that line in their order: a re-entry takes the same arm, and a
 * changed share moves only those between the old bound and the new one.
 */
export function chooseArm(
  contactId: string,
  journey: string,
  stepId: string,
  arms: readonly { readonly share: number }[],
): number {
  const place = placeOf(contactId, journey, stepId);
  let end = 0;
  for (const [index, { share }] of arms.entries()) {
    end += share;
    if (place < end) return index;
  }
  throw new RangeError(`the shares of the split ${stepId} add up to ${end}; they must add up to ${WHOLE}`);
}

/** 48 bits of a hash: evenly spread over the 10,000 places to one part in 28 thousand million. */
function placeOf(contactId: string, journey: string, stepId: string): number {
  const name = JSON.stringify([contactId, journey, stepId]);
  const bits = sha256(new TextEncoder().encode(name))
    .slice(0, 6)
    .reduce((sum, byte) => sum * 256 + byte, 0);
  return Math.floor((bits / 2 ** 48) * WHOLE);
}
