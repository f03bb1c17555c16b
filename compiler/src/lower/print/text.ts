import type { Expression } from "@trajet/grammar";
import { quote } from "../../diagnostics/fixes.ts";

/** How an expression is printed: passed in, as expressions hold sentences and sentences expressions. */
export type Print = (expression: Expression | undefined) => string;

/** `3 days`, `1 day`: the formatter's singular and plural. */
export function amountOf(amount: string, unit: string): string {
  return `${amount} ${unit}${amount === "1" || amount === "-1" ? "" : "s"}`;
}

/** `1 time`, `3 times` */
export function timesOf(count: string): string {
  return `${count} ${count === "1" ? "time" : "times"}`;
}

/** `"vip", "engaged"` */
export function quotedList(texts: readonly { readonly value: string }[]): string {
  return texts.map((text) => quote(text.value)).join(", ");
}
