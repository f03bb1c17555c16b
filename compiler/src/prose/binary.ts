import type { BinaryExpression, BinaryOperator, Expression } from "@trajet/grammar";
import type { Words } from "./histories.ts";
import { type Telling, typeIn } from "./telling.ts";

/** Two operands and what joins them: a comparison, `and` and `or`, a fallback, arithmetic. */
export function binaryInWords(expression: BinaryExpression, telling: Telling, words: Words): string {
  const { operator, left, right } = expression;
  switch (operator) {
    case "and":
      return `${joined(left, "and", telling, words)} and ${joined(right, "and", telling, words)}`;
    case "or":
      return isCondition(left, telling)
        ? `${joined(left, "or", telling, words)} or ${joined(right, "or", telling, words)}`
        : `${words.value(left, telling)} (or ${words.value(right, telling)} if that is not known)`;
    case "+":
    case "-":
      return sumInWords(expression, telling, words);
    case "*":
    case "/":
      return `${factor(left, telling, words)} ${operator === "*" ? "times" : "divided by"} ${factor(right, telling, words)}`;
    default:
      return `${words.value(left, telling)} ${comparisonInWords(operator, expression, telling)} ${words.value(right, telling)}`;
  }
}

type Comparison = Exclude<BinaryOperator, "and" | "or" | "+" | "-" | "*" | "/">;

const OF_NUMBERS: Readonly<Record<Comparison, string>> = {
  "==": "is",
  "!=": "is not",
  "<": "is less than",
  "<=": "is at most",
  ">": "is more than",
  ">=": "is at least",
  contains: "contains",
  "starts with": "starts with",
  "ends with": "ends with",
};
const OF_TIME: Readonly<Record<Comparison, string>> = {
  ...OF_NUMBERS,
  "<": "is before",
  "<=": "is not after",
  ">": "is after",
  ">=": "is not before",
};

function comparisonInWords(
  operator: Comparison,
  { left, right }: BinaryExpression,
  telling: Telling,
): string {
  const types = [typeIn(left, telling), typeIn(right, telling)];
  const many = isPlural(left);
  if (operator === "contains" && types[0] === "list") return many ? "include" : "includes";
  const ofTime = types.some((type) => type === "date" || type === "moment" || type === "time");
  const verb = (ofTime ? OF_TIME : OF_NUMBERS)[operator];
  return many ? verb.replace(/^is\b/, "are") : verb;
}

/** `points are`, but `status is`: told by the end of the name, as English does. */
export function isPlural(expression: Expression): boolean {
  const name = expression.kind === "Reference" ? (expression.path.at(-1)?.text ?? "") : "";
  return /[^aisu]s$/.test(name);
}

/** An `or` inside an `and`, and the reverse, stands in parentheses: English has no precedence to lean on. */
function joined(expression: Expression, by: "and" | "or", telling: Telling, words: Words): string {
  const inner = withoutParentheses(expression);
  const clause = words.condition(inner, telling);
  const isOther = isJunction(inner, telling) && inner.operator !== by;
  return isOther ? `(${clause})` : clause;
}

/** Whether an expression joins conditions, so that what stands before it would not say how far it reaches. */
export function isJunction(expression: Expression, telling: Telling): expression is BinaryExpression {
  if (expression.kind !== "Binary") return false;
  return (
    expression.operator === "and" || (expression.operator === "or" && isCondition(expression.left, telling))
  );
}

function sumInWords({ operator, left, right }: BinaryExpression, telling: Telling, words: Words): string {
  const [from, by] = [words.value(left, telling), words.value(right, telling)];
  if (typeIn(right, telling) !== "duration") return `${from} ${operator === "+" ? "plus" : "minus"} ${by}`;
  if (from === "now") return operator === "+" ? `${by} from now` : `${by} ago`;
  return `${by} ${operator === "+" ? "after" : "before"} ${from}`;
}

/** A sum inside a product stands in parentheses. */
function factor(expression: Expression, telling: Telling, words: Words): string {
  const inner = withoutParentheses(expression);
  const value = words.value(inner, telling);
  return inner.kind === "Binary" && (inner.operator === "+" || inner.operator === "-") ? `(${value})` : value;
}

export function withoutParentheses(expression: Expression): Expression {
  return expression.kind === "Parenthesized" ? withoutParentheses(expression.inner) : expression;
}

/** Whether an operand of `or` is a condition, not a value with a fallback. */
function isCondition(expression: Expression, telling: Telling): boolean {
  const inner = withoutParentheses(expression);
  switch (inner.kind) {
    case "Not":
    case "Between":
    case "Matches":
    case "Is":
    case "In":
    case "History":
    case "Tagged":
    case "Boolean":
      return true;
    case "Binary":
      if (inner.operator === "or") return isCondition(inner.left, telling);
      return !["+", "-", "*", "/"].includes(inner.operator);
    default:
      return typeIn(inner, telling) === "boolean";
  }
}
