import type { LoyaltyProgram } from "@trajet/compiler/program";
import { conditionNeeds, NotRunnable } from "../engine/runnable.ts";

/** What a query needs that this version cannot ask. */
export function needsNotRanked(query: LoyaltyProgram): readonly string[] {
  return [query.orders, query.people, ...Object.values(query.segments ?? {})]
    .filter((condition) => condition !== null)
    .flatMap(conditionNeeds);
}

/** @throws NotRunnable for what this version cannot ask */
export function refuseNotRanked(query: LoyaltyProgram): void {
  const needs = needsNotRanked(query);
  if (needs.length > 0)
    throw new NotRunnable(`the loyalty query ${query.name}, which needs ${needs.join(", ")}`);
}
