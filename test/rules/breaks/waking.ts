import { type Break, breaksOf, edit } from "./break.ts";

/** Rules 13, 15 and 16: who wakes a run, who holds it, and by which version it goes on. */
export const WAKING: readonly Break[] = [
  ...breaksOf(13, "temporal/driver.test.ts", [
    {
      how: "a poke during an attempt is forgotten",
      edits: [
        edit(
          "temporal/driver.ts",
          'local = next.kind !== "continue";',
          'local = next.kind !== "continue";\n    poked = false;',
        ),
      ],
      test: "a poke that comes during an attempt is not lost",
    },
    {
      how: "a held run has a timer",
      edits: [
        edit(
          "temporal/driver.ts",
          'case "held":\n        await condition(() => poked);',
          'case "held":\n        await condition(() => poked, 1_000);',
        ),
      ],
      test: "a held run has no timer and waits for a poke",
    },
  ]),
  ...breaksOf(13, "store/rules-waking.test.ts", [
    {
      how: "what wakes a run leaves no row in the outbox",
      edits: [
        edit(
          "store/save-draft.ts",
          '["outbox", [...changed.wakes]',
          '["outbox", [...changed.wakes].slice(9)',
        ),
      ],
      test: "a start, a match and an exit each leave a wake and a due moment",
    },
    {
      how: "what wakes a run sets no due moment",
      edits: [edit("engine/wake.ts", "run.dueAt = draft.now;", "run.dueAt = run.dueAt ?? draft.now;")],
      test: "a match long before its limit is due at once",
    },
    {
      how: "the sweep takes what is about to be woken",
      edits: [
        edit(
          "store/wakes.ts",
          "and not exists (select from outbox o where o.run = run.id) order by",
          "order by",
        ),
      ],
      test: "the sweep finds what is overdue and not about to be woken",
    },
    {
      how: "each sweeper counts a rescue",
      edits: [
        edit(
          "store/wakes.ts",
          "on conflict do nothing returning 1",
          "on conflict (run, due_at) do update set at = excluded.at returning 1",
        ),
      ],
      test: "a rescue is counted once for each due moment",
    },
  ]),
  ...breaksOf(13, "temporal/relay.test.ts", [
    {
      how: "a wake whose call failed is confirmed",
      edits: [
        edit(
          "temporal/relay.ts",
          "await raise(wake);\n      delivered.push(wake.outboxId);",
          "delivered.push(wake.outboxId);\n      await raise(wake);",
        ),
      ],
      test: "a wake whose call failed is not confirmed",
    },
  ]),
  ...breaksOf(13, "temporal/waking.test.ts", [
    {
      how: "the relay raises nobody whose workflow has ended",
      edits: [edit("temporal/raise.ts", '"ALLOW_DUPLICATE"', '"REJECT_DUPLICATE"')],
      test: "the relay raises a run whose workflow is gone",
    },
    {
      how: "a wake ends the workflow that waits and begins another one",
      edits: [edit("temporal/raise.ts", '"USE_EXISTING"', '"TERMINATE_EXISTING"')],
      test: "the relay wakes a run that waits, without a second execution",
    },
    {
      how: "a fresh run that has a workflow all the same is not poked",
      edits: [
        edit(
          "temporal/raise.ts",
          "if (error instanceof WorkflowExecutionAlreadyStartedError) return false;",
          "if (error instanceof WorkflowExecutionAlreadyStartedError) return true;",
        ),
      ],
      test: "a fresh run is started without a poke; one that has a workflow all the same is poked",
    },
    {
      how: "the sweeper counts who is waiting",
      edits: [edit("temporal/sweeper.ts", 'if (workflow === "RUNNING" || !', "if (!")],
      test: "the sweeper counts as rescued the gone and the never started, not the waiting",
    },
  ]),
  ...breaksOf(15, "store/rules-waking.test.ts", [
    {
      how: "an attempt does not look at the pause",
      edits: [
        edit(
          "store/decide.ts",
          "const standing = standBy(draft, run);",
          'const standing = (draft.now < 0 ? standBy(draft, run) : "on") as ReturnType<typeof standBy>;',
        ),
      ],
      test: "rule 15: a paused journey lets nobody in and moves nobody",
    },
  ]),
  ...breaksOf(15, "store/rules-pause.test.ts", [
    {
      how: "a pause that ends while a run is about to be held is not seen",
      edits: [
        edit(
          "store/host.ts",
          "if (result.holds !== undefined) await insistOnPause(tx, result.holds);",
          'if (result.holds === "") await insistOnPause(tx, result.holds);',
        ),
      ],
      test: "whoever resumes the journey while a run is about to be held does not lose it",
    },
    {
      how: "`over` wakes everybody at once",
      edits: [
        edit(
          "store/release.ts",
          "case when r.until is null or trajet_now() >= r.until then",
          "case when r.until is null or trajet_now() >= r.at then",
        ),
      ],
      test: "`over` spreads them evenly, who has waited longest first",
    },
    {
      how: "a journey whose people go over a week keeps back those of all others",
      edits: [
        edit(
          "store/release.ts",
          "where r.finished_at is null and may.wanted > 0 order by",
          "where r.finished_at is null order by",
        ),
        edit(
          "store/release.ts",
          "if (under === undefined) return",
          "if (under === undefined || under.wanted <= 0) return",
        ),
      ],
      test: "another journey does not wait for one whose people go over a week",
    },
    {
      how: "who came due goes on as of now",
      edits: [
        edit(
          "engine/suspensions.ts",
          "run.at = Math.max(run.at, wait.deadline);",
          "run.at = Math.max(run.at, draft.now);",
        ),
      ],
      test: "who came due goes on, with the time at which it was due; nobody else is touched",
    },
  ]),
  ...breaksOf(16, "store/rules-waking.test.ts", [
    {
      how: "who is inside goes on by the newest version",
      edits: [
        edit(
          "engine/walk.ts",
          "const loaded = draft.ports.program(run.program);",
          "const loaded = draft.doors.find((door) => door.loaded.program.journey === run.journey)?.loaded ?? draft.ports.program(run.program);",
        ),
      ],
      test: "rule 16: who is inside stays on the version of the entry",
    },
  ]),
];
