import { hashOf } from "./hash.ts";
import type { Trigger } from "./triggers.ts";

const names = new WeakMap<Trigger, Map<string, string>>();

/**
 * What a `does not … for` is known by, whichever journey asks: the same words in the same zone are one absence. `timezone`
 * is that of contacts who have none.
 */
export function absenceName(trigger: Trigger, timezone: string): string {
  const known = names.get(trigger) ?? new Map<string, string>();
  names.set(trigger, known);
  const name = known.get(timezone) ?? hashOf({ trigger, timezone }).slice(0, 16);
  known.set(timezone, name);
  return name;
}
