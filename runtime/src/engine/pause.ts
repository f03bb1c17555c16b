import type { Duration, DurationOf, Resume } from "@trajet/compiler/program";
import { aboutRun, asked } from "./asked.ts";
import { addDuration } from "./calendar.ts";
import { type Draft, factsOf } from "./draft.ts";
import { durationIn } from "./durations.ts";
import { endRun } from "./ending.ts";
import { evaluate } from "./evaluate.ts";
import type { Millis } from "./facts.ts";
import { hold, passHold } from "./hold.ts";
import type { Run } from "./run.ts";

/** How a journey stands, as far as its runs go by it. */
export interface Standing {
  readonly paused: boolean;
  readonly archived: boolean;
  /** What was decided, at the end of the last pause, about those who came due in it. */
  readonly resumed: Resumption | null;
}

export interface Resumption {
  readonly policy: Resume["policy"];
  /** With `skip`: for each run, where it is computed. */
  readonly olderThan: DurationOf | null;
  /** The hash of the version by which it is so. */
  readonly program: string;
  readonly pausedAt: Millis;
  readonly at: Millis;
}

/**
 * What the standing of its journey makes of a run before it goes on: a pause holds it, an archive or `after pause exit` ends
 * it. Exits and matches are recorded during a pause, since they ask nobody to go on.
 */
export function standBy(draft: Draft, run: Run): "on" | "held" | "ended" {
  const standing = draft.standing.get(run.journey);
  if (standing?.archived === true) {
    endRun(draft, run, "exited", draft.now, { reason: "the journey was archived" });
    return "ended";
  }
  if (standing?.paused === true) {
    if (!isDue(draft, run)) return "on";
    holdForPause(draft, run);
    return "held";
  }
  const resumed = standing?.resumed ?? null;
  if (resumed?.policy === "exit" && cameDueIn(resumed, run)) {
    const reason = "it came due while the journey was paused";
    endRun(draft, run, "exited", Math.max(run.at, resumed.at), { reason });
    return "ended";
  }
  return "on";
}

/** A run without a due moment waits for an event that has not come, or was held before. */
function isDue(draft: Draft, run: Run): boolean {
  return run.dueAt === null ? run.hold?.by === "pause" : run.dueAt <= draft.now;
}

/** No timer: resuming wakes it. */
function holdForPause(draft: Draft, run: Run): void {
  passHold(draft, run);
  const since = run.hold?.by === "pause" ? run.hold.since : (run.dueAt ?? draft.now);
  hold(draft, run, { by: "pause", since, until: null, reason: "the journey is paused" });
}

/** Also one that no worker came to during the pause, and that is not held therefore. */
function cameDueIn({ pausedAt, at }: Resumption, run: Run): boolean {
  if (run.hold?.by === "pause") return true;
  return run.dueAt !== null && run.dueAt >= pausedAt && run.dueAt < at;
}

/**
 * Why a message is too old to be sent, by `after pause skip messages older than …`; `null` if it is not. Its age counts from
 * when it was due, and only what was due in the pause has one: also what a run catches up with afterwards.
 */
export function tooOld(draft: Draft, run: Run): string | null {
  const resumed = draft.standing.get(run.journey)?.resumed ?? null;
  if (resumed?.policy !== "skip" || resumed.olderThan === null) return null;
  const due = run.hold?.by === "pause" ? Math.min(run.hold.since, resumed.at) : run.at;
  const inPause =
    run.hold?.by === "pause" || (run.hold === null && due >= resumed.pausedAt && due < resumed.at);
  if (!inPause) return null;
  const { facts, oldest } = oldestSent(draft, run, resumed, resumed.olderThan);
  if (oldest === null || draft.now <= addDuration(due, oldest, facts.zone)) return null;
  return `it was due in the pause, more than ${inWords(oldest)} ago`;
}

/** How old a message of a run may be, by the version that resumed the journey; `null` where a value for that is missing. */
function oldestSent(draft: Draft, run: Run, { program: hash }: Resumption, olderThan: DurationOf) {
  const { program } = draft.ports.program(hash);
  const facts = factsOf(draft, draft.ports.program(run.program).program, run);
  const compute = () => durationIn(olderThan, (expr) => evaluate(expr, program, facts));
  return { facts, oldest: asked(draft, aboutRun(run, run.step), compute, null) };
}

/** `2 days`, `1 hour 30 minutes` */
function inWords(duration: Duration): string {
  const parts = Object.entries(duration).filter(([, amount]) => amount !== 0);
  return parts.map(([unit, amount]) => `${amount} ${amount === 1 ? unit.replace(/s$/, "") : unit}`).join(" ");
}
