import type { Expr } from "@trajet/compiler/program";
import { evaluate, truth } from "../evaluate.ts";
import type { Facts, Millis } from "../facts.ts";
import type { Scope } from "../scope.ts";
import { flipPoint } from "./flip-points.ts";

/** So many moments at which nothing comes of it are passed over; then the condition is looked at again. */
const MOST_POINTS = 64;

/**
 * The earliest moment after `facts.now` at which a condition's truth can change by time alone, `null` if it never does.
 * Until then it is what it is now. It has changed at that moment, unless the condition is one of the rare ones with more
 * than 64 moments without a change before it: then nothing has changed yet, and the next is to be asked for from there.
 */
export function nextFlip(condition: Expr, scope: Scope, facts: Facts): Millis | null {
  const ask = (expr: Expr, seen: Facts) => evaluate(expr, scope, seen);
  const before = truth(condition, scope, facts);
  let at: Millis | null = facts.now;
  for (let points = 0; points < MOST_POINTS; points += 1) {
    at = flipPoint(condition, scope, { ...facts, now: at }, ask);
    if (at === null || truth(condition, scope, { ...facts, now: at }) !== before) return at;
  }
  return at;
}
