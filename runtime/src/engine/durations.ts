import { type Duration, type DurationOf, type Expr, isComputed } from "@trajet/compiler/program";
import { isTagged, type Value, ValueError } from "./value.ts";

/** A duration of a program, written out or computed; `null` where a value that it is computed from is missing. */
export function durationIn(duration: DurationOf, ask: (expr: Expr) => Value): Duration | null {
  if (!isComputed(duration)) return duration;
  const value = ask(duration);
  if (value === null) return null;
  if (isTagged(value) && value.type === "duration") return value.duration;
  throw new ValueError("a duration is expected, and there is another value");
}
