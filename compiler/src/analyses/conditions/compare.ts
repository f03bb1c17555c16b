import type { Expression } from "@trajet/grammar";
import { unwrap } from "../../checks/expressions/assign.ts";
import { isTextLike } from "../../model/types.ts";
import { type Amount, amountOf, difference, UNKNOWN_CURRENCY } from "./amounts.ts";
import { FALSE, type Formula, is, isTrue, not, TRUE } from "./formula.ts";
import { comparePoints, type Point, pointsThat } from "./intervals.ts";
import { type Fixed, fixedOf } from "./moments.ts";
import { type Operand, operandOf, presenceVariable, valueVariable } from "./operands.ts";
import { negative, quotient, ZERO } from "./rational.ts";
import type { Reading } from "./reading.ts";
import { complement, type Domain, named, ordered } from "./region.ts";
import type { Variable } from "./variable.ts";

export type Sign = "==" | "!=" | "<" | "<=" | ">" | ">=";

const TURNED: Readonly<Record<Sign, Sign>> = {
  "==": "==",
  "!=": "!=",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

/**
 * What a comparison says, as the engine decides it: a missing value is in no order and equal to nothing, `!=` is true of
 * it if the other value is set. `undefined` where nothing is known of it.
 */
export function comparison(
  left: Expression,
  sign: Sign,
  right: Expression,
  reading: Reading,
): Formula | undefined {
  return (
    ofTexts(left, sign, right, reading) ??
    ofFixed(left, sign, right, reading) ??
    ofAmounts(left, sign, right, reading) ??
    ofOperands(left, sign, right, reading)
  );
}

/** A text, an enumeration or a boolean beside one that is written out. */
function ofTexts(left: Expression, sign: Sign, right: Expression, reading: Reading): Formula | undefined {
  if (sign !== "==" && sign !== "!=") return undefined;
  const [one, other] = [nameOf(left), nameOf(right)];
  if (one !== undefined && other !== undefined) return constant((one === other) === (sign === "=="));
  const name = one ?? other;
  const operand = operandOf(one === undefined ? left : right, reading);
  const variable = operand === undefined ? undefined : namesVariable(operand);
  if (name === undefined || variable === undefined || !isPossible(name, variable.domain)) return undefined;
  const equal = is(variable, named([name], variable.domain));
  return sign === "==" ? equal : not(equal);
}

/** A text or a boolean as it is written. */
export function nameOf(expression: Expression): string | undefined {
  const written = unwrap(expression);
  if (written.kind === "Text") return written.value;
  return written.kind === "Boolean" ? String(written.value) : undefined;
}

/** The variable of what has a text, a boolean or a value of an enumeration. */
export function namesVariable(operand: Operand): Variable | undefined {
  const { type } = operand;
  const hasName = isTextLike(type) || (type.type === "boolean" && !type.list);
  return hasName ? valueVariable(operand, "name") : undefined;
}

/** An enumeration that lacks the name has been reported. */
function isPossible(name: string, domain: Domain): boolean {
  return domain.kind === "names" && (domain.all === undefined || domain.all.includes(name));
}

function constant(value: boolean): Formula {
  return value ? TRUE : FALSE;
}

/** A date, a moment, a time or a duration beside one that is written out. */
function ofFixed(left: Expression, sign: Sign, right: Expression, reading: Reading): Formula | undefined {
  const [one, other] = [fixedOf(left, reading), fixedOf(right, reading)];
  if (one !== undefined && other !== undefined) {
    return one.line === other.line ? constant(holds(sign, comparePoints(one.at, other.at))) : undefined;
  }
  if (one !== undefined) return besideFixed(right, TURNED[sign], one, reading);
  return other === undefined ? undefined : besideFixed(left, sign, other, reading);
}

function besideFixed(
  expression: Expression,
  sign: Sign,
  { line, at }: Fixed,
  reading: Reading,
): Formula | undefined {
  const operand = operandOf(expression, reading);
  return operand === undefined || !["date", "moment", "time", "duration"].includes(operand.type.type)
    ? undefined
    : besidePoint(operand, line, sign, at);
}

function besidePoint(operand: Operand, line: string, sign: Sign, at: Point): Formula | undefined {
  const variable = valueVariable(operand, line);
  if (variable === undefined) return undefined;
  const { domain } = variable;
  if (sign !== "!=") return is(variable, ordered(pointsThat(sign, at), domain));
  return is(variable, complement(ordered(pointsThat("==", at), domain), domain));
}

function holds(sign: Sign, order: number): boolean {
  switch (sign) {
    case "==":
      return order === 0;
    case "!=":
      return order !== 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    default:
      return sign satisfies never;
  }
}

/** Numbers and money that are calculated of one operand: `contact.points + 1 > 5` is `contact.points > 4`. */
function ofAmounts(left: Expression, sign: Sign, right: Expression, reading: Reading): Formula | undefined {
  const [one, other] = [amountOf(left, reading), amountOf(right, reading)];
  if (one === undefined || other === undefined) return undefined;
  const rest = difference(one, other);
  return rest === undefined ? undefined : besideZero(rest, sign);
}

/** `factor * of + offset` beside 0. */
function besideZero({ of, factor, offset, currency }: Amount, sign: Sign): Formula | undefined {
  const order = comparePoints(offset, ZERO);
  if (of === undefined) return constant(holds(sign, order));
  if (factor.top === 0n) return of.type.optional ? ofItself(of, sign, order) : constant(holds(sign, order));
  const at = quotient(negative(offset), factor);
  if (at === undefined || currency === UNKNOWN_CURRENCY) return undefined;
  return besidePoint(of, currency ?? "number", factor.top < 0n ? TURNED[sign] : sign, at);
}

/** What is compared with itself is equal, unless it is missing: then every comparison is false, `!=` too. */
function ofItself(operand: Operand, sign: Sign, order: number): Formula {
  if (!holds(sign, order)) return FALSE;
  return operand.type.optional ? isTrue(presenceVariable(operand)) : TRUE;
}

/** Two references: which of them is more. */
function ofOperands(left: Expression, sign: Sign, right: Expression, reading: Reading): Formula | undefined {
  const [one, other] = [operandOf(left, reading), operandOf(right, reading)];
  if (one === undefined || other === undefined) return undefined;
  if (one.key === other.key) return isPlain(one) ? ofItself(one, sign, 0) : undefined;
  const turned = one.key > other.key;
  const [first, second] = turned ? [other, one] : [one, other];
  const variable = relation(first, second);
  return is(variable, named(relationsOf(turned ? TURNED[sign] : sign), variable.domain));
}

function isPlain({ type }: Operand): boolean {
  return !type.list && type.type !== "record";
}

function relation(one: Operand, other: Operand): Variable {
  const missing = [one, other].filter(({ type }) => type.optional).length;
  const all = ["less", "equal", "more", "unlike", "one is missing", "both are missing"].slice(0, 4 + missing);
  return {
    key: `${one.key} beside ${other.key}`,
    domain: { kind: "names", optional: false, all },
    reads: [...one.reads, ...other.reads],
    family: `${one.key} beside ${other.key}`,
    link: { kind: "none" },
  };
}

function relationsOf(sign: Sign): readonly string[] {
  switch (sign) {
    case "==":
      return ["equal"];
    case "!=":
      return ["less", "more", "unlike", "one is missing"];
    case "<":
      return ["less"];
    case "<=":
      return ["less", "equal"];
    case ">":
      return ["more"];
    case ">=":
      return ["more", "equal"];
    default:
      return sign satisfies never;
  }
}
