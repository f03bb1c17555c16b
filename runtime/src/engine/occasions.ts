import type { DateOf, Recurrence, Schedule } from "@trajet/compiler/program";
import { visitExpression } from "@trajet/compiler/program/visit";
import { Temporal } from "temporal-polyfill";
import { momentOf } from "./compare.ts";
import { durationIn } from "./durations.ts";
import { evaluate } from "./evaluate.ts";
import type { Facts, Millis } from "./facts.ts";
import { factsOfNobody } from "./nobody.ts";
import type { Scope } from "./scope.ts";
import { isTagged, ValueError } from "./value.ts";
import { addDuration, addToDate, dateIn, daysBetween, momentAt, negated, startOfDate } from "./zoned.ts";

/** A day on which a start by the calendar is due in a zone. */
export interface Occasion {
  /** Local: `2026-12-24`. */
  readonly date: string;
  readonly at: Millis;
}

/** A schedule without the people whom it concerns, as it reads on the clocks of one zone. */
export type Timetable = Pick<Schedule, "on" | "at">;

/** The first occasion after a moment on the clocks of a zone (IANA); `null` where none comes any more. */
export function nextOccasion(
  timetable: Timetable,
  scope: Scope,
  zone: string,
  after: Millis,
): Occasion | null {
  const time = timeOfDay(timetable, scope, zone);
  let from = dateIn(zone, after);
  for (;;) {
    const date = nextDate(timetable.on, scope, zone, from);
    if (date === null) return null;
    const at = momentAt(date, time, zone);
    if (at > after) return { date, at };
    from = addToDate(date, { days: 1 });
  }
}

/** The occasions after one moment and up to another, that included. */
export function occasionsBetween(
  timetable: Timetable,
  scope: Scope,
  zone: string,
  after: Millis,
  until: Millis,
): Occasion[] {
  const found: Occasion[] = [];
  let next = nextOccasion(timetable, scope, zone, after);
  while (next !== null && next.at <= until) {
    found.push(next);
    next = nextOccasion(timetable, scope, zone, next.at);
  }
  return found;
}

/** Whether each contact has a date of its own, so that every day is an occasion for somebody. */
export function isPersonal({ on }: Timetable): boolean {
  return (on.every === "once" || on.every === "year") && isOfContact(on.date);
}

/**
 * Whether a contact's own date says that day: a birthday of 29 February is the 28th in a year that lacks it. A contact
 * without the date is never meant.
 */
export function isMeant(on: Recurrence, date: string, scope: Scope, facts: Facts): boolean {
  if (on.every !== "once" && on.every !== "year") return true;
  return isDue(on.every, on.date, date, scope, facts);
}

function timeOfDay({ at }: Timetable, scope: Scope, zone: string): string {
  const value = evaluate(at, scope, nobody(zone));
  if (isTagged(value) && value.type === "time") return value.time;
  throw new ValueError("a start by the calendar has a time of day");
}

/** The first date from `from` on on which the schedule is due for everyone; of personal dates each day may be one. */
function nextDate(on: Recurrence, scope: Scope, zone: string, from: string): string | null {
  switch (on.every) {
    case "day":
      return from;
    case "weekdays":
      return nextWeekday(on.days, from);
    case "interval":
      return on.unit === "month"
        ? nextInMonths(on.from, on.count, from)
        : nextInDays(on.from, on.count * (on.unit === "week" ? 7 : 1), from);
    case "month":
      return nextOfMonth(on.day, from);
    case "once":
    case "year":
      return isOfContact(on.date) ? from : nextFixed(on.every, on.date, scope, nobody(zone), from);
    default:
      return on satisfies never;
  }
}

const plain = (date: string): Temporal.PlainDate => Temporal.PlainDate.from(date);

function nextWeekday(days: readonly number[], from: string): string | null {
  const today = plain(from).dayOfWeek;
  const ahead = days.map((day) => (day - today + 7) % 7).sort((a, b) => a - b)[0];
  return ahead === undefined ? null : addToDate(from, { days: ahead });
}

function nextInDays(first: string, step: number, from: string): string {
  const passed = daysBetween(first, from);
  return passed <= 0 ? first : addToDate(first, { days: Math.ceil(passed / step) * step });
}

/** Counted from the first day each time, so that one on the 31st comes back to the 31st after a shorter month. */
function nextInMonths(first: string, step: number, from: string): string {
  const months = plain(first).until(plain(from), { largestUnit: "month" }).months;
  for (let turn = Math.max(0, Math.floor(months / step)); ; turn += 1) {
    const date = addToDate(first, { months: turn * step });
    if (date >= from) return date;
  }
}

function nextOfMonth(day: number | "last", from: string): string {
  const start = plain(from).with({ day: 1 });
  const inMonth = (month: Temporal.PlainDate): string =>
    month.with({ day: day === "last" ? month.daysInMonth : Math.min(day, month.daysInMonth) }).toString();
  const here = inMonth(start);
  return here >= from ? here : inMonth(start.add({ months: 1 }));
}

/** A date that is the same for everyone. */
function nextFixed(
  every: "once" | "year",
  date: DateOf,
  scope: Scope,
  facts: Facts,
  from: string,
): string | null {
  const base = baseOf(date, scope, facts);
  if (base === null) return null;
  const candidates = every === "once" ? [base] : anniversariesAround(base, from);
  return (
    candidates.map((one) => moved(one, date, scope, facts)).find((one) => one !== null && one >= from) ?? null
  );
}

function isDue(every: "once" | "year", date: DateOf, day: string, scope: Scope, facts: Facts): boolean {
  const base = baseOf(date, scope, facts);
  if (base === null) return false;
  const candidates = every === "once" ? [base] : anniversariesAround(base, day);
  return candidates.some((one) => moved(one, date, scope, facts) === day);
}

/** The day itself and its returns in the years around a date: an offset may lead over the turn of a year. */
function anniversariesAround(base: string, date: string): string[] {
  const first = plain(base);
  const year = plain(date).year;
  return [year - 1, year, year + 1, year + 2]
    .filter((one) => one >= first.year)
    .map((one) => first.add({ years: one - first.year }).toString());
}

function baseOf({ base }: DateOf, scope: Scope, facts: Facts): string | null {
  const value = evaluate(base, scope, facts);
  if (isTagged(value) && value.type === "date") return value.date;
  const at = momentOf(value, facts.zone);
  return at === null ? null : dateIn(facts.zone, at);
}

function moved(date: string, { offset }: DateOf, scope: Scope, facts: Facts): string | null {
  if (offset === null) return date;
  const { zone } = facts;
  const duration = durationIn(offset.duration, (expr) => evaluate(expr, scope, facts));
  if (duration === null) return null;
  const by = offset.direction === "before" ? negated(duration) : duration;
  return dateIn(zone, addDuration(startOfDate(date, zone), by, zone));
}

function isOfContact({ base }: DateOf): boolean {
  let found = false;
  visitExpression(base, {
    expression: (expr) => {
      found ||= expr.op === "get" && expr.root === "contact";
    },
  });
  return found;
}

/** For expressions that speak of nobody, at no moment. */
const nobody = (zone: string): Facts => factsOfNobody(0, zone);
