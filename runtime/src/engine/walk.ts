import type { Step, StepId } from "@trajet/compiler/program";
import { act } from "./actions.ts";
import { type MoveStep, openMove } from "./audiences.ts";
import { openCall } from "./calling.ts";
import { branch, leaveLoop, matchCase, repeat, runFragment, split } from "./control.ts";
import type { Draft, LoadedProgram } from "./draft.ts";
import { type EffectStep, isEffectStep, requestKindOf } from "./effect-step.ts";
import { endRun } from "./ending.ts";
import { giveOneForAll, giveTaken } from "./giving.ts";
import { isHeldBack, passHold } from "./hold.ts";
import { leaveJourney, startJourney } from "./other-journeys.ts";
import { leaveIf, settleQueue } from "./react.ts";
import type { Run } from "./run.ts";
import { openGate, type SendStep } from "./sending.ts";
import { delay, delayUntil, resumeWait, wait } from "./suspensions.ts";
import type { Rest, Turn } from "./turn.ts";

/**
 * Steps that one walk takes at most: loops whose waits are over at once must not make a transaction that has no end. The
 * next attempt goes on from there.
 */
const MAX_STEPS = 500;

/** Walks a run from where it stands to its next rest, and changes the draft on the way. */
export function walk(draft: Draft, run: Run): Rest {
  const loaded = draft.ports.program(run.program);
  draft.changed.runs.add(run);
  if (isHeldBack(draft, run)) return "waiting";
  // First of all: an exit behind a hold is one of the moment at which that ended.
  passHold(draft, run);
  for (let steps = 0; steps < MAX_STEPS; steps += 1) {
    if (run.state !== "alive") return "ended";
    // Who rests is not at a step: a wake, for whatever reason it comes, is none at which `exit if` is looked at.
    if (run.wait === null && leaveIf(draft, run, loaded, run.at)) return "ended";
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
    draft.ports.moved?.(run, turn.to);
    moveTo(run, turn.to);
  }
  return "out of time";
}

/** A step that reaches outside is entered only by an attempt that can also make its call. */
function lacksTime(draft: Draft, loaded: LoadedProgram, step: Step): boolean {
  return isEffectStep(step) && !draft.ports.mayCall(requestKindOf(loaded.program, step));
}

function stepAt(loaded: LoadedProgram, id: StepId): Step {
  const step = loaded.program.steps[id];
  if (step === undefined) throw new Error(`program ${loaded.hash} has no step ${id}`);
  return step;
}

function moveTo(run: Run, step: StepId | null): void {
  run.step = step;
  run.entered = false;
  run.wait = null;
  run.effect = null;
  run.hold = null;
}

/** The commit that enters a step counts its visit; a retry or a hold finds it entered and does not. */
function enter(draft: Draft, run: Run, loaded: LoadedProgram, step: Step): Turn {
  run.entered = true;
  const id = run.step ?? "";
  run.visits[id] = (run.visits[id] ?? 0) + 1;
  switch (step.kind) {
    case "delay":
      return delay(draft, run, loaded, step);
    case "delay until":
      return delayUntil(draft, run, loaded, step);
    case "wait":
      return wait(draft, run, loaded, step);
    case "send":
      return passGate(draft, run, loaded, step);
    case "call":
      return openCall(draft, run, loaded, step) ? { rest: "effect" } : refused(step);
    case "add to":
    case "remove from":
      return move(draft, run, loaded, step);
    case "give coupon":
      return giveOneForAll(draft, run, loaded, step) ? { to: step.next } : { rest: "code" };
    case "if":
      return branch(draft, run, loaded, step);
    case "match":
      return matchCase(draft, run, loaded, step);
    case "split":
      return split(draft, run, step);
    case "repeat":
      return repeat(run, step);
    case "break":
      return leaveLoop(run, step.loop, step.next);
    case "run":
      return runFragment(draft, run, loaded, step);
    case "start journey":
      return startJourney(draft, run, step);
    case "leave journey":
      return leaveJourney(draft, run, step);
    case "exit":
      endRun(draft, run, "exited", run.at, { reason: "exit step" });
      return { rest: "ended" };
    default:
      act(draft, run, loaded, step);
      return { to: step.next };
  }
}

function move(draft: Draft, run: Run, loaded: LoadedProgram, step: MoveStep): Turn {
  const opened = openMove(draft, run, loaded, step);
  if (opened === "effect") return { rest: "effect" };
  return opened === "refused" ? refused(step) : { to: step.next };
}

/** Goes on at a step that was entered before: its time may have come, an event may have matched, an effect be over. */
function resume(draft: Draft, run: Run, loaded: LoadedProgram, step: Step): Turn {
  if (step.kind === "give coupon") return { to: giveTaken(draft, run, step) };
  if (run.wait !== null) return resumeWait(draft, run, loaded, step, run.wait);
  if (step.kind === "send" && run.effect === null) return passGate(draft, run, loaded, step);
  if (isEffectStep(step)) return resumeEffect(run, step);
  throw new Error(`run ${run.id} stands at ${run.step}, which does not suspend`);
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
