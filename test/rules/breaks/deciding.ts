import { type Break, breaksOf, edit } from "./break.ts";

const NO_TRANSACTION = [
  edit(
    "store/transact.ts",
    "await db.transaction().execute(async (tx) => {",
    "await ((work) => work(db as never))(async (tx: Kysely<Schema>) => {",
  ),
  edit(
    "store/save-draft.ts",
    "await callSave(db, contact.id, change);",
    "for (const [table, rows] of Object.entries(change)) await callSave(db, contact.id, { [table]: rows });",
  ),
];

/** Rules 1 to 5: what an attempt decides, and how it is committed. */
export const DECIDING: readonly Break[] = [
  ...breaksOf(1, "engine/evaluate.test.ts", [
    {
      how: "`now` is read from the machine, not from the facts",
      edits: [edit("engine/evaluate.ts", "return moment(facts.now);", "return moment(Date.now());")],
    },
  ]),
  ...breaksOf(2, "store/rules-commits.test.ts", [
    {
      how: "a decision is written in several transactions",
      edits: NO_TRANSACTION,
      test: "a death before any statement loses nothing and repeats nothing",
    },
    {
      how: "a retry counts a visit",
      edits: [
        edit(
          "engine/walk.ts",
          "const turn = run.entered ?",
          'if (run.entered) run.visits[run.step ?? ""] = (run.visits[run.step ?? ""] ?? 0) + 1;\n    const turn = run.entered ?',
        ),
      ],
      test: "the visit is counted by the commit that enters a step, not by a retry",
    },
  ]),
  ...breaksOf(2, "store/rules-control.test.ts", [
    {
      how: "the same, where branches are decided",
      edits: NO_TRANSACTION,
      test: "a death before any statement loses nothing and repeats nothing",
    },
  ]),
  ...breaksOf(3, "store/rules-commits.test.ts", [
    {
      how: "the epoch is not required",
      edits: [edit("store/decide.ts", "(attempt.epoch !== null && run.epoch !== attempt.epoch)", "false")],
      test: "one that was overtaken during its call records what came of it, and moves nobody",
    },
    {
      how: "an attempt past its deadline goes on",
      edits: [edit("store/decide.ts", "attempt.isLate ||", "")],
      test: "one past its deadline is refused",
    },
  ]),
  ...breaksOf(4, "store/rules-commits.test.ts", [
    {
      how: "a local attempt begins a call whatever time it has",
      edits: [
        edit(
          "store/host.ts",
          "mayCall: (kind) => state.deadline - Date.now() > options.callers[kind].limitMs + CALL_MARGIN,",
          "mayCall: () => true,",
        ),
      ],
      test: "rule 4: an attempt starts no call that its time cannot cover",
    },
  ]),
  ...breaksOf(4, "temporal/driver.test.ts", [
    {
      how: "the driver stays with local attempts",
      edits: [edit("temporal/driver.ts", 'local = next.kind !== "continue";', "local = true;")],
      test: "out of budget goes on in regular activities",
    },
    {
      how: "a local attempt that fails is not followed by a regular one",
      edits: [
        edit(
          "temporal/driver.ts",
          'if (isCancellation(error)) throw error;\n    return { kind: "continue" };',
          "throw error;",
        ),
      ],
      test: "a local attempt that overstays",
    },
  ]),
  ...breaksOf(5, "store/rules-commits.test.ts", [
    {
      how: "the contact's row is not locked",
      edits: [
        edit("store/functions.ts", "where id = contact_id for no key update;", "where id = contact_id;"),
      ],
      test: "rule 5: many events of one contact at once",
    },
  ]),
  ...breaksOf(5, "store/lost-connection.test.ts", [
    {
      how: "a lost connection is not tried again",
      edits: [
        edit(
          "store/transact.ts",
          "if (!(REPEATED.has(code) || isLostConnection(error)) ||",
          "if (code !== null ||",
        ),
      ],
      test: "the same is done again on a new one",
    },
  ]),
];
