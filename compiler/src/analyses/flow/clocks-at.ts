import { ANY_CLOCK, type Clock, clockKey, pass } from "./clock.ts";
import type { Unfolded } from "./unfold.ts";

/** More clocks at one place are taken for an unknown one, of which each way is as short as any. */
const MOST_CLOCKS = 8;

/** What can be known of the clock at each place, one for each way to get there; none where nobody gets. */
export function clocksAt(flow: Unfolded, atEntry: Clock): readonly (readonly Clock[])[] {
  const known: Map<number, Clock>[] = flow.places.map(() => new Map());
  const arrive = (index: number, clock: Clock): void => {
    const clocks = known[index];
    const key = clockKey(clock);
    if (clocks === undefined || clocks.has(key) || clocks.has(clockKey(ANY_CLOCK))) return;
    if (key !== clockKey(ANY_CLOCK) && clocks.size < MOST_CLOCKS) clocks.set(key, clock);
    else {
      clocks.clear();
      clocks.set(clockKey(ANY_CLOCK), ANY_CLOCK);
    }
  };
  arrive(flow.first, atEntry);
  for (let index = flow.first; index >= 0; index--) {
    for (const clock of known[index]?.values() ?? []) {
      for (const way of flow.places[index]?.ways ?? []) arrive(way.to, pass(clock, way.pass).clock);
    }
  }
  return known.map((clocks) => [...clocks.values()]);
}
