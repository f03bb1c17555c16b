import { type Break, breaksOf, edit } from "./break.ts";

/** Rules 11 and 12: what steps cause, and what time alone changes. */
export const CAUSES: readonly Break[] = [
  ...breaksOf(11, "store/rules-causes.test.ts", [
    {
      how: "exits are tested at the end of the walk alone",
      edits: [
        edit(
          "engine/walk.ts",
          "settleQueue(draft);\n    if (run.state",
          'if ("rest" in turn) settleQueue(draft);\n    if (run.state',
        ),
      ],
      test: "exits are tested after each step, in the same transaction",
    },
    {
      how: "a tag that is there already is an event",
      edits: [
        edit("engine/actions.ts", "if (draft.contact.tags.has(tag)) return;", 'if (tag === "") return;'),
      ],
      test: "a tag that is there already causes nothing",
    },
    {
      how: "a chain of causes has no end before its thousandth",
      edits: [edit("engine/causes.ts", "MAX_CAUSE_DEPTH = 16;", "MAX_CAUSE_DEPTH = 17;")],
      test: "journeys that cause each other in a circle end after sixteen, and it is said",
    },
  ]),
  ...breaksOf(12, "store/rules-time.test.ts", [
    {
      how: "what changes a contact does not ask the segments again",
      edits: [
        edit(
          "engine/react.ts",
          "if (last !== undefined) reconsider(draft, keys, last);",
          'if (last?.id === "") reconsider(draft, keys, last);',
        ),
      ],
      test: "an event makes the contact enter, time alone makes it leave, at that very moment",
    },
    {
      how: "whoever loads a contact leaves overdue alarms to the poller",
      edits: [
        edit(
          "engine/settle.ts",
          "draft.upTo = Math.min(upTo, draft.now);\n  testDue(draft, draft.upTo);\n  ringAll(draft, draft.upTo);",
          "draft.upTo = Math.min(upTo, draft.now);\n  testDue(draft, draft.upTo);",
        ),
      ],
    },
    {
      how: "alarms are not moved along",
      edits: [
        edit(
          "engine/settle.ts",
          "rearm(draft);\n    draft.upTo = draft.now;",
          "if (depth > 0) rearm(draft);\n    draft.upTo = draft.now;",
        ),
      ],
      test: "each purchase moves the one alarm along",
    },
    {
      how: "what is overdue comes before a late event from before it",
      edits: [
        edit(
          "engine/settle.ts",
          "draft.upTo = Math.min(upTo, draft.now);",
          "draft.upTo = Math.max(upTo, draft.now);",
        ),
      ],
      test: "a late event counts before what was due after it, as long as nobody has decided that",
    },
  ]),
];
