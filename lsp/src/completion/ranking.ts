import type { Type } from "@trajet/compiler";
import type { Candidate } from "./candidates.ts";
import { isOfType } from "./expected.ts";

/** Groups in the order in which an editor shows them. */
export type Rank = "units" | "typed" | "names" | "way" | "snippets" | "keywords";

const ORDER: readonly Rank[] = ["units", "typed", "names", "way", "snippets", "keywords"];

/** What an editor sorts by: the group, then the place within it. */
export function sortText(rank: Rank, within: string): string {
  return `${ORDER.indexOf(rank)}${within}`;
}

/**
 * Where a type is wanted, values of it come first; then records that lead to such a value; without, all names are alike.
 * What is used often comes before what is not.
 */
export function rankOf(
  { type, uses = 0 }: Candidate,
  wanted: Type | undefined,
): { readonly rank: Rank; readonly prefix: string } {
  const prefix = uses > 0 ? String(999 - Math.min(uses, 998)).padStart(3, "0") : "999";
  if (wanted === undefined) return { rank: "names", prefix };
  if (isOfType(type, wanted)) return { rank: "typed", prefix };
  const leads = Object.values(type?.fields ?? {}).some((field) => isOfType(field, wanted));
  return { rank: leads ? "names" : "way", prefix };
}
