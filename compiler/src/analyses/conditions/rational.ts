/** An exact number: what a decimal is, and what remains of it after a division. `bottom` is more than 0. */
export interface Rational {
  readonly top: bigint;
  readonly bottom: bigint;
}

export const ZERO: Rational = { top: 0n, bottom: 1n };
export const ONE: Rational = { top: 1n, bottom: 1n };

/** Of digits as written: `-12.50`. */
export function rational(written: string): Rational {
  const [whole = "0", fraction = ""] = written.split(".");
  return { top: BigInt(whole + fraction), bottom: 10n ** BigInt(fraction.length) };
}

export function sum(one: Rational, other: Rational): Rational {
  return { top: one.top * other.bottom + other.top * one.bottom, bottom: one.bottom * other.bottom };
}

export function negative(number: Rational): Rational {
  return { top: -number.top, bottom: number.bottom };
}

export function product(one: Rational, other: Rational): Rational {
  return { top: one.top * other.top, bottom: one.bottom * other.bottom };
}

/** `undefined` for a division by zero. */
export function quotient(one: Rational, other: Rational): Rational | undefined {
  if (other.top === 0n) return undefined;
  const [top, bottom] = [one.top * other.bottom, one.bottom * other.top];
  return bottom < 0n ? { top: -top, bottom: -bottom } : { top, bottom };
}

/** Less than, equal to or more than 0, as `one` is less than, equal to or more than `other`. */
export function compareRationals(one: Rational, other: Rational): number {
  const [left, right] = [one.top * other.bottom, other.top * one.bottom];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The whole number at or below it. */
export function floor({ top, bottom }: Rational): bigint {
  const whole = top / bottom;
  return top < 0n && whole * bottom !== top ? whole - 1n : whole;
}

/** As an author writes it; a fraction that no decimal has is rounded to six digits. */
export function written({ top, bottom }: Rational): string {
  if (top % bottom === 0n) return String(top / bottom);
  for (let digits = 1; digits <= 12; digits++) {
    const scaled = top * 10n ** BigInt(digits);
    if (scaled % bottom === 0n) return decimal(scaled / bottom, digits);
  }
  return decimal((top * 1_000_000n) / bottom, 6);
}

function decimal(scaled: bigint, digits: number): string {
  const [sign, size] = scaled < 0n ? ["-", -scaled] : ["", scaled];
  const text = String(size).padStart(digits + 1, "0");
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
