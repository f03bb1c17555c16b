import type { Measure, Period } from "@trajet/grammar";
import { counted, dateInWords } from "./wording.ts";

/** Behind what happened, or was added up: `last month`, `in the last 90 days`, `this year so far`. */
export function periodInWords({ range, oneYearEarlier }: Period): string {
  const earlier = oneYearEarlier ? ", one year earlier" : "";
  switch (range.kind) {
    case "all time":
      return "in all time";
    case "dates":
      return `from ${dateInWords(range.from.text)} to ${dateInWords(range.to?.text)}`;
    case "last":
      return `last ${range.unit}${earlier}`;
    case "rolling":
      return range.amount.text === "1"
        ? `in the last ${range.unit}${earlier}`
        : `in the last ${counted(range.amount.text, range.unit)}${earlier}`;
    case "to date":
      return `this ${range.unit} so far${earlier}`;
    default:
      return range satisfies never;
  }
}

/** `orders` as `the number of orders`. */
export function measureInWords({ name }: Measure): string {
  switch (name) {
    case "orders":
      return "the number of orders";
    case "units":
      return "the number of units bought";
    case "distinct products":
      return "the number of different products bought";
    case "total spent":
      return "the total spent";
    case "largest order":
      return "the largest order";
    case "average order value":
      return "the average order";
    case "average days between orders":
      return "the average number of days between orders";
    case "opens":
      return "the number of messages opened";
    case "clicks":
      return "the number of messages clicked";
    case "days since first order":
      return "the number of days since the first order";
    case "days since last order":
      return "the number of days since the last order";
    default:
      return name satisfies never;
  }
}
