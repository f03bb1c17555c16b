import type { PointInTime } from "@trajet/grammar";
import { DURATION, describe, isDay } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { assign } from "../expressions/assign.ts";
import { insteadOf, writeInstead } from "../expressions/instead.ts";
import { needValue } from "../expressions/optionals.ts";
import { checkLength } from "../expressions/stretches.ts";
import type { Scope } from "../scope.ts";

/** `monday at 9:00`, `9:00`, `1 day before entry.event.startsAt at 18:00`; the limit of a wait may be a duration too. */
export function checkPoint(point: PointInTime, of: "delay" | "wait", scope: Scope, check: Check): void {
  if (point.base !== undefined) checkBase(point, point.base, of, scope, check);
  if (point.offset !== undefined) {
    const { amount } = point.offset;
    assign(amount, DURATION, "the time before or after it", scope, check);
    const needless = point.base && { start: amount.span.start, end: point.base.span.start };
    checkLength(amount, "it changes nothing", needless, check);
  }
  if (point.at !== undefined) assign(point.at, { type: "time" }, "what stands after `at`", scope, check);
}

function checkBase(
  point: PointInTime,
  base: NonNullable<PointInTime["base"]>,
  of: "delay" | "wait",
  scope: Scope,
  check: Check,
): void {
  const type = check.typeOf(base, scope);
  if (type.unknown) return;
  const alone = point.offset === undefined && point.at === undefined;
  const fits =
    isDay(type) || (alone && (type.type === "time" || (of === "wait" && type.type === "duration")));
  if (fits && !type.list) {
    needValue(base, type.optional, scope, check);
    if (of === "wait") checkLength(base, "the wait is over at once", undefined, check);
    return;
  }
  const expected = of === "wait" ? "duration, a date, a moment or a time" : "date, a moment or a time";
  const what = of === "wait" ? "`wait up to`" : "`delay until`";
  const instead = alone ? insteadOf(base, of === "wait" ? DURATION : { type: "time" }, check) : undefined;
  const params = { what, expected, found: describe(type), instead };
  check.report("TJ3001", base.span, params, writeInstead(base, instead, check));
}
