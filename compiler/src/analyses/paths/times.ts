import type { Range } from "../flow/amounts.ts";
import { type Clock, clockKey, pass } from "../flow/clock.ts";
import type { Unfolded } from "../flow/unfold.ts";

/** How long after the entry each place is reached at least and at most; `undefined` where nobody gets. */
export function timesAt(flow: Unfolded, atEntry: Clock): readonly (Range | undefined)[] {
  const known: Map<number, Arrival>[] = flow.places.map(() => new Map());
  const arrive = (index: number, arrival: Arrival): void => {
    const key = clockKey(arrival.clock);
    const before = known[index]?.get(key);
    known[index]?.set(key, before === undefined ? arrival : wider(before, arrival));
  };
  arrive(flow.first, { least: 0, most: 0, clock: atEntry });
  for (let index = flow.first; index >= 0; index--) {
    for (const at of known[index]?.values() ?? []) {
      for (const way of flow.places[index]?.ways ?? []) {
        const passed = pass(at.clock, way.pass);
        arrive(way.to, {
          least: at.least + passed.least,
          most: at.most + passed.most,
          clock: passed.clock,
        });
      }
    }
  }
  return known.map(whole);
}

interface Arrival extends Range {
  readonly clock: Clock;
}

function wider(one: Arrival, other: Arrival): Arrival {
  return { least: Math.min(one.least, other.least), most: Math.max(one.most, other.most), clock: one.clock };
}

function whole(arrivals: ReadonlyMap<number, Arrival>): Range | undefined {
  let range: Range | undefined;
  for (const { least, most } of arrivals.values())
    range =
      range === undefined
        ? { least, most }
        : { least: Math.min(range.least, least), most: Math.max(range.most, most) };
  return range;
}
