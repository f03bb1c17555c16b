import type { Expr, LoyaltyProgram } from "@trajet/compiler/program";
import { visitExpression } from "@trajet/compiler/program/visit";
import { conditionNeeds, NotRunnable } from "../engine/runnable.ts";

const MEASURES = ["orders", "average order value", "total spent"] as const;

/** A query that the database can be asked. */
export type RankedQuery = LoyaltyProgram & { readonly measure: (typeof MEASURES)[number] };

/** What a query needs that this version cannot ask. */
export function needsNotRanked(query: LoyaltyProgram): readonly string[] {
  const conditions = [query.orders, query.people, ...Object.values(query.segments ?? {})].filter(
    (condition) => condition !== null,
  );
  return [
    ...(measureOf(query) === undefined ? [`\`rank by ${query.measure}\``] : []),
    ...conditions.flatMap((condition) => [...conditionNeeds(condition), ...listsIn(condition)]),
  ];
}

/** @throws NotRunnable for what this version cannot ask */
export function rankedQuery(query: LoyaltyProgram): RankedQuery {
  const measure = measureOf(query);
  const needs = needsNotRanked(query);
  if (measure === undefined || needs.length > 0) {
    throw new NotRunnable(`the loyalty query ${query.name}, which needs ${needs.join(", ")}`);
  }
  return { ...query, measure };
}

/** A list is made of what the database holds, and not of another list. */
function listsIn(condition: Expr): readonly string[] {
  const found: string[] = [];
  visitExpression(condition, {
    expression: (expr) => {
      if (expr.op === "in loyalty") found.push("`in loyalty`");
    },
  });
  return found;
}

function measureOf(query: LoyaltyProgram): RankedQuery["measure"] | undefined {
  return MEASURES.find((known) => known === query.measure);
}
