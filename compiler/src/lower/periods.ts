import type { Period } from "@trajet/grammar";
import type { PeriodOf } from "../program/types.ts";
import { durationOf } from "./constants.ts";
import { present, type Uses } from "./lowering.ts";

/** A period as written; its bounds are found when it is asked for. */
export function lowerPeriod(period: Period, uses: Uses): PeriodOf {
  const form = formOf(period, uses);
  return period.oneYearEarlier ? { ...form, oneYearEarlier: true } : form;
}

function formOf({ range }: Period, uses: Uses): PeriodOf {
  switch (range.kind) {
    case "all time":
      return { period: "all time" };
    case "dates":
      return { period: "dates", from: range.from.text, to: present(range.to, "the end of a period").text };
    case "last":
    case "to date":
      if (range.unit === "week") uses.weeks = true;
      return { period: range.kind, unit: range.unit };
    case "rolling":
      return { period: "rolling", duration: durationOf([{ amount: range.amount.text, unit: range.unit }]) };
    default:
      return range satisfies never;
  }
}
