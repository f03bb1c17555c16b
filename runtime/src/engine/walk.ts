import type { StepId } from "@trajet/compiler/program";
import { act } from "./actions.ts";
import { aboutRun, asked } from "./asked.ts";
import { addDuration } from "./calendar.ts";
import { openCall } from "./calling.ts";
import { type Draft, factsOf, type LoadedProgram, note, zoneOf } from "./draft.ts";
import { type EffectStep, isEffectStep, requestKindOf } from "./effect-step.ts";
import { endRun } from "./ending.ts";
import { truth } from "./evaluate.ts";
import type { Millis } from "./facts.ts";
import { giveOneForAll, giveTaken } from "./giving.ts";
import type { SlotWish } from "./pace.ts";
import { resolvePoint } from "./points.ts";
import { leaveIf, settleQueue } from "./react.ts";
import type { Run, Wait } from "./run.ts";
import { type RunnableStep, runnableStep, writtenOut } from "./runnable.ts";
import { openGate, type SendStep } from "./sending.ts";
import { chooseArm } from "./split.ts";
import { dueOf, lookBackUntil } from "./until.ts";
import { lookBack } from "./waits.ts";

/**
 * Where a walk stopped: the run ended, waits for a moment or an event, has an effect to be performed, asks for a code from
 * a pool (`Draft.codes`), stands before a sending for which this attempt has no time left, or before one that needs a slot
 * of its provider.
 */
export type Rest = "ended" | "waiting" | "effect" | "code" | "out of time" | SlotWish;

/** What a step came to: on to the next one, or a rest. */
type Turn = { readonly to: StepId | null } | { readonly rest: Rest };

/** Walks a run from where it stands to its next rest, and changes the draft on the way. */
export function walk(draft: Draft, run: Run): Rest {
  const loaded = draft.ports.program(run.program);
  draft.changed.runs.add(run);
  for (;;) {
    if (run.state !== "alive" || leaveIf(draft, run, loaded, run.at)) return "ended";
    if (run.step === null) {
      endRun(draft, run, "finished", run.at);
      return "ended";
    }
    const step = stepAt(loaded, run.step);
    if (run.effect === null && lacksTime(draft, loaded, step)) return "out of time";
    const turn = run.entered ? resume(draft, run, loaded, step) : enter(draft, run, loaded, step);
    settleQueue(draft);
    if (run.state !== "alive") return "ended";
    if ("rest" in turn) return turn.rest;
    moveTo(run, turn.to);
  }
}

/** A step that reaches outside is entered only by an attempt that can also make its call. */
function lacksTime(draft: Draft, loaded: LoadedProgram, step: RunnableStep): boolean {
  return isEffectStep(step) && !draft.ports.mayCall(requestKindOf(loaded.program, step));
}

function stepAt(loaded: LoadedProgram, id: StepId): RunnableStep {
  const step = loaded.program.steps[id];
  if (step === undefined) throw new Error(`program ${loaded.hash} has no step ${id}`);
  return runnableStep(step);
}

function moveTo(run: Run, step: StepId | null): void {
  run.step = step;
  run.entered = false;
  run.wait = null;
  run.effect = null;
  run.hold = null;
}

/** The commit that enters a step counts its visit; a retry or a hold finds it entered and does not. */
function enter(draft: Draft, run: Run, loaded: LoadedProgram, step: RunnableStep): Turn {
  run.entered = true;
  const id = run.step ?? "";
  run.visits[id] = (run.visits[id] ?? 0) + 1;
  switch (step.kind) {
    case "delay":
      return suspend(
        draft,
        run,
        loaded,
        step,
        addDuration(run.at, writtenOut(step.for), zoneOf(draft, loaded.program)),
      );
    case "delay until":
      return delayUntil(draft, run, loaded, step);
    case "wait":
      return suspend(draft, run, loaded, step, waitDeadline(draft, run, loaded, step));
    case "send":
      return passGate(draft, run, loaded, step);
    case "call":
      return openCall(draft, run, loaded, step) ? { rest: "effect" } : refused(step);
    case "give coupon":
      return giveOneForAll(draft, run, loaded, step) ? { to: step.next } : { rest: "code" };
    case "if":
      return branch(draft, run, loaded, step);
    case "split":
      return split(draft, run, step);
    case "exit":
      endRun(draft, run, "exited", run.at, { reason: "exit step" });
      return { rest: "ended" };
    default:
      act(draft, run, loaded, step);
      return { to: step.next };
  }
}

/** Goes on at a step that was entered before: its time may have come, an event may have matched, an effect be over. */
function resume(draft: Draft, run: Run, loaded: LoadedProgram, step: RunnableStep): Turn {
  if (step.kind === "give coupon") return { to: giveTaken(draft, run, step) };
  if (run.wait !== null) return resumeWait(draft, run, loaded, step, run.wait);
  if (step.kind === "send" && run.effect === null) return passGate(draft, run, loaded, step);
  if (isEffectStep(step)) return resumeEffect(run, step);
  throw new Error(`run ${run.id} stands at ${run.step}, which does not suspend`);
}

