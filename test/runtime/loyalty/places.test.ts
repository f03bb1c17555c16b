import type { LoyaltyProgram } from "@trajet/compiler/program";
import { describe, expect, test } from "vitest";
import { movesOf, placeAfter, tiersOf } from "../../../runtime/src/loyalty/places.ts";

const DAY = 86_400_000;
const tiers: LoyaltyProgram["tiers"] = [
  { name: "gold", size: { percent: "1" } },
  { name: "silver", size: { count: 2 } },
  { name: "bronze", size: "rest" },
];

describe("tiers", () => {
  test("count from the top, each behind the one before; a share is of all who are ranked, rounded up", () => {
    const size = { listed: 150, ranked: 150 };
    const names = [1, 2, 3, 4, 5, 150].map((rank) => tiersOf({ tiers }, size)(rank));
    expect(names).toEqual(["gold", "gold", "silver", "silver", "bronze", "bronze"]);
    expect(
      tiersOf({ tiers: [{ name: "top", size: { percent: "0.1" } }] }, { listed: 1000, ranked: 1000 })(1),
    ).toBe("top");
    expect(
      tiersOf({ tiers: [{ name: "top", size: { percent: "0.1" } }] }, { listed: 1000, ranked: 1000 })(2),
    ).toBeNull();
  });

  test("ten thousand of them are told apart", () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({ name: `t${index}`, size: { count: 2 } }));
    const tierOf = tiersOf({ tiers: many }, { listed: 20_000, ranked: 30_000 });
    for (const rank of [1, 2, 3, 9_999, 10_000, 20_000])
      expect(tierOf(rank)).toBe(`t${Math.ceil(rank / 2) - 1}`);
    expect(tierOf(20_001)).toBeNull();
  });

  test("a query without tiers has none", () => {
    expect(tiersOf({}, { listed: 3, ranked: 3 })(1)).toBeNull();
  });
});

describe("a new list", () => {
  const query = { tiers, timezone: "Europe/Paris", stay: { days: 30 } } as const;
  const silver = { tier: "silver", since: 0 };
  const placed = (...[before, listed, at]: [typeof silver | undefined, string | undefined, number]) =>
    placeAfter(query, before, listed === undefined ? undefined : { tier: listed }, at);

  test("a rise is immediate", () => {
    expect(placed(silver, "gold", DAY)).toEqual({ tier: "gold", since: DAY });
    expect(placed(undefined, "bronze", DAY)).toEqual({ tier: "bronze", since: DAY });
  });

  test("who got in, or into a tier, keeps it for so long", () => {
    expect(placed(silver, "bronze", 29 * DAY)).toBe(silver);
    expect(placed(silver, undefined, 29 * DAY)).toBe(silver);
    expect(placed(silver, "bronze", 30 * DAY)).toEqual({ tier: "bronze", since: 30 * DAY });
    expect(placed(silver, undefined, 30 * DAY)).toBeUndefined();
  });

  test("who stays where they are, stays since then", () => {
    expect(placed(silver, "silver", 50 * DAY)).toBe(silver);
  });

  test("without `stay` a fall is immediate", () => {
    expect(placeAfter({ tiers, timezone: "UTC" }, silver, undefined, 1)).toBeUndefined();
  });
});

test("a move leaves before it enters", () => {
  const keys = (...places: Parameters<typeof movesOf> extends [string, ...infer Rest] ? Rest : never) =>
    movesOf("Top", ...places).map(({ key }) => key);
  const [gold, silver] = [
    { tier: "gold", since: 0 },
    { tier: "silver", since: 0 },
  ];
  expect(keys(undefined, gold)).toEqual(["people+:Top", "people+:Top.gold"]);
  expect(keys(silver, gold)).toEqual(["people-:Top.silver", "people+:Top.gold"]);
  expect(keys(gold, undefined)).toEqual(["people-:Top.gold", "people-:Top"]);
});
