import { type Break, breaksOf, edit } from "./break.ts";

/** Rules 14 and 19: what Temporal sees, and the driver. */
export const TEMPORAL: readonly Break[] = [
  ...breaksOf(14, "assembly/engine.test.ts", [
    {
      how: "a workflow is given the contact's address",
      edits: [
        edit(
          "temporal/raise.ts",
          "      args: [input],\n",
          '      args: [{ ...input, of: "ada@shop.example" } as DriverInput],\n',
        ),
      ],
      test: "two mails and a delay: each mail once, at most 22 events, no personal data on Temporal",
    },
    {
      how: "a timer says for whom it waits",
      edits: [
        edit(
          "store/host.ts",
          'const summary = program.steps[run.step ?? ""]?.summary ?? "";',
          "const summary = JSON.stringify(draft.contact.fields) + program.journey;",
        ),
      ],
      test: "a purchase ends a wait long before its limit, and an exit ends a delay; a timer says for what, not for whom",
    },
  ]),
  ...breaksOf(19, "temporal/driver-state.test.ts", [
    {
      how: "the flag stands at module level",
      edits: [
        edit(
          "temporal/driver.ts",
          "export default async function driver",
          "let poked = false;\nexport default async function driver",
        ),
        edit("temporal/driver.ts", "  let poked = false;\n  setHandler", "  setHandler"),
      ],
    },
  ]),
  ...breaksOf(19, "temporal/driver.test.ts", [
    {
      how: "the handler is set after the first attempt",
      edits: [
        edit(
          "temporal/driver.ts",
          'setHandler(defineSignal("poke"), () => {\n    poked = true;\n  });',
          'const hear = () => setHandler(defineSignal("poke"), () => {\n    poked = true;\n  });',
        ),
        edit(
          "temporal/driver.ts",
          'local = next.kind !== "continue";',
          'local = next.kind !== "continue";\n    hear();',
        ),
      ],
    },
    {
      how: "a history grows without end",
      edits: [
        edit(
          "temporal/driver.ts",
          "turn < 50 && !workflowInfo().continueAsNewSuggested;",
          "turn < 5_000_000;",
        ),
      ],
      test: "continues as new after many turns",
    },
    {
      how: "a protocol that is not known is served",
      edits: [
        edit("temporal/driver.ts", "if (input.protocol === 1) return;", "if (input.protocol >= 1) return;"),
      ],
      test: "an execution of a protocol that this worker does not know waits instead of failing",
    },
    {
      how: "the order of the driver's commands changes",
      edits: [
        edit(
          "temporal/driver.ts",
          "let local = true;\n",
          "let local = true;\n  await condition(() => poked, 10);\n",
        ),
      ],
      test: "every history that a release has recorded replays",
    },
  ]),
];
