import type { HistoryExpression } from "@trajet/grammar";
import { printAct } from "./act.ts";
import { printPeriod } from "./period.ts";
import { type Print, timesOf } from "./text.ts";

/** `contact bought any product from Boutique where (order.total >= 50 EUR) at least 3 times within 7 days` */
export function printHistory(history: HistoryExpression, print: Print): string {
  const parts = [
    `contact ${printAct(history.act, "past", history.negated, print)}`,
    history.where === undefined ? "" : `where (${print(history.where)})`,
    history.times === undefined ? "" : `${history.times.bound} ${timesOf(history.times.count?.text ?? "…")}`,
    stretch(history.when, print),
    history.since === undefined ? "" : `since ${print(history.since)}`,
    history.before === undefined ? "" : `before ${print(history.before)}`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}

function stretch(when: HistoryExpression["when"], print: Print): string {
  switch (when?.kind) {
    case undefined:
      return "";
    case "in":
      return `in ${printPeriod(when.period)}`;
    case "within":
      return `within ${print(when.duration)}`;
    case "today":
    case "yesterday":
      return when.kind;
    default:
      return when satisfies never;
  }
}
