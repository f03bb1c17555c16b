import type { Expression, MeasureExpression, ObjectExpression } from "@trajet/grammar";
import { binaryInWords, isJunction, isPlural, withoutParentheses } from "./binary.ts";
import { historyInWords } from "./histories.ts";
import { measureInWords, periodInWords } from "./periods.ts";
import { referenceInWords } from "./references.ts";
import { membershipInWords, stateInWords } from "./states.ts";
import type { Telling } from "./telling.ts";
import { dateInWords, durationInWords, grouped, listed, quoted, timeInWords } from "./wording.ts";

/**
 * A condition as an English clause: `the contact's plan is "free" and the order's total is at least 50 EUR`. What is missing
 * in an unfinished text is an ellipsis.
 */
export function conditionInWords(expression: Expression | undefined, telling: Telling): string {
  if (expression === undefined) return "…";
  if (expression.kind === "Parenthesized") return conditionInWords(expression.inner, telling);
  const words = valueInWords(expression, telling);
  return CLAUSES.has(expression.kind) ? words : `${words} is true`;
}

/** The kinds that read as clauses of their own. */
const CLAUSES: ReadonlySet<Expression["kind"]> = new Set([
  "Binary",
  "Not",
  "Between",
  "Matches",
  "Is",
  "In",
  "History",
  "Tagged",
  "Boolean",
  "Missing",
]);

/** A value as people say it: `the contact's first name`, `3 days from now`, `24 December 2026 at 18:00`. */
export function valueInWords(expression: Expression | undefined, telling: Telling): string {
  if (expression === undefined) return "…";
  switch (expression.kind) {
    case "Text":
      return quoted(expression.value);
    case "Number":
      return grouped(expression.text);
    case "Money":
      return `${grouped(expression.amount)} ${expression.currency}`;
    case "Duration":
      return durationInWords(expression.parts);
    case "Ago":
      return `${durationInWords(expression.parts)} ago`;
    case "Percent":
      return `${expression.text}%`;
    case "Time":
      return timeInWords(expression.text);
    case "Date":
      return dateInWords(expression.text);
    case "Boolean":
      return String(expression.value);
    case "Reference":
      return referenceInWords(expression, telling);
    case "List":
      return listed(expression.elements.map((element) => valueInWords(element, telling)));
    case "Object":
      return objectInWords(expression, telling);
    case "Parenthesized":
      return valueInWords(expression.inner, telling);
    case "MeasureOver":
      return measuredInWords(expression);
    case "Binary":
      return binaryInWords(expression, telling, { value: valueInWords, condition: conditionInWords });
    case "Not":
      return notInWords(expression.operand, telling);
    case "At":
      return `${valueInWords(expression.date, telling)} at ${valueInWords(expression.time, telling)}`;
    case "Between": {
      const [operand, low, high] = [expression.operand, expression.low, expression.high].map((part) =>
        valueInWords(part, telling),
      );
      return `${operand} ${isPlural(expression.operand) ? "are" : "is"} between ${low} and ${high}`;
    }
    case "Matches":
      return `${valueInWords(expression.operand, telling)} matches the pattern ${quoted(expression.pattern?.value)}`;
    case "Is":
      return stateInWords(expression, telling, valueInWords);
    case "In":
      return membershipInWords(expression, telling, valueInWords);
    case "History":
      return historyInWords(expression, telling, { value: valueInWords, condition: conditionInWords });
    case "Tagged":
      return `the contact ${expression.negated ? "does not have" : "has"} the tag ${quoted(expression.tag?.value)}`;
    case "Missing":
      return "…";
    default:
      return expression satisfies never;
  }
}

function notInWords(operand: Expression, telling: Telling): string {
  const inner = withoutParentheses(operand);
  const clause = conditionInWords(inner, telling);
  return `it is not the case that ${isJunction(inner, telling) ? `(${clause})` : clause}`;
}

function objectInWords({ pairs }: ObjectExpression, telling: Telling): string {
  return pairs.map(({ key, value }) => `${key.text}: ${valueInWords(value, telling)}`).join("; ");
}

function measuredInWords({ measure, store, period }: MeasureExpression): string {
  const from = store === undefined ? "" : ` from ${store.text}`;
  const over = period === undefined ? "" : ` ${periodInWords(period)}`;
  return `${measureInWords(measure)}${from}${over}`;
}
