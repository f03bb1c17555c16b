import type { Unit, DateOf as WrittenDate, Schedule as WrittenSchedule } from "@trajet/grammar";
import type { DateOf, Expr, Recurrence, Schedule } from "../program/types.ts";
import { lowerDuration } from "./constants.ts";
import { type Lowering, LoweringError, present } from "./lowering.ts";
import { inPeople } from "./people.ts";
import { WEEKDAYS } from "./points.ts";
import { wholeOf } from "./whole-numbers.ts";

/** `every monday, thursday at 9:00 for Lapsed`, `3 days before contact.renewal at 9:00` */
export function lowerSchedule(schedule: WrittenSchedule, place: Lowering): Schedule {
  return {
    on: recurrenceOf(schedule.recurrence, place),
    at: place.expression(schedule.at, place),
    people: peopleOf(schedule.people, place),
    where: schedule.where === undefined ? null : place.expression(schedule.where, place),
  };
}

function peopleOf(people: WrittenSchedule["people"], place: Lowering): Expr | null {
  return people?.kind === "people" ? inPeople(people.people, place) : null;
}

function recurrenceOf(written: WrittenSchedule["recurrence"], place: Lowering): Recurrence {
  switch (written.kind) {
    case "once":
    case "year":
      return { every: written.kind, date: dateOf(written.date, place) };
    case "day":
      return { every: "day" };
    case "weekday":
      return { every: "weekdays", days: [1, 2, 3, 4, 5] };
    case "weekdays":
      return { every: "weekdays", days: written.days.map((day) => WEEKDAYS[day]).toSorted() };
    case "interval":
      return {
        every: "interval",
        count: wholeOf(written.amount, "an interval"),
        unit: intervalUnit(written.unit),
        from: present(written.from, "the first day of an interval").text,
      };
    case "month": {
      const day = present(written.day, "the day of a month");
      return { every: "month", day: day === "last" ? day : wholeOf(day, "the day of a month", 1, 31) };
    }
    default:
      return written satisfies never;
  }
}

function dateOf({ base, offset }: WrittenDate, place: Lowering): DateOf {
  return {
    base: place.expression(base, place),
    offset:
      offset === undefined
        ? null
        : { duration: lowerDuration(offset.amount, place), direction: offset.direction },
  };
}

function intervalUnit(unit: Unit): "day" | "week" | "month" {
  switch (unit) {
    case "day":
    case "week":
    case "month":
      return unit;
    case "second":
    case "minute":
    case "hour":
    case "year":
      throw new LoweringError(`a program has no start every so many ${unit}s`);
    default:
      return unit satisfies never;
  }
}
