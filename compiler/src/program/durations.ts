import type { DurationOf, Expr } from "./expressions.ts";

/** Whether a duration is known only when it is needed. One that is written out has units, and no `op`. */
export function isComputed(duration: DurationOf): duration is Expr {
  return "op" in duration;
}
