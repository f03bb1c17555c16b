import { DAY, WEEK } from "../flow/amounts.ts";
import { type Clock, clockKey, pass } from "../flow/clock.ts";
import type { Place, Unfolded } from "../flow/unfold.ts";

/** The most messages within a stretch of time, and the path that has them: each sending, with its time since the first. */
export interface Load {
  readonly count: number;
  readonly sendings: readonly Sending[];
}

export interface Sending {
  readonly place: Place;
  readonly elapsed: number;
}

/** The most marketing messages of one path within any 24 hours, and any 7 days. */
export interface Loads {
  readonly per24h: Load;
  readonly per7d: Load;
}

/** Which messages count, and how caps bound them. */
export interface Counting {
  /** The class of the message that a place sends; `undefined` where it sends none that counts. */
  readonly classOf: (place: Place) => number | undefined;
  /** How many of so many messages of each class leave within a stretch of time. */
  readonly let: (counts: readonly number[], window: number) => number;
}

const NONE: Load = { count: 0, sendings: [] };
const NO_LOAD: Loads = { per24h: NONE, per7d: NONE };

/** A path up to a place. */
interface Label {
  readonly place: Place;
  readonly elapsed: number;
  readonly clock: Clock;
  readonly counts: readonly number[];
  readonly before: Label | undefined;
}

/**
 * The load of a journey. Time passes as fast as it can on each way, which brings messages as near to each other as they
 * come; messages that a window holds count when they are due.
 */
export function loadOf(flow: Unfolded, counting: Counting, clocks: readonly (readonly Clock[])[]): Loads {
  let best = NO_LOAD;
  for (const place of flow.places) {
    if (counting.classOf(place) === undefined) continue;
    for (const clock of clocks[place.index] ?? []) {
      best = larger(best, loadFrom(place, clock, flow, counting));
    }
  }
  return best;
}

/** The load of the first 24 hours and 7 days of a run. */
export function loadAtEntry(flow: Unfolded, counting: Counting, atEntry: Clock): Loads {
  const first = flow.places[flow.first];
  return first === undefined ? NO_LOAD : loadFrom(first, atEntry, flow, counting);
}

function larger(one: Loads, other: Loads): Loads {
  return {
    per24h: other.per24h.count > one.per24h.count ? other.per24h : one.per24h,
    per7d: other.per7d.count > one.per7d.count ? other.per7d : one.per7d,
  };
}

function loadFrom(start: Place, clock: Clock, flow: Unfolded, counting: Counting): Loads {
  const open: Map<number, Label[]> = new Map();
  let day: Best = { count: 0, label: undefined };
  let week: Best = { count: 0, label: undefined };
  const arrive = (label: Label): void => {
    const labels = open.get(label.place.index) ?? [];
    if (labels.some((other) => isNoWorse(other, label))) return;
    open.set(label.place.index, [...labels.filter((other) => !isNoWorse(label, other)), label]);
  };
  arrive({ place: start, elapsed: 0, clock, counts: [], before: undefined });
  for (let index = start.index; index >= 0; index--) {
    for (const label of open.get(index) ?? []) {
      const own = counting.classOf(label.place);
      const counts = own === undefined ? label.counts : raised(label.counts, own);
      if (own !== undefined) {
        week = better(week, counting.let(counts, WEEK), label);
        if (label.elapsed < DAY) day = better(day, counting.let(counts, DAY), label);
      }
      for (const next of onward(label, counts, flow)) if (next.elapsed < WEEK) arrive(next);
    }
  }
  return { per24h: loadTo(day, counting), per7d: loadTo(week, counting) };
}

interface Best {
  readonly count: number;
  readonly label: Label | undefined;
}

function better(best: Best, count: number, label: Label): Best {
  return count > best.count ? { count, label } : best;
}

/** The paths one step on. A sending that is refused sends nothing. */
function onward(label: Label, counts: readonly number[], flow: Unfolded): readonly Label[] {
  return label.place.ways.flatMap((way) => {
    const place = flow.places[way.to];
    if (place === undefined) return [];
    const { least, clock } = pass(label.clock, way.pass);
    const sent = way.how.kind === "refused" ? label.counts : counts;
    return [{ place, elapsed: label.elapsed + least, clock, counts: sent, before: label }];
  });
}

function raised(counts: readonly number[], at: number): readonly number[] {
  const length = Math.max(counts.length, at + 1);
  return Array.from({ length }, (_, index) => (counts[index] ?? 0) + (index === at ? 1 : 0));
}

/** Whether a path is as fast as another to the same place with the same clock, and has as many messages of each class. */
function isNoWorse(one: Label, other: Label): boolean {
  return (
    one.elapsed <= other.elapsed &&
    clockKey(one.clock) === clockKey(other.clock) &&
    other.counts.every((count, index) => (one.counts[index] ?? 0) >= count)
  );
}

function loadTo({ count, label }: Best, counting: Counting): Load {
  const sendings: Sending[] = [];
  let last: Label | undefined;
  for (let at = label; at !== undefined; at = at.before) {
    const refused = last !== undefined && sum(last.counts) === sum(at.counts);
    if (counting.classOf(at.place) !== undefined && !refused)
      sendings.unshift({ place: at.place, elapsed: at.elapsed });
    last = at;
  }
  return { count, sendings };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, each) => total + each, 0);
}
