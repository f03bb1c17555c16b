import type { BinaryExpression, Expression } from "@trajet/grammar";
import { unwrap } from "../../checks/expressions/assign.ts";
import { type Operand, operandOf } from "./operands.ts";
import { negative, ONE, product, quotient, type Rational, rational, sum, ZERO } from "./rational.ts";
import type { Reading } from "./reading.ts";

/** `factor * of + offset`: a number, or money of one currency. Without `of`, `factor` is 0. */
export interface Amount {
  readonly of: Operand | undefined;
  readonly factor: Rational;
  readonly offset: Rational;
  /** `undefined` for a number. `unknown`: money whose currency only its operand knows. */
  readonly currency: string | undefined;
}

export const UNKNOWN_CURRENCY = "unknown";

/** What is calculated of at most one operand; `undefined` for all else. */
export function amountOf(expression: Expression, reading: Reading): Amount | undefined {
  const written = unwrap(expression);
  switch (written.kind) {
    case "Number":
      return fixed(rational(written.text), undefined);
    case "Money":
      return fixed(rational(written.amount), written.currency);
    case "Binary":
      return calculated(written, reading);
    default: {
      const of = operandOf(written, reading);
      return of === undefined || of.type.list ? undefined : amountOfOperand(of);
    }
  }
}

function fixed(offset: Rational, currency: string | undefined): Amount {
  return { of: undefined, factor: ZERO, offset, currency };
}

function amountOfOperand(of: Operand): Amount | undefined {
  if (of.type.type !== "number" && of.type.type !== "money") return undefined;
  const currency = of.type.type === "money" ? (of.type.currency ?? UNKNOWN_CURRENCY) : undefined;
  return { of, factor: ONE, offset: ZERO, currency };
}

function calculated({ operator, left, right }: BinaryExpression, reading: Reading): Amount | undefined {
  if (!["+", "-", "*", "/"].includes(operator)) return undefined;
  const [one, other] = [amountOf(left, reading), amountOf(right, reading)];
  if (one === undefined || other === undefined) return undefined;
  switch (operator) {
    case "+":
      return added(one, other);
    case "-":
      return added(one, scaled(other, negative(ONE)));
    case "*":
      if (other.of === undefined && other.currency === undefined) return scaled(one, other.offset);
      return one.of === undefined && one.currency === undefined ? scaled(other, one.offset) : undefined;
    default: {
      if (other.of !== undefined || other.currency !== undefined) return undefined;
      const by = quotient(ONE, other.offset);
      return by === undefined ? undefined : scaled(one, by);
    }
  }
}

/** The difference of two amounts of one operand. */
export function difference(one: Amount, other: Amount): Amount | undefined {
  return added(one, scaled(other, negative(ONE)));
}

function added(one: Amount, other: Amount): Amount | undefined {
  const currency = sharedCurrency(one, other);
  if (currency === "unlike") return undefined;
  if (one.of !== undefined && other.of !== undefined && one.of.key !== other.of.key) return undefined;
  return {
    of: one.of ?? other.of,
    factor: sum(one.factor, other.factor),
    offset: sum(one.offset, other.offset),
    currency,
  };
}

/** What money of an unknown currency is beside money of a known one depends on the former: it is compared by the latter. */
function sharedCurrency(one: Amount, other: Amount): string | undefined | "unlike" {
  if (one.currency === other.currency) return one.currency;
  if (one.currency === undefined || other.currency === undefined) return "unlike";
  if (one.currency === UNKNOWN_CURRENCY) return other.currency;
  return other.currency === UNKNOWN_CURRENCY ? one.currency : "unlike";
}

function scaled({ of, factor, offset, currency }: Amount, by: Rational): Amount {
  return { of, factor: product(factor, by), offset: product(offset, by), currency };
}
