import type { Range } from "../flow/amounts.ts";
import { ANY_CLOCK, type Clock, clockKey, pass } from "../flow/clock.ts";
import type { Unfolded } from "../flow/unfold.ts";

/** How long after the entry a place is reached when the clock there shows what is known of it. */
export interface Arrival extends Range {
  readonly clock: Clock;
}

/** More clocks at one place are taken for an unknown one, of which each way is as short and as long as any. */
const MOST_CLOCKS = 8;

/** When each place is reached, for each clock that it can be reached with; not at all where nobody gets. */
export function arrivalsAt(flow: Unfolded, atEntry: Clock): readonly (readonly Arrival[])[] {
  const arrived: Arrival[][] = [];
  for (let index = 0; index < flow.places.length; index++) arrived.push([]);
  arrived[flow.first]?.push({ least: 0, most: 0, clock: atEntry });
  for (let index = flow.first; index >= 0; index--) {
    for (const at of arrived[index] ?? []) {
      for (const way of flow.places[index]?.ways ?? []) {
        const { least, most, clock } = pass(at.clock, way.pass);
        arrive({ least: at.least + least, most: at.most + most, clock }, arrived[way.to]);
      }
    }
  }
  return arrived;
}

function arrive(arrival: Arrival, others: Arrival[] | undefined): void {
  if (others === undefined) return;
  const key = clockKey(arrival.clock);
  const same = others.findIndex(({ clock }) => clockKey(clock) === key);
  const other = others[same];
  if (other !== undefined) others[same] = wider(other, arrival);
  else if (others.length < MOST_CLOCKS) others.push(arrival);
  else others.splice(0, others.length, { ...others.reduce(wider, arrival), clock: ANY_CLOCK });
}

function wider(one: Arrival, other: Arrival): Arrival {
  if (one.least <= other.least && one.most >= other.most) return one;
  return { least: Math.min(one.least, other.least), most: Math.max(one.most, other.most), clock: one.clock };
}

/** How long after the entry a place is reached at least and at most; `undefined` where nobody gets. */
export function timeOf(arrivals: readonly Arrival[] | undefined): Range | undefined {
  const [first, ...others] = arrivals ?? [];
  return others.length === 0 ? first : first && others.reduce(wider, first);
}

/** What can be known of the clock at a place, one for each way to get there; none where nobody gets. */
export function clocksOf(arrivals: readonly Arrival[] | undefined = []): readonly Clock[] {
  const unknown = arrivals.some(({ clock }) => clockKey(clock) === clockKey(ANY_CLOCK));
  return unknown ? UNKNOWN : arrivals.map(({ clock }) => clock);
}

const UNKNOWN: readonly Clock[] = [ANY_CLOCK];
