import { type Break, breaksOf, edit } from "./break.ts";

/** Rules 8 to 10: time, and what an event does. */
export const EVENTS: readonly Break[] = [
  ...breaksOf(8, "store/rules-events.test.ts", [
    {
      how: "delays count from the clock",
      edits: [
        edit(
          "engine/suspensions.ts",
          "return length && addDuration(run.at,",
          "return length && addDuration(draft.now,",
        ),
      ],
      test: "rule 8: a slow worker counts as a fast one",
    },
  ]),
  ...breaksOf(9, "store/late-events.test.ts", [
    {
      how: "an event that is known is taken in again",
      edits: [edit("store/put-event.ts", "if (known) return false;", "")],
      test: "the same own event again changes nothing, and is said to",
    },
  ]),
  ...breaksOf(9, "store/rules-events.test.ts", [
    {
      how: "a match after the limit counts",
      edits: [
        edit(
          "engine/waits.ts",
          "if (wait.deadline !== null && event.at > wait.deadline) return false;",
          "if (wait.deadline === -1) return false;",
        ),
      ],
      test: "what happened too late does not, however early it is heard of",
    },
    {
      how: "what is heard of after the limit is too late, whenever it happened",
      edits: [
        edit(
          "engine/waits.ts",
          "if (wait.deadline !== null && event.at > wait.deadline) return false;",
          "if (wait.deadline !== null && Number(facts.now) > wait.deadline) return false;",
        ),
        edit("engine/waits.ts", "inTime(run, wait, event) &&", "inTime(run, wait, event, facts) &&"),
        edit(
          "engine/waits.ts",
          "function inTime(run: Run, wait: Wait, event: PastEvent)",
          "function inTime(run: Run, wait: Wait, event: PastEvent, facts: Facts)",
        ),
      ],
      test: "what happened in time wins over a time-out that no attempt has decided yet",
    },
    {
      how: "the first to come in matches",
      edits: [
        edit(
          "engine/waits.ts",
          'if (wait.state === "matched" && !isBefore(match, wait)) return false;',
          'if (wait.state === "matched" && isBefore(match, wait) !== null) return false;',
        ),
      ],
      test: "of two events that nobody has decided about the earlier one counts",
    },
    {
      how: "an exit does not take the epoch",
      edits: [edit("engine/ending.ts", "run.epoch += 1;", "run.epoch += 0;")],
      test: "an exit ends the run at once and takes its epoch",
    },
    {
      how: "a wait comes before an exit",
      edits: [
        edit(
          "engine/react.ts",
          "if (!isPast) leaveBy(draft, run, loaded, event);",
          'if (!isPast) offerToWait(draft, run, loaded, event);\n    if (!isPast && run.wait?.state !== "matched") leaveBy(draft, run, loaded, event);',
        ),
      ],
      test: "an exit ends the run at once and takes its epoch; at one instant it comes before the wait",
    },
    {
      how: "an event exits the run that it starts",
      edits: [
        edit(
          "engine/react.ts",
          "function react(draft: Draft, event: RecordedEvent): void {\n",
          "function react(draft: Draft, event: RecordedEvent): void {\n  openDoors(draft, event);\n",
        ),
        edit("engine/react.ts", "openDoors(draft, event);\n}\n\nfunction leaveBy(", "}\n\nfunction leaveBy("),
      ],
      test: "an event never exits the run that it starts",
    },
    {
      how: "a restart leaves the old run",
      edits: [
        edit(
          "engine/starts.ts",
          "if (alive !== undefined) replace(",
          'if (alive !== undefined && key === "other") replace(',
        ),
      ],
      test: "restart ends the old run and inserts the new one together",
    },
    {
      how: "what happened before the activation starts",
      edits: [
        edit(
          "engine/starts.ts",
          "if (program.audience !== draft.contact.audience || event.at <= door.activatedAt) continue;",
          "if (program.audience !== draft.contact.audience) continue;",
        ),
      ],
      test: "only what happens after activation starts",
    },
    {
      how: "data that does not fit keeps its event out",
      edits: [
        edit(
          "engine/asked.ts",
          "if (!isWrongValue(error)) throw error;",
          "throw error;\n    if (!isWrongValue(error)) throw error;",
        ),
      ],
      test: "data that does not fit keeps no event out, and is said",
    },
  ]),
  ...breaksOf(9, "store/goals.test.ts", [
    {
      how: "a run that has ended reaches no goal",
      edits: [edit("engine/goals.ts", "(run.goalUntil !== null && at < run.goalUntil);", "at < 0;")],
      test: "a goal is reached within its window, also after the run has ended, and once a run",
    },
    {
      how: "the end of a window is in it",
      edits: [
        edit("engine/goals.ts", "event.at >= until) return null;", "event.at > until) return null;"),
        edit("engine/goals.ts", "at < run.goalUntil);", "at <= run.goalUntil);"),
        edit("store/functions.ts", "r.goal_until > least(", "r.goal_until >= least("),
      ],
      test: "its end is not in the window; a late event counts by its own time",
    },
    {
      how: "an event counts again for a start that is heard of late",
      edits: [edit("engine/goals.ts", "run.goalUntil = Math.max(run.goalUntil ?? event.at, event.at);", "")],
      test: "what reached the goal of one run stays its own when a start is heard of late",
    },
  ]),
  ...breaksOf(10, "store/rules-causes.test.ts", [
    {
      how: "a wait does not look back",
      edits: [
        edit(
          "engine/suspensions.ts",
          'if (step.kind === "wait") lookBack(draft, run, loaded, wait);',
          'if (step.kind === "wait" && run.step === "") lookBack(draft, run, loaded, wait);',
        ),
      ],
      test: "a purchase between the wait's start and a slow worker counts",
    },
    {
      how: "a wait takes what was before it",
      edits: [
        edit(
          "engine/waits.ts",
          "return countsFromSending(trigger) || isAfter(event, wait.from, wait.fromSeq);",
          "return countsFromSending(trigger) || event.at >= run.enteredAt;",
        ),
      ],
      test: "one from before the wait's start, and the one that started the run, do not",
    },
    {
      how: "an event is used twice",
      edits: [
        edit(
          "engine/waits.ts",
          "return isAfter(event, run.cursorAt, run.cursorSeq);",
          "return event.at >= run.enteredAt;",
        ),
      ],
      test: "a wait that counts since entry sees what came before it, but nothing that was used",
    },
    {
      how: "an event is dated in the future",
      edits: [edit("engine/draft.ts", "at: Math.min(incoming.at, draft.now),", "at: incoming.at,")],
      test: "an event is dated no later than it is received",
    },
  ]),
];
