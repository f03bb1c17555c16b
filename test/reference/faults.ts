/*
 * Faults that are planted in the engine, each by one change of its text: the random tests have to find every one. The text
 * that is replaced stands in its file once.
 */

export interface Fault {
  /** What goes wrong. */
  readonly name: string;
  /** Under `runtime/src/`. */
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
}

export const FAULTS: readonly Fault[] = [
  {
    name: "a wait times out a millisecond too early",
    file: "engine/suspensions.ts",
    right: "const deadline = deadlineOf(draft, run, loaded, step, facts);",
    wrong: "const late = deadlineOf(draft, run, loaded, step, facts); const deadline = late && late - 1;",
  },
  {
    name: "an exit comes behind the wait at the same instant",
    file: "engine/react.ts",
    right: "if (!isPast) leaveBy(draft, run, loaded, event);",
    wrong:
      "if (!isPast) { offerToWait(draft, run, loaded, event); if (run.wait?.state !== 'matched') leaveBy(draft, run, loaded, event); }",
  },
  {
    name: "the arm of a split hangs on the run, not on the contact",
    file: "engine/control.ts",
    right: "chooseArm(contact.id, run.journey, id, step.arms)",
    wrong: "chooseArm(run.id, run.journey, id, step.arms)",
  },
  {
    name: "days are 24 hours, also when the clocks are changed",
    file: "engine/zoned.ts",
    right: "if (months === 0 && days === 0) return at + millis;",
    wrong: "if (months === 0) return at + days * 86_400_000 + millis;",
  },
  {
    name: "`reenter after` does not let in at the very moment at which it is over",
    file: "engine/entry-rules.ts",
    right: "return at < open ?",
    wrong: "return at <= open ?",
  },
  {
    name: "keyed runs are mixed up: one is inside, whatever its key",
    file: "engine/starts.ts",
    right: 'run.state === "alive" && run.journey === program.journey && run.key === key,',
    wrong: 'run.state === "alive" && run.journey === program.journey,',
  },
  {
    name: "a limit by the day counts the messages of an hour",
    file: "engine/send-limits.ts",
    right: 'day: "days",',
    wrong: 'day: "hours",',
  },
  {
    name: "an event that is heard of late does not end a wait",
    file: "engine/waits.ts",
    right: "if (wait.deadline !== null && event.at > wait.deadline) return false;",
    wrong:
      "if (wait.deadline !== null && (event.at > wait.deadline || event.receivedAt > event.at)) return false;",
  },
  {
    name: "`repeat` turns once too often",
    file: "engine/control.ts",
    right: "if (begun >= step.times)",
    wrong: "if (begun > step.times)",
  },
  {
    name: "a goal is reached at the end of its window, and that moment is not in it",
    file: "engine/goals.ts",
    right: 'run.state !== "alive" : event.at >= until) return null;',
    wrong: 'run.state !== "alive" : event.at > until) return null;',
  },
  {
    name: "an event is used twice by a run",
    file: "engine/suspensions.ts",
    right: "run.cursorAt = wait.eventAt ?? run.cursorAt;\n  run.cursorSeq = wait.eventSeq ?? run.cursorSeq;",
    wrong: "",
  },
  {
    name: "a night belongs to the day on which it ends",
    file: "engine/send-window.ts",
    right: "if (!hours.days.includes(date.dayOfWeek)) return null;",
    wrong:
      "if (!hours.days.includes(date.add({ days: hours.to < hours.from ? 1 : 0 }).dayOfWeek)) return null;",
  },
  {
    name: "a local time that the clocks skip is moved back",
    file: "engine/zoned.ts",
    right: 'disambiguation: "compatible"',
    wrong: 'disambiguation: "earlier"',
  },
];