function suspend(
  draft: Draft,
  run: Run,
  loaded: LoadedProgram,
  step: RunnableStep,
  deadline: Millis | null,
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
  };
  run.wait = wait;
  draft.changed.waits.set(wait, run);
  const until = deadline === null ? {} : { until: new Date(deadline).toISOString() };
  note(draft, run, step.kind === "wait" ? "waiting" : "delayed", until);
  if (step.kind === "wait") lookBack(draft, run, loaded, wait);
  return resumeWait(draft, run, loaded, step, wait);
}

function resumeWait(draft: Draft, run: Run, loaded: LoadedProgram, step: RunnableStep, wait: Wait): Turn {
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

function takeMatch(draft: Draft, run: Run, step: Extract<RunnableStep, { kind: "wait" }>, wait: Wait): Turn {
  run.at = Math.max(run.at, wait.eventAt ?? run.at);
  if (step.until !== undefined) {
    note(draft, run, "matched");
    return { to: step.next };
  }
  const arm = wait.arm ?? 0;
  run.cursorAt = wait.eventAt ?? run.cursorAt;
  run.cursorSeq = wait.eventSeq ?? run.cursorSeq;
  note(draft, run, "matched", { arm });
  return { to: step.arms[arm]?.next ?? null };
}

function waitDeadline(
  draft: Draft,
  run: Run,
  loaded: LoadedProgram,
  step: Extract<RunnableStep, { kind: "wait" }>,
): Millis | null {
  if (step.limit === null) return null;
  if ("for" in step.limit)
    return addDuration(run.at, writtenOut(step.limit.for), zoneOf(draft, loaded.program));
  const facts = factsOf(draft, loaded.program, run);
  const { until } = step.limit;
  return asked(
    draft,
    aboutRun(run, run.step),
    () => resolvePoint(until, run.at, loaded.program, facts).at,
    run.at,
  );
}

function delayUntil(
  draft: Draft,
  run: Run,
  loaded: LoadedProgram,
  step: Extract<RunnableStep, { kind: "delay until" }>,
): Turn {
  const facts = factsOf(draft, loaded.program, run);
  const passed = { at: run.at, passed: true };
  const resolve = () => resolvePoint(step.point, run.at, loaded.program, facts);
  const point = asked(draft, aboutRun(run, run.step), resolve, passed);
  if (!point.passed) return suspend(draft, run, loaded, step, point.at);
  note(draft, run, "delayed", { until: new Date(point.at).toISOString(), reason: "passed" });
  return { to: step.otherwise ?? step.next };
}

function branch(
  draft: Draft,
  run: Run,
  loaded: LoadedProgram,
  step: Extract<RunnableStep, { kind: "if" }>,
): Turn {
  const facts = factsOf(draft, loaded.program, run);
  const about = aboutRun(run, run.step);
  const index = step.branches.findIndex(({ test }) =>
    asked(draft, about, () => truth(test, loaded.program, facts), false),
  );
  const taken = step.branches[index];
  note(draft, run, "branched", { arm: taken === undefined ? "else" : index });
  return { to: taken === undefined ? step.else : taken.next };
}

function split(draft: Draft, run: Run, step: Extract<RunnableStep, { kind: "split" }>): Turn {
  const index = chooseArm(draft.contact.id, run.journey, run.step ?? "", step.arms);
  const arm = step.arms[index];
  note(draft, run, "split", { arm: arm?.name ?? "" });
  return { to: arm?.next ?? null };
}

function passGate(draft: Draft, run: Run, loaded: LoadedProgram, step: SendStep): Turn {
  const gate = openGate(draft, run, loaded, step);
  switch (gate) {
    case "open":
      return { rest: "effect" };
    case "held":
      return { rest: "waiting" };
    case "skipped":
      return { to: step.next };
    case "refused":
      return refused(step);
    default:
      return { rest: gate };
  }
}

/** Where a run goes behind an effect that was refused or whose outcome is lost. */
function refused(step: EffectStep): Turn {
  return { to: step.otherwise === undefined ? step.next : step.otherwise };
}

function resumeEffect(run: Run, step: EffectStep): Turn {
  const effect = run.effect;
  if (effect === null) throw new Error(`run ${run.id} stands at ${run.step} without its effect`);
  switch (effect.state) {
    case "done":
      return { to: step.next };
    case "refused":
    case "unknown":
      return refused(step);
    case "intent":
    case "retry":
      return { rest: "effect" };
    default:
      return effect.state satisfies never;
  }
}
