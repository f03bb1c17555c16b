import type { DateOf, Schedule } from "@trajet/grammar";
import { printPeople } from "./act.ts";
import { printExpression } from "./expression.ts";
import { amountOf } from "./text.ts";

/** `every 2 weeks from 2026-01-05 at 9:00 for Lapsed`: what stands behind `start`. */
export function printSchedule({ recurrence, at, people, where }: Schedule): string {
  const parts = [
    `${printRecurrence(recurrence)} at ${printExpression(at)}`,
    people === undefined ? "" : `for ${people.kind === "everyone" ? "everyone" : printPeople(people.people)}`,
    where === undefined ? "" : `where ${printExpression(where)}`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

function printRecurrence(recurrence: Schedule["recurrence"]): string {
  switch (recurrence.kind) {
    case "once":
      return printDateOf(recurrence.date);
    case "day":
    case "weekday":
      return `every ${recurrence.kind}`;
    case "weekdays":
      return `every ${recurrence.days.join(", ")}`;
    case "interval": {
      const every = amountOf(recurrence.amount.text, recurrence.unit);
      return `every ${every} from ${recurrence.from?.text ?? "…"}`;
    }
    case "month":
      return `every month on ${recurrence.day === "last" ? "last day" : `day ${recurrence.day?.text ?? "…"}`}`;
    case "year":
      return `every year ${printDateOf(recurrence.date)}`;
    default:
      return recurrence satisfies never;
  }
}

function printDateOf({ base, offset }: DateOf): string {
  const date = printExpression(base);
  return offset === undefined
    ? `on ${date}`
    : `${printExpression(offset.amount)} ${offset.direction} ${date}`;
}
