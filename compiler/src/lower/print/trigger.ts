import type { Trigger } from "@trajet/grammar";
import { printAct } from "./act.ts";
import { printExpression } from "./expression.ts";

/** `contact buys any product for 1 hour where order.total >= 50 EUR` */
export function printTrigger(trigger: Trigger): string {
  const parts = [
    `contact ${printAct(trigger.act, "present", trigger.negated, printExpression)}`,
    trigger.for === undefined ? "" : `for ${printExpression(trigger.for)}`,
    trigger.since === undefined ? "" : `since ${printExpression(trigger.since)}`,
    trigger.where === undefined ? "" : `where ${printExpression(trigger.where)}`,
  ];
  return parts.filter((part) => part !== "").join(" ");
}
