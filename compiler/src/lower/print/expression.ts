import type {
  BinaryOperator,
  Expression,
  InExpression,
  IsExpression,
  Measure,
  Period,
} from "@trajet/grammar";
import { quote } from "../../diagnostics/fixes.ts";
import { exactDecimal } from "../decimal.ts";
import { printHistory } from "./history.ts";
import { printPeriod } from "./period.ts";
import { amountOf } from "./text.ts";

/** How tightly each form binds (grammar.md §3.2); a looser one inside a tighter one stands in parentheses. */
const LOOSENESS = { or: 1, and: 2, not: 3, comparison: 4, at: 5, sum: 6, term: 7, value: 8 } as const;
type Level = (typeof LOOSENESS)[keyof typeof LOOSENESS];

const BINARY: Readonly<Record<BinaryOperator, Level>> = {
  or: LOOSENESS.or,
  and: LOOSENESS.and,
  "==": LOOSENESS.comparison,
  "!=": LOOSENESS.comparison,
  "<": LOOSENESS.comparison,
  "<=": LOOSENESS.comparison,
  ">": LOOSENESS.comparison,
  ">=": LOOSENESS.comparison,
  contains: LOOSENESS.comparison,
  "starts with": LOOSENESS.comparison,
  "ends with": LOOSENESS.comparison,
  "+": LOOSENESS.sum,
  "-": LOOSENESS.sum,
  "*": LOOSENESS.term,
  "/": LOOSENESS.term,
};

/**
 * An expression on one line, as the formatter would write it: one form for all layouts, with no more parentheses than it
 * needs. What is missing in an unfinished text is an ellipsis.
 */
export function printExpression(expression: Expression | undefined): string {
  return expression === undefined ? "…" : print(expression, LOOSENESS.or);
}

function print(expression: Expression, loosest: Level): string {
  const { text, level } = form(expression);
  return level < loosest ? `(${text})` : text;
}

interface Form {
  readonly text: string;
  readonly level: Level;
}

const value = (text: string): Form => ({ text, level: LOOSENESS.value });
const comparison = (text: string): Form => ({ text, level: LOOSENESS.comparison });

function form(expression: Expression): Form {
  switch (expression.kind) {
    case "Text":
      return value(quote(expression.value));
    case "Number":
      return value(expression.text);
    case "Money":
      return value(`${exactDecimal(expression.amount)} ${expression.currency}`);
    case "Duration":
      return value(printDuration(expression.parts));
    case "Ago":
      return value(`${printDuration(expression.parts)} ago`);
    case "Percent":
      return value(`${expression.text}%`);
    case "Time":
      return value(expression.text.replace(/^0(?=\d)/, ""));
    case "Date":
      return value(expression.text);
    case "Boolean":
      return value(String(expression.value));
    case "Reference":
      return value(expression.path.map((name) => name.text).join("."));
    case "List":
      return value(`[${expression.elements.map(printExpression).join(", ")}]`);
    case "Object":
      return value(
        `{ ${expression.pairs.map((pair) => `${pair.key.text}: ${printExpression(pair.value)}`).join(", ")} }`,
      );
    case "Parenthesized":
      return form(expression.inner);
    case "MeasureOver":
      return value(printMeasure(expression.measure, expression.store?.text, expression.period));
    case "Binary":
      return binaryForm(expression);
    case "Not":
      return { text: `not (${print(expression.operand, LOOSENESS.or)})`, level: LOOSENESS.not };
    case "At":
      return {
        text: `${print(expression.date, LOOSENESS.sum)} at ${print(expression.time, LOOSENESS.sum)}`,
        level: LOOSENESS.at,
      };
    case "Between": {
      const [operand, low, high] = [expression.operand, expression.low, expression.high].map(operandOf);
      return comparison(`${operand} between ${low} and ${high}`);
    }
    case "Matches":
      return comparison(
        `${operandOf(expression.operand)} matches ${quote(expression.pattern?.value ?? "…")}`,
      );
    case "Is":
      return comparison(printIs(expression));
    case "In":
      return comparison(printIn(expression));
    case "History":
      return comparison(printHistory(expression, printExpression));
    case "Tagged":
      return comparison(
        `contact has ${expression.negated ? "no " : ""}tag ${quote(expression.tag?.value ?? "…")}`,
      );
    case "Missing":
      return value("…");
    default:
      return expression satisfies never;
  }
}

function operandOf(expression: Expression): string {
  return print(expression, LOOSENESS.at);
}

function binaryForm({ operator, left, right }: Extract<Expression, { kind: "Binary" }>): Form {
  const level = BINARY[operator];
  const compared = level === LOOSENESS.comparison;
  const onLeft = compared ? operandOf(left) : print(left, level);
  const onRight = compared ? operandOf(right) : print(right, (level + 1) as Level);
  return { text: `${onLeft} ${operator} ${onRight}`, level };
}

function printIs({ operand, negated, state }: IsExpression): string {
  const is = `${operandOf(operand)} is ${negated ? "not " : ""}`;
  switch (state.kind) {
    case "set":
      return `${is}set`;
    case "subscribed":
      return `${is}subscribed${state.channel === undefined ? "" : ` to ${state.channel.text}`}`;
    case "kind":
      return `${is}${state.name?.text ?? "…"}`;
    default:
      return state satisfies never;
  }
}

function printIn({ operand, negated, container }: InExpression): string {
  const within = `${operandOf(operand)} ${negated ? "not " : ""}in `;
  switch (container.kind) {
    case "value":
      return `${within}${operandOf(container.value)}`;
    case "people":
      return `${within}${[container.people.name?.text ?? "…", ...(container.people.tier ? [container.people.tier.text] : [])].join(".")}`;
    case "group":
      return `${within}${quote(container.group.category?.value ?? "…")}.${quote(container.group.group?.value ?? "…")}`;
    case "journey":
      return `${within}journey ${container.journey?.text ?? "…"}`;
    default:
      return container satisfies never;
  }
}

/** `1 hour 30 minutes` */
function printDuration(parts: readonly { readonly amount: string; readonly unit: string }[]): string {
  return parts.map((part) => amountOf(part.amount, part.unit)).join(" ");
}

function printMeasure(measure: Measure, store: string | undefined, period: Period | undefined): string {
  const from = store === undefined ? "" : ` from ${store}`;
  return `${measure.name}${from}${period === undefined ? "" : ` over ${printPeriod(period)}`}`;
}
