import type { Expression, PointInTime, Weekday } from "@trajet/grammar";
import type { DurationOf, Point } from "../program/types.ts";
import { lowerDuration } from "./constants.ts";
import type { Lowering } from "./lowering.ts";

/** ISO numbers: 1 is Monday. */
export const WEEKDAYS: Readonly<Record<Weekday, number>> = {
  monday: 1,
  tuesday: 2,
  wednesday: 3,
  thursday: 4,
  friday: 5,
  saturday: 6,
  sunday: 7,
};

/** `monday at 9:00`, `9:00`, `1 day before entry.event.startsAt at 18:00` */
export function lowerPoint(point: PointInTime, place: Lowering): Point {
  const lowered = (part: Expression | undefined) =>
    part === undefined ? null : place.expression(part, place);
  const onlyTime = point.base !== undefined && point.at === undefined && typeOf(point.base, place) === "time";
  return {
    weekday: point.weekday === undefined ? null : WEEKDAYS[point.weekday],
    base: onlyTime ? null : lowered(point.base),
    offset:
      point.offset === undefined
        ? null
        : { duration: place.expression(point.offset.amount, place), direction: point.offset.direction },
    at: lowered(onlyTime ? point.base : point.at),
  };
}

/** The limit of a wait: a duration from its start, or a point of time. */
export function lowerLimit(
  limit: PointInTime | undefined,
  place: Lowering,
): { readonly for: DurationOf } | { readonly until: Point } | null {
  if (limit === undefined) return null;
  const alone = limit.weekday === undefined && limit.offset === undefined && limit.at === undefined;
  if (alone && limit.base !== undefined && typeOf(limit.base, place) === "duration") {
    return { for: lowerDuration(limit.base, place) };
  }
  return { until: lowerPoint(limit, place) };
}

function typeOf(expression: Expression, { model }: Lowering): string | undefined {
  return model.typeOf(expression)?.type;
}
