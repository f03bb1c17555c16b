import type { PointInTime, Trigger } from "@trajet/grammar";
import { actInWords } from "./acts.ts";
import { conditionInWords, valueInWords } from "./expressions.ts";
import { type Telling, typeIn } from "./telling.ts";
import { capitalized } from "./wording.ts";

/** `the contact buys any product from Boutique, if the order's total is at least 50 EUR` */
export function triggerInWords(trigger: Trigger | undefined, telling: Telling): string {
  if (trigger === undefined) return "…";
  const { act, negated, since, where } = trigger;
  const parts = [
    `the contact ${actInWords(act, "present", negated, telling, valueInWords)}`,
    trigger.for === undefined ? "" : ` for ${valueInWords(trigger.for, telling)}`,
    since === undefined ? "" : ` (counted since ${valueInWords(since, telling)})`,
    where === undefined ? "" : `, if ${conditionInWords(where, telling)}`,
  ];
  return parts.join("");
}

/** Several triggers with one outcome: `the contact …, or the contact …`. */
export function triggersInWords(triggers: readonly Trigger[], telling: Telling): string {
  if (triggers.length === 0) return "…";
  return triggers.map((trigger) => triggerInWords(trigger, telling)).join(", or ");
}

/** `the next Monday at 9:00`, `1 day before the starting event's "starts at"`, `24 December 2026 at 8:00`. */
export function pointInWords({ weekday, base, offset, at }: PointInTime, telling: Telling): string {
  const time = at === undefined ? "" : ` at ${valueInWords(at, telling)}`;
  if (weekday !== undefined) return `the next ${capitalized(weekday)}${time}`;
  const words = valueInWords(base, telling);
  if (offset !== undefined)
    return `${valueInWords(offset.amount, telling)} ${offset.direction} ${words}${time}`;
  return `${typeIn(base, telling) === "time" || base?.kind === "Time" ? "the next " : ""}${words}${time}`;
}

/** A limit of a wait: `up to 3 days`, or the moment at which it ends. */
export function limitInWords(limit: PointInTime, telling: Telling): { up: string; after: string } {
  const { weekday, base, offset, at } = limit;
  const words = pointInWords(limit, telling);
  const isLong = weekday === undefined && offset === undefined && at === undefined;
  if (isLong && typeIn(base, telling) === "duration")
    return { up: `up to ${words}`, after: `after ${words}` };
  return { up: `until ${words} at the latest`, after: `by ${words}` };
}
