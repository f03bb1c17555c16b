import type { BetweenExpression, BinaryExpression, Expression, HistoryExpression } from "@trajet/grammar";
import { unwrap } from "../../checks/expressions/assign.ts";
import { comparison, namesVariable } from "./compare.ts";
import { formOf } from "./form.ts";
import { all, any, FALSE, type Formula, is, not, TRUE } from "./formula.ts";
import { mayBeMissing } from "./happened.ts";
import { pointsThat } from "./intervals.ts";
import { readIn, readIs, readTagged } from "./membership.ts";
import { operandOf } from "./operands.ts";
import { ONE, rational, ZERO } from "./rational.ts";
import { type Reading, readsOf, unknownCondition } from "./reading.ts";
import { type Domain, named, ordered } from "./region.ts";
import { readTextPart } from "./text-parts.ts";
import type { Variable } from "./variable.ts";

/** What a condition says. Of what is beyond it, only that it is true or false, and the same wherever it stands. */
export function readCondition(condition: Expression, reading: Reading): Formula {
  const before = reading.formulas.get(condition);
  if (before !== undefined) return before;
  const formula = readKnown(unwrap(condition), reading) ?? unknownCondition(condition, reading);
  reading.formulas.set(condition, formula);
  return formula;
}

function readKnown(condition: Expression, reading: Reading): Formula | undefined {
  switch (condition.kind) {
    case "Boolean":
      return condition.value ? TRUE : FALSE;
    case "Not":
      return not(readCondition(condition.operand, reading));
    case "Reference":
      return readReference(condition, reading);
    case "Binary":
      return readBinary(condition, reading);
    case "Between":
      return readBetween(condition, reading);
    case "Matches":
      return condition.pattern === undefined
        ? undefined
        : readTextPart(condition.operand, "matches", condition.pattern, reading);
    case "Is":
      return readIs(condition, reading);
    case "In":
      return readIn(condition, reading, readCondition);
    case "Tagged":
      return readTagged(condition);
    case "History":
      return readHistory(condition, reading);
    default:
      return undefined;
  }
}

/** A boolean by itself. */
function readReference(reference: Expression, reading: Reading): Formula | undefined {
  const operand = operandOf(reference, reading);
  if (operand?.type.type !== "boolean") return undefined;
  const variable = namesVariable(operand);
  return variable === undefined ? undefined : is(variable, named(["true"], variable.domain));
}

function readBinary(condition: BinaryExpression, reading: Reading): Formula | undefined {
  const { operator, left, right } = condition;
  switch (operator) {
    case "and":
      return all([readCondition(left, reading), readCondition(right, reading)]);
    case "or":
      return standsIn(left, reading)
        ? undefined
        : any([readCondition(left, reading), readCondition(right, reading)]);
    case "==":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return comparison(left, operator, right, reading);
    case "contains":
    case "starts with":
    case "ends with":
      return readTextPart(left, operator, right, reading);
    case "+":
    case "-":
    case "*":
    case "/":
      return undefined;
    default:
      return operator satisfies never;
  }
}

/** Whether an `or` behind it stands in for a missing value, and does not join conditions. */
function standsIn(left: Expression, reading: Reading): boolean {
  const written = unwrap(left);
  if (written.kind === "Binary" && written.operator === "or") return standsIn(written.left, reading);
  return written.kind === "Reference" && operandOf(written, reading)?.type.optional !== undefined;
}

/** A range that ends before it begins is reported as that. */
function readBetween({ operand, low, high }: BetweenExpression, reading: Reading): Formula | undefined {
  const ends = comparison(low, "<=", high, reading);
  if (ends?.kind === "constant" && !ends.value) return undefined;
  const [from, to] = [comparison(operand, ">=", low, reading), comparison(operand, "<=", high, reading)];
  return from === undefined || to === undefined ? undefined : all([from, to]);
}

const COUNTS: Domain = {
  kind: "ordered",
  optional: false,
  whole: true,
  limits: [{ low: { at: ZERO, closed: true }, high: undefined }],
};

/** How often something happened; it did not, or too rarely, where the stretch of time has no beginning or end. */
function readHistory(history: HistoryExpression, reading: Reading): Formula | undefined {
  const variable = countVariable(history, reading);
  const { times, negated } = history;
  if (negated) return times === undefined ? is(variable, counted("==", "0", variable.domain)) : undefined;
  if (times === undefined) return is(variable, ordered(pointsThat(">=", ONE), variable.domain));
  // What is no number of times has been reported.
  if (times.count === undefined || !/^\d+$/.test(times.count.text)) return undefined;
  if (times.bound === "at least" && times.count.text === "0") return undefined;
  switch (times.bound) {
    case "at least":
      return is(variable, counted(">=", times.count.text, variable.domain));
    case "at most":
      return is(variable, counted("<=", times.count.text, variable.domain));
    case "exactly":
      return is(variable, counted("==", times.count.text, variable.domain));
    default:
      return times.bound satisfies never;
  }
}

function counted(sign: "==" | "<=" | ">=", count: string, domain: Domain) {
  return ordered(pointsThat(sign, rational(count)), domain);
}

function countVariable(history: HistoryExpression, reading: Reading): Variable {
  const { subject, act, where, when, since, before } = history;
  // Opens and clicks are of this run's latest sending; outside of a run of all.
  const place =
    (act.verb === "open" || act.verb === "click") && reading.scope.sent === undefined ? "ever" : "";
  const who = `${subject.name.text} ${act.verb} ${place}`;
  return {
    key: `${who} ${formOf({ act, where, when, since, before })}`,
    domain: { ...COUNTS, optional: mayBeMissing(since) || mayBeMissing(before) },
    reads: readsOf(history, reading),
    family: who,
    link: { kind: "count", happened: history },
  };
}
