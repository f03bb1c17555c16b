import type { DurationOf, Step } from "@trajet/compiler/program";
import { aboutRun, asked } from "./asked.ts";
import { addDuration } from "./calendar.ts";
import { type Draft, factsOf, type LoadedProgram, note } from "./draft.ts";
import { durationIn } from "./durations.ts";
import { evaluate } from "./evaluate.ts";
import type { Facts, Millis } from "./facts.ts";
import { isoMoment } from "./iso-moment.ts";
import { resolvePoint } from "./points.ts";
import type { Run, Wait } from "./run.ts";
import type { Turn } from "./turn.ts";
import { dueOf, lookBackUntil } from "./until.ts";
import { lookBack } from "./waits.ts";
import { nextInRuns, tellInRun } from "./watches/absence-in-run.ts";
import { type Seen, witnessed } from "./witness.ts";

type StepOf<K extends Step["kind"]> = Extract<Step, { kind: K }>;

/** Suspends a run for a while. A length that is missing is none: nobody waits for what nobody knows. */
export function delay(draft: Draft, run: Run, loaded: LoadedProgram, step: StepOf<"delay">): Turn {
  const { facts, said } = witnessed(factsOf(draft, loaded.program, run));
  const until = after(draft, run, loaded, step.for, facts);
  if (until !== null) return suspend(draft, run, loaded, step, until, said());
  const reason = "the duration has no value";
  note(draft, run, "delayed", { until: isoMoment(run.at), reason, ...said() });
  return { to: step.next };
}

export function delayUntil(draft: Draft, run: Run, loaded: LoadedProgram, step: StepOf<"delay until">): Turn {
  const { facts, said } = witnessed(factsOf(draft, loaded.program, run));
  const passed = { at: run.at, passed: true };
  const resolve = () => resolvePoint(step.point, run.at, loaded.program, facts);
  const point = asked(draft, aboutRun(run, run.step), resolve, passed);
  if (!point.passed) return suspend(draft, run, loaded, step, point.at, said());
  note(draft, run, "delayed", { until: isoMoment(point.at), reason: "passed", ...said() });
  return { to: step.otherwise ?? step.next };
}

export function wait(draft: Draft, run: Run, loaded: LoadedProgram, step: StepOf<"wait">): Turn {
  const { facts, said } = witnessed(factsOf(draft, loaded.program, run));
  const deadline = deadlineOf(draft, run, loaded, step, facts);
  return suspend(draft, run, loaded, step, deadline, said());
}

/** Goes on with a suspension that was entered before: an event may have matched, or its time have come. */
export function resumeWait(draft: Draft, run: Run, loaded: LoadedProgram, step: Step, wait: Wait): Turn {
  lookBackUntil(draft, run, loaded, wait);
  if (wait.state === "matched" && step.kind === "wait") return takeMatch(draft, run, step, wait);
  if (wait.deadline === null || draft.now < wait.deadline) {
    run.dueAt = dueOf(draft, run, loaded, wait);
    return { rest: "waiting" };
  }
  wait.state = "timed out";
  draft.changed.waits.set(wait, run);
  run.at = Math.max(run.at, wait.deadline);
  if (step.kind !== "wait") return { to: step.next };
  note(draft, run, "timedOut");
  return { to: step.timeout };
}

function suspend(
  draft: Draft,
  run: Run,
  loaded: LoadedProgram,
  step: Step,
  deadline: Millis | null,
  said: { readonly saw?: Seen },
): Turn {
  const wait: Wait = {
    step: run.step ?? "",
    visit: run.visits[run.step ?? ""] ?? 0,
    from: run.at,
    fromSeq: draft.contact.seq,
    deadline,
    state: "open",
    arm: null,
    eventAt: null,
    eventSeq: null,
    saw: null,
  };
  run.wait = wait;
  draft.changed.waits.set(wait, run);
  const until = deadline === null ? {} : { until: isoMoment(deadline) };
  note(draft, run, step.kind === "wait" ? "waiting" : "delayed", { ...until, ...said });
  tellPassed(draft, run);
  if (step.kind === "wait") lookBack(draft, run, loaded, wait);
  return resumeWait(draft, run, loaded, step, wait);
}

/** What the run asks about by its own names only now, and did not happen for so long before a slow worker came. */
function tellPassed(draft: Draft, run: Run): void {
  for (let one = nextInRuns(draft, draft.now, run); one !== null; one = nextInRuns(draft, draft.now, run))
    tellInRun(draft, one);
}

function takeMatch(draft: Draft, run: Run, step: StepOf<"wait">, wait: Wait): Turn {
  run.at = Math.max(run.at, wait.eventAt ?? run.at);
  if (step.until !== undefined) {
    note(draft, run, "matched", seenBy(wait));
    return { to: step.next };
  }
  const arm = wait.arm ?? 0;
  run.cursorAt = wait.eventAt ?? run.cursorAt;
  run.cursorSeq = wait.eventSeq ?? run.cursorSeq;
  note(draft, run, "matched", { arm, ...seenBy(wait) });
  return { to: step.arms[arm]?.next ?? null };
}

const seenBy = ({ saw }: Wait): { readonly saw?: Seen } => (saw === null ? {} : { saw });

/** A limit that has passed, or whose value is missing, is over at once, unless what is waited for has happened. */
function deadlineOf(
  draft: Draft,
  run: Run,
  loaded: LoadedProgram,
  { limit }: StepOf<"wait">,
  facts: Facts,
): Millis | null {
  if (limit === null) return null;
  if ("for" in limit) return after(draft, run, loaded, limit.for, facts) ?? run.at;
  const resolve = () => resolvePoint(limit.until, run.at, loaded.program, facts).at;
  return asked(draft, aboutRun(run, run.step), resolve, run.at);
}

/** So much later than the run's logical time, by the clocks of its contact. */
function after(
  draft: Draft,
  run: Run,
  loaded: LoadedProgram,
  duration: DurationOf,
  facts: Facts,
): Millis | null {
  const compute = () => {
    const length = durationIn(duration, (expr) => evaluate(expr, loaded.program, facts));
    return length && addDuration(run.at, length, facts.zone);
  };
  return asked(draft, aboutRun(run, run.step), compute, null);
}
