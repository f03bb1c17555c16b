import type { InputKey, ListSize, LoyaltyProgram } from "@trajet/compiler/program";
import { peopleKey } from "@trajet/compiler/program";
import { addDuration } from "../engine/calendar.ts";
import type { ListPlace, Millis } from "../engine/facts.ts";
import { Exact } from "../engine/money.ts";

/** How many are in a list, and of how many who are ranked. */
export interface ListSizes {
  readonly listed: number;
  readonly ranked: number;
}

/** How many a size takes of all who are ranked: a share is rounded up. */
export function countOf(size: ListSize, ranked: number): number {
  return "count" in size
    ? size.count
    : new Exact(size.percent).times(ranked).dividedBy(100).ceil().toNumber();
}

/** Answers the tier of a rank, by a share of all who are ranked; `null` where there is none. */
export function tiersOf(
  { tiers = [] }: Pick<LoyaltyProgram, "tiers">,
  { listed, ranked }: ListSizes,
): (rank: number) => string | null {
  let end = 0;
  const ends = tiers.map(({ name, size }) => {
    end = size === "rest" ? Number.POSITIVE_INFINITY : end + countOf(size, ranked);
    return { name, end: size === "rest" ? end : Math.min(end, listed) };
  });
  return (rank) => ends[firstFrom(ends, rank)]?.name ?? null;
}

/** The place of the first end that a rank is not behind; ends rise. */
function firstFrom(ends: readonly { readonly end: number }[], rank: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle]?.end ?? 0) >= rank) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Where a contact stands once a list is made anew. A rise is immediate; who got in, or into a tier, keeps it for as long as
 * `stay` says, by the clocks of the project.
 *
 * @param listed its tier in the new list, `undefined` if it is not in it
 */
export function placeAfter(
  query: Pick<LoyaltyProgram, "tiers" | "stay" | "timezone">,
  before: ListPlace | undefined,
  listed: { readonly tier: string | null } | undefined,
  asOf: Millis,
): ListPlace | undefined {
  const now = listed && { tier: listed.tier, since: asOf };
  if (before === undefined || (now !== undefined && now.tier === before.tier)) return before ?? now;
  const falls = heightOf(query, now) < heightOf(query, before);
  const stays = query.stay !== undefined && addDuration(before.since, query.stay, query.timezone) > asOf;
  return falls && stays ? before : now;
}

/** Higher is better; out of the list is lowest. */
function heightOf({ tiers = [] }: Pick<LoyaltyProgram, "tiers">, place: ListPlace | undefined): number {
  if (place === undefined) return -1;
  const index = tiers.findIndex(({ name }) => name === place.tier);
  return index === -1 ? 0 : tiers.length - index;
}

/** The keys of the events of a move, what is left first. */
export function movesOf(
  query: string,
  before: ListPlace | undefined,
  after: ListPlace | undefined,
): readonly { readonly key: InputKey; readonly tier: string | null }[] {
  const moves: { key: InputKey; tier: string | null }[] = [];
  const add = (sign: "+" | "-", tier: string | null): void => {
    moves.push({ key: `people${sign}:${peopleKey(query, tier)}`, tier });
  };
  if (before?.tier != null && before.tier !== after?.tier) add("-", before.tier);
  if (before !== undefined && after === undefined) add("-", null);
  if (before === undefined && after !== undefined) add("+", null);
  if (after?.tier != null && after.tier !== before?.tier) add("+", after.tier);
  return moves;
}
