// Of JavaScript alone, as the engine runs in a browser, too.
import { sha256 } from "@noble/hashes/sha2.js";
import type { RunKey } from "@trajet/compiler/program";
import { evaluate } from "./evaluate.ts";
import type { Facts } from "./facts.ts";
import { Exact } from "./money.ts";
import type { Scope } from "./scope.ts";
import { isTagged, type Value } from "./value.ts";
import { encode } from "./wire.ts";

/** Of a journey in which a contact has one run at a time. */
export const ONE_RUN = "";

/** A key that is longer goes by its hash: the database finds runs by it. */
const LONGEST = 500;

/**
 * What tells a run from the contact's other runs of the journey. `facts.entry` is what is about to start it, `event` the id
 * of that. `null` where a value that the key is made of is missing.
 */
export function runKeyOf(
  runKey: RunKey | undefined,
  scope: Scope,
  facts: Facts,
  event: string,
): string | null {
  if (runKey === undefined) return ONE_RUN;
  if (runKey.per === "entry") return event;
  const values = runKey.per.map((expr) => evaluate(expr, scope, facts));
  if (values.some((value) => value === null)) return null;
  const [only, ...more] = values;
  const key = typeof only === "string" && more.length === 0 ? only : JSON.stringify(values.map(canonical));
  return key.length > LONGEST ? `sha256:${hashOf(key)}` : key;
}

/** Equal values are written alike: 5 EUR and 5.00 EUR have one key. */
function canonical(value: Value) {
  if (!isTagged(value) || value.type !== "money") return encode(value);
  return { amount: new Exact(value.amount).toFixed(), currency: value.currency };
}

function hashOf(text: string): string {
  return Array.from(sha256(new TextEncoder().encode(text)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
