import type { CompiledLine } from "@trajet/compiler/program";
import { ask } from "./ask.ts";
import { decisionOn } from "./decided.ts";
import { expectCalled, expectNothingSent, expectSent, type Known, sawText } from "./expect-messages.ts";
import { expectEntered, expectReached, expectStanding } from "./expect-runs.ts";
import type { Snapshots } from "./snapshots.ts";
import type { Stage } from "./stage.ts";
import type { Verdict } from "./verdict.ts";

type ExpectLine = Extract<CompiledLine, { kind: "expect" }>;

/** Whether what a line expects is so, as things stand now. */
export async function judge(stage: Stage, { expected }: ExpectLine, snapshots: Snapshots): Promise<Verdict> {
  const known: Known = { journal: await stage.host.journal(), runs: await stage.host.runs() };
  switch (expected.kind) {
    case "sent":
      return expectSent(stage, expected, known, snapshots);
    case "nothing sent":
      return expectNothingSent(stage, expected, known);
    case "called":
      return expectCalled(stage, expected, known);
    case "entered":
      return expectEntered(stage, expected, known);
    case "reached":
      return expectReached(stage, expected, known);
    case "waiting":
    case "held":
    case "finished":
    case "exited":
      return expectStanding(stage, expected, known);
    case "condition": {
      const { condition, person } = expected;
      const asked = await ask(stage, condition, person);
      const word = asked.holds ? "It is true" : "It is not true";
      return {
        holds: asked.holds,
        actual: `${word}: ${sawText(asked)}.`,
        decided: decisionOn(stage, known.journal, person, condition),
        saw: asked.saw,
      };
    }
    default:
      return expected satisfies never;
  }
}
