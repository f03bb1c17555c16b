import { DAY, WEEK } from "../flow/amounts.ts";
import { type Clock, clockKey, pass } from "../flow/clock.ts";
import type { Place, Unfolded } from "../flow/unfold.ts";
import { type Arrival, clocksOf } from "../paths/arrivals.ts";

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

/** More messages than these are not counted: by then it is more than any limit that trajet.json may set (50). */
const MOST = 60;

/** A path up to a place, from where it began to count. */
interface Label {
  readonly place: Place;
  readonly elapsed: number;
  readonly clock: Clock;
  readonly clockKey: number;
  readonly counts: readonly number[];
  readonly sent: number;
  readonly before: Label | undefined;
  /** Index of the place where it began. */
  readonly from: number;
}

/**
 * The load of a journey. Time passes as fast as it can on each way, which brings messages as near to each other as they
 * come; messages that a window holds count when they are due. Counted is from each message on.
 */
export function loadOf(flow: Unfolded, counting: Counting, arrivals: readonly (readonly Arrival[])[]): Loads {
  const beginAt = (place: Place): readonly Clock[] =>
    counting.classOf(place) === undefined ? [] : clocksOf(arrivals[place.index]);
  return heaviest(flow, counting, beginAt);
}

/** The load of the first 24 hours and 7 days of a run. */
export function loadAtEntry(flow: Unfolded, counting: Counting, atEntry: Clock): Loads {
  return heaviest(flow, counting, ({ index }) => (index === flow.first ? [atEntry] : []));
}

/** Follows all paths at once, wherever they begin; of those to one place only the ones that none is as bad as. */
function heaviest(flow: Unfolded, counting: Counting, beginAt: (place: Place) => readonly Clock[]): Loads {
  if (!flow.places.some((place) => counting.classOf(place) !== undefined)) return NO_LOADS;
  /** The paths to each place. */
  const arrived: (Label[] | undefined)[] = [];
  let day: Best = { count: 0, label: undefined };
  let week: Best = { count: 0, label: undefined };
  for (let index = flow.first; index >= 0; index--) {
    const place = flow.places[index];
    if (place === undefined) continue;
    for (const clock of beginAt(place))
      arrive({ ...BEGINNING, place, clock, clockKey: clockKey(clock), from: index }, arrived);
    const own = counting.classOf(place);
    for (const label of arrived[index] ?? []) {
      const counts = own === undefined ? label.counts : raised(label.counts, own);
      if (own !== undefined) {
        week = better(week, counting.let(counts, WEEK), label);
        if (label.elapsed < DAY) day = better(day, counting.let(counts, DAY), label);
      }
      goOn(label, counts, flow, arrived);
    }
    // Nobody comes here any more.
    arrived[index] = undefined;
  }
  return { per24h: loadTo(day, counting), per7d: loadTo(week, counting) };
}

const BEGINNING = { elapsed: 0, counts: [], sent: 0, before: undefined } as const;
const NO_LOAD: Load = { count: 0, sendings: [] };
const NO_LOADS: Loads = { per24h: NO_LOAD, per7d: NO_LOAD };

function arrive(label: Label, arrived: (Label[] | undefined)[]): void {
  const { index } = label.place;
  const others = arrived[index];
  if (others === undefined) {
    arrived[index] = [label];
    return;
  }
  if (others.some((other) => isNoWorse(other, label))) return;
  if (others.some((other) => isNoWorse(label, other)))
    arrived[index] = others.filter((other) => !isNoWorse(label, other));
  arrived[index]?.push(label);
}

interface Best {
  readonly count: number;
  readonly label: Label | undefined;
}

function better(best: Best, count: number, label: Label): Best {
  const { label: known } = best;
  // Of several that are as heavy the one that begins last, which is the shortest to look at.
  const isLater = known !== undefined && count === best.count && label.from < known.from;
  return count > best.count || isLater ? { count, label } : best;
}

/** The paths one step on. A sending that is refused sends nothing. */
function goOn(
  label: Label,
  counts: readonly number[],
  flow: Unfolded,
  arrived: (Label[] | undefined)[],
): void {
  for (const way of label.place.ways) {
    const place = flow.places[way.to];
    const { least, clock } = pass(label.clock, way.pass);
    const isSent = counts !== label.counts && way.how.kind !== "refused";
    const sent = label.sent + (isSent ? 1 : 0);
    const elapsed = label.elapsed + least;
    if (place === undefined || elapsed >= WEEK || sent >= MOST) continue;
    const next: Label = {
      place,
      elapsed,
      clock,
      clockKey: clock === label.clock ? label.clockKey : clockKey(clock),
      counts: isSent ? counts : label.counts,
      sent,
      before: label,
      from: label.from,
    };
    arrive(next, arrived);
  }
}

function raised(counts: readonly number[], at: number): readonly number[] {
  const more = [...counts];
  while (more.length <= at) more.push(0);
  more[at] = (more[at] ?? 0) + 1;
  return more;
}

/** Whether a path is as fast as another to the same place with the same clock, and has as many messages of each class. */
function isNoWorse(one: Label, other: Label): boolean {
  if (one.clockKey !== other.clockKey || one.elapsed > other.elapsed || one.sent < other.sent) return false;
  // With one class, all that was sent is of it.
  if (one.counts.length <= 1 && other.counts.length <= 1) return true;
  return other.counts.every((count, index) => (one.counts[index] ?? 0) >= count);
}

function loadTo({ count, label }: Best, counting: Counting): Load {
  const sendings: Sending[] = [];
  let last: Label | undefined;
  for (let at = label; at !== undefined; at = at.before) {
    const refused = last !== undefined && last.sent === at.sent;
    if (counting.classOf(at.place) !== undefined && !refused)
      sendings.unshift({ place: at.place, elapsed: at.elapsed });
    last = at;
  }
  return { count, sendings };
}
