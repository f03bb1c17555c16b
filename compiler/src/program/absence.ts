import { hashOf } from "./hash.ts";
import type { Trigger } from "./triggers.ts";

/**
 * What a `does not … for` keeps of an act: whether it is done at all. Its filter is asked when the time is over, since of what
 * did not happen nothing is there to be spoken of; and since when it counts is for the run to say that waits for it.
 */
export function keptOf({ where: _, since: _since, sinceEntry: _sinceEntry, ...trigger }: Trigger): Trigger {
  return { ...trigger, where: null };
}

const names = new WeakMap<Trigger, Map<string, string>>();

/**
 * What a `does not … for` is known by, whichever journey asks: the same words in the same zone are one absence. `timezone`
 * is that of contacts who have none.
 */
export function absenceName(trigger: Trigger, timezone: string): string {
  const known = names.get(trigger) ?? new Map<string, string>();
  names.set(trigger, known);
  const name = known.get(timezone) ?? hashOf({ trigger: keptOf(trigger), timezone }).slice(0, 16);
  known.set(timezone, name);
  return name;
}
