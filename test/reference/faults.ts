import type { Edit } from "../fixtures/edit.ts";

/*
 * Faults that are planted in the engine, each by one change of its text: the random tests have to find every one.
 */

export interface Fault extends Edit {
  /** What goes wrong. */
  readonly name: string;
}

export const FAULTS: readonly Fault[] = [
  {
    name: "a wait times out a millisecond too early",
    file: "engine/suspensions.ts",
    from: "const deadline = deadlineOf(draft, run, loaded, step, facts);",
    to: "const late = deadlineOf(draft, run, loaded, step, facts); const deadline = late && late - 1;",
  },
  {
    name: "an exit comes behind the wait at the same instant",
    file: "engine/react.ts",
    from: "if (!isPast) leaveBy(draft, run, loaded, event);",
    to: "if (!isPast) { offerToWait(draft, run, loaded, event); if (run.wait?.state !== 'matched') leaveBy(draft, run, loaded, event); }",
  },
  {
    name: "the arm of a split hangs on the run, not on the contact",
    file: "engine/control.ts",
    from: "chooseArm(contact.id, run.journey, id, step.arms)",
    to: "chooseArm(run.id, run.journey, id, step.arms)",
  },
  {
    name: "days are 24 hours, also when the clocks are changed",
    file: "engine/zoned.ts",
    from: "if (months === 0 && days === 0) return at + millis;",
    to: "if (months === 0) return at + days * 86_400_000 + millis;",
  },
  {
    name: "`reenter after` does not let in at the very moment at which it is over",
    file: "engine/entry-rules.ts",
    from: "return at < open ?",
    to: "return at <= open ?",
  },
  {
    name: "keyed runs are mixed up: one is inside, whatever its key",
    file: "engine/starts.ts",
    from: 'run.state === "alive" && run.journey === program.journey && run.key === key,',
    to: 'run.state === "alive" && run.journey === program.journey,',
  },
  {
    name: "a limit by the day counts the messages of an hour",
    file: "engine/send-limits.ts",
    from: 'day: "days",',
    to: 'day: "hours",',
  },
  {
    name: "an event that is heard of late does not end a wait",
    file: "engine/waits.ts",
    from: "if (wait.deadline !== null && event.at > wait.deadline) return false;",
    to: "if (wait.deadline !== null && (event.at > wait.deadline || event.receivedAt > event.at)) return false;",
  },
  {
    name: "`repeat` turns once too often",
    file: "engine/control.ts",
    from: "if (begun >= step.times)",
    to: "if (begun > step.times)",
  },
  {
    name: "a goal is reached at the end of its window, and that moment is not in it",
    file: "engine/goals.ts",
    from: 'run.state !== "alive" : event.at >= until) return null;',
    to: 'run.state !== "alive" : event.at > until) return null;',
  },
  {
    name: "an event is used twice by a run",
    file: "engine/suspensions.ts",
    from: "run.cursorAt = wait.eventAt ?? run.cursorAt;\n  run.cursorSeq = wait.eventSeq ?? run.cursorSeq;",
    to: "",
  },
  {
    name: "a night belongs to the day on which it ends",
    file: "engine/send-window.ts",
    from: "if (!hours.days.includes(date.dayOfWeek)) return null;",
    to: "if (!hours.days.includes(date.add({ days: hours.to < hours.from ? 1 : 0 }).dayOfWeek)) return null;",
  },
  {
    name: "a local time that the clocks skip is moved back",
    file: "engine/zoned.ts",
    from: 'disambiguation: "compatible"',
    to: 'disambiguation: "earlier"',
  },
];
