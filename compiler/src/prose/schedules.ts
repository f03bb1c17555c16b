import type { DateOf, Schedule } from "@trajet/grammar";
import { peopleInWords } from "./declared.ts";
import { conditionInWords, valueInWords } from "./expressions.ts";
import type { Telling } from "./telling.ts";
import { capitalized, counted, dateInWords, grouped, listed } from "./wording.ts";

/** `every 2 weeks from 5 January 2026 at 9:00, everybody in the segment Lapsed` */
export function scheduleInWords(schedule: Schedule, telling: Telling): string {
  const when = `${recurrenceInWords(schedule.recurrence, telling)} at ${valueInWords(schedule.at, telling)}`;
  const where = schedule.where === undefined ? "" : `, if ${conditionInWords(schedule.where, telling)}`;
  return `${when}${peopleOf(schedule, telling)}${where}`;
}

function peopleOf({ people }: Schedule, telling: Telling): string {
  switch (people?.kind) {
    case undefined:
      return "";
    case "everyone":
      return ", everyone in the audience";
    case "people":
      return `, everyone in ${peopleInWords(people.people, telling.model)}`;
    default:
      return people satisfies never;
  }
}

function recurrenceInWords(recurrence: Schedule["recurrence"], telling: Telling): string {
  switch (recurrence.kind) {
    case "once":
      return dateOfInWords(recurrence.date, telling);
    case "day":
    case "weekday":
      return `every ${recurrence.kind}`;
    case "weekdays":
      return `every ${listed(recurrence.days.map(capitalized))}`;
    case "interval": {
      const { amount, unit, from } = recurrence;
      const each = amount.text === "1" ? unit : counted(amount.text, unit);
      return `every ${each} from ${dateInWords(from?.text)} on`;
    }
    case "month":
      return `every month on ${monthDay(recurrence.day)}`;
    case "year":
      return `every year ${dateOfInWords(recurrence.date, telling)}`;
    default:
      return recurrence satisfies never;
  }
}

function dateOfInWords({ base, offset }: DateOf, telling: Telling): string {
  const date = valueInWords(base, telling);
  return offset === undefined
    ? `on ${date}`
    : `${valueInWords(offset.amount, telling)} ${offset.direction} ${date}`;
}

function monthDay(day: Extract<Schedule["recurrence"], { kind: "month" }>["day"]): string {
  if (day === undefined) return "…";
  return day === "last" ? "its last day" : `day ${grouped(day.text)}`;
}
