import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addMoney,
  compareMoney,
  divideMoney,
  moneyRatio,
  NOTHING,
  negateMoney,
  scaleMoney,
  sumMoney,
} from "../../../runtime/src/engine/money.ts";
import { money } from "../../../runtime/src/engine/values.ts";

const eur = (amount: string) => money(amount, "EUR");

describe("money", () => {
  it("is exact where binary numbers are not", () => {
    expect(addMoney(eur("0.10"), eur("0.20"))).toEqual(eur("0.30"));
    expect(sumMoney(Array.from({ length: 1000 }, () => eur("0.1")))).toEqual(eur("100.00"));
    expect(addMoney(eur("12345678901234567890.01"), eur("0.01"))).toEqual(eur("12345678901234567890.02"));
    expect(scaleMoney(eur("19.99"), 0.1)).toEqual(eur("1.999"));
  });

  it("writes at least the digits of the currency's coins", () => {
    expect(addMoney(eur("2.5"), eur("2.5"))).toEqual(eur("5.00"));
    expect(addMoney(money("2", "JPY"), money("3", "JPY"))).toEqual(money("5", "JPY"));
    expect(addMoney(money("1", "KWD"), money("1", "KWD"))).toEqual(money("2.000", "KWD"));
    expect(negateMoney(eur("5"))).toEqual(eur("-5.00"));
  });

  it("never mixes currencies", () => {
    const usd = money("5", "USD");
    expect(addMoney(eur("5"), usd)).toBeNull();
    expect(compareMoney(eur("5"), usd)).toBeNull();
    expect(moneyRatio(eur("5"), usd)).toBeNull();
    expect(sumMoney([eur("5"), usd, eur("5")])).toBeNull();
  });

  it("takes a sum of nothing for nothing in any currency", () => {
    expect(sumMoney([])).toEqual(NOTHING);
    expect(compareMoney(NOTHING, eur("50"))).toBeLessThan(0);
    expect(addMoney(NOTHING, eur("5"))).toEqual(eur("5.00"));
    expect(addMoney(eur("5"), NOTHING)).toEqual(eur("5.00"));
  });

  it("compares by value", () => {
    expect(compareMoney(eur("49.9"), eur("49.90"))).toBe(0);
    expect(compareMoney(eur("9"), eur("10"))).toBeLessThan(0);
  });

  it("divides without rounding to coins, and not by zero", () => {
    expect(divideMoney(eur("10"), 4)).toEqual(eur("2.50"));
    expect(divideMoney(eur("1"), 3)?.amount).toMatch(/^0\.3{40}$/);
    expect(divideMoney(eur("1"), 0)).toBeNull();
    expect(moneyRatio(eur("1"), eur("0.00"))).toBeNull();
    expect(moneyRatio(eur("1"), eur("4"))).toBe(0.25);
  });

  it("adds in any order", () => {
    const amount = fc.integer({ min: -1e9, max: 1e9 }).map((cents) => eur((cents / 100).toFixed(2)));
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 20 }), (amounts) => {
        expect(sumMoney(amounts.toReversed())).toEqual(sumMoney(amounts));
      }),
    );
  });
});
