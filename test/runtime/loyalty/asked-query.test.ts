import { expect, test } from "vitest";
import { MEASURE_NAMES, readQuery } from "../../../runtime/src/loyalty/asked-query.ts";
import { PROJECT } from "../doors/open-shop.ts";

const [HOME] = Object.values(PROJECT.stores);
if (HOME === undefined) throw new Error("the shop has no store");
const EUR = { ...HOME, currency: "EUR" };
const ABROAD = {
  ...PROJECT,
  stores: { Boutique: EUR, Atelier: EUR, Abroad: { ...EUR, currency: "USD" } },
};
const ask = (store?: string, by = "total") => readQuery(ABROAD, { by, over: "last year", store });

test("stores of unlike currencies are refused, by which they count in", () => {
  for (const by of MEASURE_NAMES.filter((name) => name !== "opens" && name !== "clicks")) {
    expect(ask("Boutique,Abroad", by)).toEqual({
      reason: expect.stringContaining(
        "Boutique, Abroad count in EUR and USD: ask about stores of one currency",
      ),
    });
  }
  for (const store of [undefined, "any"])
    expect(ask(store)).toEqual({ reason: expect.stringContaining("count in EUR and USD") });
});

test("one, and several of one currency, are asked in theirs", () => {
  expect(ask("Abroad")).toMatchObject({ value: { stores: ["Abroad"], currency: "USD" } });
  expect(ask("Boutique, Atelier,Boutique")).toMatchObject({
    value: { stores: ["Boutique", "Atelier"], currency: "EUR" },
  });
});
