import type { HistoryExpression } from "@trajet/grammar";
import { actInWords, type InWords } from "./acts.ts";
import { periodInWords } from "./periods.ts";
import type { Telling } from "./telling.ts";
import { timesInWords } from "./wording.ts";

/** How values and conditions are put into words: passed in, as they hold one another. */
export interface Words {
  readonly value: InWords;
  readonly condition: InWords;
}

/** `the contact bought any product from Boutique (where …) at least 3 times in the last 7 days` */
export function historyInWords(history: HistoryExpression, telling: Telling, words: Words): string {
  const { where, times, since, before } = history;
  const parts = [
    `the contact ${actInWords(history.act, "past", history.negated, telling, words.value)}`,
    where === undefined ? "" : `(where ${words.condition(where, telling)})`,
    times === undefined ? "" : `${times.bound} ${timesInWords(times.count?.text)}`,
    stretchInWords(history.when, telling, words.value),
    since === undefined ? "" : `since ${words.value(since, telling)}`,
    before === undefined ? "" : beforeInWords(before, telling, words.value),
  ];
  return parts.filter((part) => part !== "").join(" ");
}

function stretchInWords(when: HistoryExpression["when"], telling: Telling, inWords: InWords): string {
  switch (when?.kind) {
    case undefined:
      return "";
    case "in":
      return periodInWords(when.period);
    case "within":
      return `in the last ${inWords(when.duration, telling).replace(/^1 /, "")}`;
    case "today":
    case "yesterday":
      return when.kind;
    default:
      return when satisfies never;
  }
}

/** `before 120 days ago` is said as `more than 120 days ago`. */
function beforeInWords(before: NonNullable<HistoryExpression["before"]>, telling: Telling, inWords: InWords) {
  return `${before.kind === "Ago" ? "more than" : "before"} ${inWords(before, telling)}`;
}
