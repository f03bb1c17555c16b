import type { Expression, PointInTime } from "@trajet/grammar";
import type { Duration } from "../../program/types.ts";
import { type Arguments, DAY, durationIn, rangeOf, UNKNOWN_TIME, writtenOut } from "./amounts.ts";
import type { Pass } from "./clock.ts";

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

/** How a delay of a duration passes. */
export function passOf(duration: Expression | undefined, args: Arguments | undefined): Pass {
  const written = durationIn(duration, args);
  if (written === undefined) return { kind: "for", range: UNKNOWN_TIME, exact: undefined };
  return { kind: "for", range: rangeOf(written), exact: exactOf(written) };
}

function exactOf(duration: Duration): number | undefined {
  const { least, most } = rangeOf(duration);
  return least === most ? least : undefined;
}

/** How a delay until a point passes, or the limit of a wait, which may be a duration too. */
export function passUntilPoint(point: PointInTime, args: Arguments | undefined): Pass {
  const at = timeOf(point.at, args);
  if (point.weekday !== undefined) {
    return { kind: "until", time: at ?? 0, weekday: WEEKDAYS.indexOf(point.weekday) };
  }
  const [base, inner] = writtenOut(point.base, args);
  if (base === undefined) return { kind: "moment", time: at, date: undefined };
  if (point.offset === undefined) {
    const time = timeOf(base, inner);
    if (time !== undefined) return { kind: "until", time, weekday: undefined };
    if (durationIn(base, inner) !== undefined) return passOf(base, inner);
  }
  return momentPass(point, base, at, args);
}

function momentPass(
  point: PointInTime,
  base: Expression,
  at: number | undefined,
  args: Arguments | undefined,
): Pass {
  const written = base.kind === "At" ? base.date : base;
  const time = at ?? (base.kind === "At" ? timeOf(base.time, args) : undefined);
  const day = written.kind === "Date" ? dayNumber(written.text) : undefined;
  const moved = point.offset === undefined ? 0 : daysOf(point.offset, args);
  const date = day === undefined || moved === undefined ? undefined : day + moved;
  return { kind: "moment", time, date };
}

function daysOf(offset: NonNullable<PointInTime["offset"]>, args: Arguments | undefined): number | undefined {
  const duration = durationIn(offset.amount, args);
  const exact = duration === undefined ? undefined : exactOf(duration);
  if (exact === undefined || exact % DAY !== 0) return undefined;
  return (offset.direction === "before" ? -1 : 1) * (exact / DAY);
}

/** Days since 1970 of a date as it is written; `undefined` for one that does not exist. */
export function dayNumber(date: string): number | undefined {
  const day = Date.parse(`${date}T00:00:00Z`) / DAY;
  return Number.isInteger(day) ? day : undefined;
}

/** Milliseconds since midnight of a time of day that is written out. */
export function timeOf(expression: Expression | undefined, args?: Arguments): number | undefined {
  const [written] = writtenOut(expression, args);
  if (written?.kind !== "Time") return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = written.text.split(":").map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1_000;
}
