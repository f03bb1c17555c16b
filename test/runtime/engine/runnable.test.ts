import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { LoyaltyProgram, Program } from "@trajet/compiler/program";
import { describe, expect, test } from "vitest";
import { NotRunnable, needsNotRun, refuseNotRunnable } from "../../../runtime/src/engine/runnable.ts";
import { needsNotRanked, refuseNotRanked } from "../../../runtime/src/loyalty/ranked-query.ts";

/* The boundary of the engine: what it does not run is refused as a whole, where a program is loaded. */

const CONSTRUCTS = join(import.meta.dirname, "../../fixtures/constructs");
const programsOf = (construct: string): readonly Program[] => {
  const { journeys } = JSON.parse(readFileSync(join(CONSTRUCTS, construct, "program.json"), "utf8"));
  return (journeys as readonly { readonly program: Program }[]).map(({ program }) => program);
};
const needsOf = (construct: string) => [...new Set(programsOf(construct).flatMap(needsNotRun))].sort();

describe("what is not run", () => {
  test.each([
    ...["delay", "split", "exit-rule", "milestone", "tag", "match", "repeat", "remember", "archive"],
    ...["join-leave", "entry-window", "run-key"],
  ])("nothing of %s", (construct) => {
    if (!readdirSync(CONSTRUCTS).includes(construct)) throw new Error(`there is no construct ${construct}`);
    expect(needsOf(construct)).toEqual([]);
  });
});

test("the refusal names the journey and all that is in the way", () => {
  const [written] = programsOf("delay");
  if (written === undefined) throw new Error("there is no program");
  const olderThan = { op: "get", root: "contact", path: ["patience"] } as const;
  const program: Program = { ...written, resume: { policy: "skip", olderThan } };
  expect(() => refuseNotRunnable(program)).toThrow(NotRunnable);
  expect(() => refuseNotRunnable(program)).toThrow(
    /the journey \w+, which needs `after pause` with a duration that is computed/,
  );
});

describe("loyalty queries", () => {
  const QUERY: LoyaltyProgram = {
    name: "Top",
    audience: "Newsletter",
    stores: null,
    currency: "EUR",
    timezone: "UTC",
    weekStart: 1,
    measure: "orders",
    period: { period: "all time" },
    atLeast: 1,
    top: null,
    orders: null,
    people: null,
    fields: {},
  };

  test.each<readonly [string, Partial<LoyaltyProgram>, readonly string[]]>([
    ["nothing of a ranking by orders", {}, []],
    ["nothing of tiers and stay", { tiers: [{ name: "gold", size: "rest" }], stay: { days: 1 } }, []],
    [
      "nothing of a segment",
      { people: { op: "in segment", segment: "Rich" }, segments: { Rich: { op: "now" } } },
      [],
    ],
    ["nothing of another list", { people: { op: "in loyalty", query: "Other", tier: null } }, []],
  ])("%s", (_, change, needs) => {
    const query = { ...QUERY, ...change };
    expect(needsNotRanked(query)).toEqual(needs);
    expect(() => refuseNotRanked(query)).not.toThrow();
  });
});
