import { type Duration, type DurationOf, isComputed } from "@trajet/compiler/program";
import { evaluate } from "../evaluate.ts";
import type { Facts } from "../facts.ts";
import type { Scope } from "../scope.ts";
import { isTagged } from "../value.ts";

/** A duration, computed where it has to be; `null` where it has no value. */
export function lengthOf(duration: DurationOf, scope: Scope, facts: Facts): Duration | null {
  if (!isComputed(duration)) return duration;
  const value = evaluate(duration, scope, facts);
  return isTagged(value) && value.type === "duration" ? value.duration : null;
}
