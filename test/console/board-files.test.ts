import { describe, expect, test } from "vitest";
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
  test.each([
    ["as a sheet reads it", {}, "1,c1,ada@example.com,49.90,2,49.90,EUR,2026-05-01T10:00:00Z,,"],
    [
      "quotes",
      { email: 'a,"b@example.com' },
      '1,c1,"a,""b@example.com",49.90,2,49.90,EUR,2026-05-01T10:00:00Z,,',
    ],
    [
      "no formula",
      { contact: "=1+1", email: "@sum" },
      "1,'=1+1,'@sum,49.90,2,49.90,EUR,2026-05-01T10:00:00Z,,",
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
