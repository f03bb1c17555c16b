import { type Break, breaksOf, edit } from "./break.ts";

/** Rule 7: limits, turns and rates. */
export const SENDING: readonly Break[] = [
  ...breaksOf(7, "store/rules-limits.test.ts", [
    {
      how: "limits do not count what is under way",
      edits: [
        edit(
          "engine/send-limits.ts",
          ".filter((one) => counts(limit, journey, one))",
          '.filter((one) => one.state === "done" && counts(limit, journey, one))',
        ),
      ],
      test: "runs of one contact that are advanced at the same time do not both get through",
    },
    {
      how: "whoever is taken first goes first",
      edits: [
        edit(
          "engine/turns.ts",
          'if (run.hold?.by === "turn" && draft.now',
          'if (run.step !== "") return true;\n  if (run.hold?.by === "turn" && draft.now',
        ),
      ],
      test: "whoever is taken first",
    },
  ]),
  ...breaksOf(7, "store/rules-rates.test.ts", [
    {
      how: "a slot is given twice",
      edits: [edit("engine/pace.ts", "next += line.interval;", "next += 0;")],
      test: "and no slot is given twice, or left out",
    },
    {
      how: "a slot is kept however late its run is",
      edits: [edit("store/slots.ts", "const KEPT_MS = 10_000;", "const KEPT_MS = Number.POSITIVE_INFINITY;")],
      test: "what a stopped server let pass does not leave all at once",
    },
  ]),
];
