import type { InputKey, LoyaltyProgram } from "@trajet/compiler/program";
import { peopleKey } from "@trajet/compiler/program";
import { addDuration } from "../engine/calendar.ts";
import type { ListPlace, Millis } from "../engine/facts.ts";

/** The tier of a rank in a list of `listed`, by a share of all who are ranked; `null` where there is none. */
export function tierOf(
  { tiers }: Pick<LoyaltyProgram, "tiers">,
  rank: number,
  { listed, ranked }: { readonly listed: number; readonly ranked: number },
): string | null {
  let end = 0;
  for (const { name, size } of tiers ?? []) {
    if (size === "rest") return name;
    end += "count" in size ? size.count : Math.ceil((ranked * Number(size.percent)) / 100 - 1e-9);
    if (rank <= Math.min(end, listed)) return name;
  }
  return null;
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
