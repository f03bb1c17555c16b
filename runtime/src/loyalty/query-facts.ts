import type { LoyaltyProgram } from "@trajet/compiler/program";
import type { Facts, Json, Millis } from "../engine/facts.ts";
import { factsOfNobody } from "../engine/nobody.ts";
import type { Scope } from "../engine/scope.ts";

/** What the conditions of a query are written about. */
export function queryScope({ fields, events, segments, weekStart }: LoyaltyProgram): Scope {
  return {
    fields,
    weekStart,
    ...(events !== undefined && { events }),
    ...(segments !== undefined && { people: segments }),
  };
}

/**
 * What its condition on orders reads of one, in wire form. It reads no contact: that is checked when the project is compiled.
 */
export function orderFacts(query: LoyaltyProgram, asOf: Millis, placedAt: Millis, order: Json): Facts {
  const occurrence = { kind: "purchase", at: placedAt, order };
  return { ...factsOfNobody(asOf, query.timezone), occurrence };
}

/** What its condition on people reads of one. */
export function personFacts(
  query: LoyaltyProgram,
  asOf: Millis,
  known: Pick<Facts, "contact" | "history" | "journeys">,
): Facts {
  return { ...factsOfNobody(asOf, query.timezone), ...known };
}
