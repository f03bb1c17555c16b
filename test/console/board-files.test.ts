import { describe, expect, test } from "vitest";
import { csv } from "../../cli/src/csv.ts";
import { sheetOf } from "../../cli/src/loyalty/sheet.ts";
import type { LoyaltyResult } from "../../cli/src/runtime.ts";
import { checkProject } from "../../compiler/src/checks/check-project.ts";
import type { Row } from "../../console/src/api/shapes.ts";
import { csvOf } from "../../console/src/loyalty/csv.ts";
import { declarationOf } from "../../console/src/loyalty/declaration.ts";
import { MEASURE_NAMES } from "../../runtime/src/loyalty/asked-query.ts";

const row = (changed: Partial<Row>): Row => ({
  rank: 1,
  contact: "c1",
  email: "ada@example.com",
  value: { amount: "49.90", currency: "EUR" },
  orders: 2,
  totalSpent: { amount: "49.90", currency: "EUR" },
  averageOrderValue: null,
  lastOrderAt: "2026-05-01T10:00:00Z",
  ...changed,
});

describe("the CSV of a board", () => {
  test("is that of `trajet loyalty --format csv`, for who reads both", () => {
    const price = { amount: "24.95", currency: "EUR" };
    const rows = [
      row({}),
      row({ averageOrderValue: price, tier: "gold", before: { rank: 3, value: price } }),
      row({ contact: 'a,"b', value: 7, lastOrderAt: null, before: null }),
    ];
    const told = csv(sheetOf({ currency: "EUR", rows } as unknown as LoyaltyResult));
    expect(csvOf(rows).replaceAll("\r\n", "\n")).toBe(told);
  });

  test.each([
    ["as a sheet reads it", {}, "1,c1,ada@example.com,49.90,2,49.90,,EUR,2026-05-01T10:00:00Z,,,"],
    [
      "quotes",
      { email: 'a,"b@example.com' },
      '1,c1,"a,""b@example.com",49.90,2,49.90,,EUR,2026-05-01T10:00:00Z,,,',
    ],
    [
      "what was before",
      {
        averageOrderValue: { amount: "24.95", currency: "EUR" },
        tier: "gold",
        before: { rank: 3, value: { amount: "7.00", currency: "EUR" } },
      },
      "1,c1,ada@example.com,49.90,2,49.90,24.95,EUR,2026-05-01T10:00:00Z,gold,3,7.00",
    ],
    [
      "no formula",
      { contact: "=1+1", email: "@sum" },
      "1,'=1+1,'@sum,49.90,2,49.90,,EUR,2026-05-01T10:00:00Z,,,",
    ],
  ] as const)("%s", (_, changed, line) => {
    expect(csvOf([row(changed)]).split("\r\n")[1]).toBe(line);
  });
});

test.each(MEASURE_NAMES.filter((by) => by !== "opens" && by !== "clicks"))(
  "a choice by %s is copied as a declaration that the compiler takes",
  (by) => {
    const declared = "audience Newsletter { field firstName: text? }\nstore Boutique { currency EUR }\n";
    for (const store of ["Boutique", undefined]) {
      const text = declared + declarationOf({ audience: "Newsletter", store, by, over: "last quarter" });
      const files = [{ path: "a.journey", text }];
      const config = '{ "name": "test", "currency": "EUR" }';
      const { diagnostics } = checkProject({
        folder: "/p",
        config,
        journeys: files,
        readFile: () => undefined,
      });
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    }
  },
);
