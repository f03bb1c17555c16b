import type { Period } from "@trajet/grammar";
import { amountOf } from "./text.ts";

/** `last quarter`, `2026-01-01 to 2026-03-31`, `last month one year earlier` */
export function printPeriod({ range, oneYearEarlier }: Period): string {
  const earlier = oneYearEarlier ? " one year earlier" : "";
  switch (range.kind) {
    case "all time":
      return "all time";
    case "dates":
      return `${range.from.text} to ${range.to?.text ?? "…"}`;
    case "last":
      return `last ${range.unit}${earlier}`;
    case "rolling":
      return `last ${amountOf(range.amount.text, range.unit)}${earlier}`;
    case "to date":
      return `${range.unit} to date${earlier}`;
    default:
      return range satisfies never;
  }
}
