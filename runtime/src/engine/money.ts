import { Decimal } from "decimal.js";
import { type Money, money } from "./value.ts";

/** Decimals of 40 digits, so that sums of money are exact and quotients are cut far behind the last coin. */
export const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_EVEN });

/** The code of ISO 4217 for no currency: that of a sum of nothing, which compares with, and adds to, any other. */
export const NO_CURRENCY = "XXX";
export const NOTHING: Money = money("0", NO_CURRENCY);

const digitsByCurrency = new Map<string, number>();

/** Digits behind the point of a currency's coins: 2 of EUR, 0 of JPY. */
export function minorDigits(currency: string): number {
  const known = digitsByCurrency.get(currency);
  if (known !== undefined) return known;
  const options = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
  const digits = options.maximumFractionDigits ?? 2;
  digitsByCurrency.set(currency, digits);
  return digits;
}

/** All digits, and at least those of the currency's coins: `49.90`. */
export function moneyOf(amount: Decimal, currency: string): Money {
  return money(amount.toFixed(Math.max(amount.decimalPlaces(), minorDigits(currency))), currency);
}

/** The currency of two amounts together; `null` where they have two. */
function common(left: Money, right: Money): string | null {
  if (left.currency === right.currency || right.currency === NO_CURRENCY) return left.currency;
  return left.currency === NO_CURRENCY ? right.currency : null;
}

/** `null` for unlike currencies: they are never added. */
export function addMoney(left: Money, right: Money): Money | null {
  const currency = common(left, right);
  return currency === null ? null : moneyOf(new Exact(left.amount).plus(right.amount), currency);
}

export function negateMoney(amount: Money): Money {
  return moneyOf(new Exact(amount.amount).negated(), amount.currency);
}

/** The sum, `NOTHING` for no amounts, `null` for unlike currencies. */
export function sumMoney(amounts: readonly Money[]): Money | null {
  return amounts.reduce<Money | null>((sum, amount) => sum && addMoney(sum, amount), NOTHING);
}

export function scaleMoney(amount: Money, factor: number): Money {
  return moneyOf(new Exact(amount.amount).times(factor), amount.currency);
}

/** `null` for a division by zero. Not rounded to coins. */
export function divideMoney(amount: Money, divisor: number): Money | null {
  return divisor === 0 ? null : moneyOf(new Exact(amount.amount).dividedBy(divisor), amount.currency);
}

/** How many times one amount is in the other; `null` for unlike currencies or a division by zero. */
export function moneyRatio(left: Money, right: Money): number | null {
  const divisor = new Exact(right.amount);
  if (common(left, right) === null || divisor.isZero()) return null;
  return new Exact(left.amount).dividedBy(divisor).toNumber();
}

/** Negative, zero or positive; `null` for unlike currencies, which have no order. */
export function compareMoney(left: Money, right: Money): number | null {
  return common(left, right) === null ? null : new Exact(left.amount).comparedTo(right.amount);
}
