import { intersection, isEmpty, onlyMissing, present, type Region } from "./region.ts";
import type { Variable } from "./variable.ts";

/** What is assumed of each variable. */
export interface State {
  readonly known: Map<string, Known>;
}

export interface Known {
  readonly variable: Variable;
  readonly region: Region;
}

export function copyOf({ known }: State): State {
  return { known: new Map(known) };
}

export type Change = "same" | "narrower" | "impossible";

/** Assumes that a variable has a value of a region as well. */
export function narrow(state: State, variable: Variable, region: Region): Change {
  const before = state.known.get(variable.key);
  const now = before === undefined ? region : intersection(before.region, region);
  if (isEmpty(now)) return "impossible";
  if (before !== undefined && sameRegion(before.region, now)) return "same";
  state.known.set(variable.key, { variable, region: now });
  return "narrower";
}

/** Assumes that it has a value at all, or that it has none. */
export function narrowToPresence(state: State, { variable, region }: Known, isSet: boolean): Change {
  const wanted = isSet ? present(variable.domain) : onlyMissing({ ...region, missing: true });
  return narrow(state, variable, wanted);
}

/** Regions that come from narrowing: equal sizes are equal regions, since one is in the other. */
function sameRegion(before: Region, now: Region): boolean {
  if (before.missing !== now.missing) return false;
  const [one, other] = [before.values, now.values];
  if (one.kind === "names" && other.kind === "names") {
    return one.except === other.except && one.names.size === other.names.size;
  }
  if (one.kind !== "ordered" || other.kind !== "ordered") return false;
  return (
    one.intervals.length === other.intervals.length &&
    one.intervals.every(({ low, high }, index) => {
      const next = other.intervals[index];
      return sameEnd(low, next?.low) && sameEnd(high, next?.high);
    })
  );
}

type End = { readonly at: unknown; readonly closed: boolean } | undefined;

/** An end that was not moved is the end that was there: `intersection` makes no new ones. */
function sameEnd(one: End, other: End): boolean {
  return one?.at === other?.at && one?.closed === other?.closed;
}
