import type { LoyaltyProgram } from "@trajet/compiler/program";
import { NotRunnable } from "../engine/runnable.ts";

const MEASURES = ["orders", "average order value", "total spent"] as const;

/** A query that the database can be asked. */
export type RankedQuery = LoyaltyProgram & { readonly measure: (typeof MEASURES)[number] };

/** @throws NotRunnable for a measure, or a line of the query, that this version does not know */
export function rankedQuery(query: LoyaltyProgram): RankedQuery {
  const measure = MEASURES.find((known) => known === query.measure);
  if (measure === undefined) throw new NotRunnable(`\`rank by ${query.measure}\``);
  if (query.tiers !== undefined) throw new NotRunnable("`tiers`");
  if (query.stay !== undefined) throw new NotRunnable("`stay`");
  return { ...query, measure };
}
