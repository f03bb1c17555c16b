import type { Draft } from "../engine/draft.ts";
import { type EffectPolicy, policyOf } from "../engine/effect-policy.ts";
import type { SlotWish } from "../engine/pace.ts";
import { standBy } from "../engine/pause.ts";
import { settleQueue } from "../engine/react.ts";
import type { Run } from "../engine/run.ts";
import { giveTurn } from "../engine/turns.ts";
import { walk } from "../engine/walk.ts";
import type { CallOutcome } from "./caller.ts";
import { beginCall, closeEffect, recordOutcome } from "./calls.ts";
import type { LoadedDraft } from "./load-draft.ts";

/** What became of a call, by the step and visit of its effect. */
export interface EffectOutcome {
  readonly step: string;
  readonly visit: number;
  readonly result: CallOutcome;
}

/** Where one decision about a run leaves it. */
export type Turn =
  /** Nothing is left to be done for it. */
  | { readonly kind: "done" }
  /** It rests until something wakes it. */
  | { readonly kind: "held" }
  /** Until it is due, on the journeys' clock, or until the lease of another call ends, in real time. */
  | {
      readonly kind: "sleep";
      readonly run: Run;
      readonly until: { readonly at: number } | { readonly realMs: number };
    }
  /** The attempt is out of time: another one goes on. */
  | { readonly kind: "continue" }
  /** A call is to be made, once this is committed. */
  | { readonly kind: "call"; readonly run: Run }
  /** A slot of a provider is to be taken. */
  | { readonly kind: "slot"; readonly run: Run; readonly wish: SlotWish }
  /** A code of a coupon's pool is to be put into the draft, in which `goOn` then goes on. */
  | { readonly kind: "code"; readonly run: Run; readonly coupon: string }
  | { readonly kind: "superseded" };

export interface Decided {
  readonly turn: Turn;
  /** The epoch that this attempt holds from here on. */
  readonly epoch: number | null;
  /** The journey for whose pause the run is held. */
  readonly holds?: string;
}

/** What an attempt knows of itself when it decides. */
export interface Attempt {
  readonly runId: string;
  /** Taken in the first decision, required in all others. */
  readonly epoch: number | null;
  readonly outcome: EffectOutcome | null;
  /** It may commit nothing more. */
  readonly isLate: boolean;
}

/** Decides about a run as far as one transaction goes: records what became of its call, and walks it to its next rest. */
export function decide(loaded: LoadedDraft, attempt: Attempt): Decided {
  const { draft } = loaded;
  const run = draft.runs.find((one) => one.id === attempt.runId);
  if (run === undefined) return { turn: done, epoch: null };
  // What became of a call is recorded by its key, whatever became of the run meanwhile.
  if (attempt.outcome !== null) {
    recordOutcome(loaded, run, attempt.outcome, policyFor(draft, run));
    settleQueue(draft);
  }
  if (run.state !== "alive") return { turn: afterEnd(loaded, run), epoch: null };
  if (attempt.isLate || (attempt.epoch !== null && run.epoch !== attempt.epoch)) {
    return { turn: { kind: "superseded" }, epoch: attempt.epoch };
  }
  if (attempt.epoch === null) {
    run.epoch += 1;
    draft.changed.runs.add(run);
  }
  const { epoch } = run;
  const standing = standBy(draft, run);
  switch (standing) {
    case "held":
      return { turn: resting, epoch, holds: run.journey };
    case "ended":
      return { turn: afterEnd(loaded, run), epoch };
    case "on":
      run.failures = 0;
      return { turn: goOn(loaded, run), epoch };
    default:
      return standing satisfies never;
  }
}

const done: Turn = { kind: "done" };
const resting: Turn = { kind: "held" };

/** Walks a run to its next rest, also from where it asked for a code that the draft has by now. */
export function goOn(loaded: LoadedDraft, run: Run): Turn {
  const turn = walkOn(loaded, run);
  // Until here, the gate could tell by it what was due in the pause.
  if (turn.kind !== "code" && run.hold?.by === "pause") run.hold = null;
  return turn;
}

function walkOn(loaded: LoadedDraft, run: Run): Turn {
  const { draft } = loaded;
  for (;;) {
    const rest = walk(draft, run);
    if (rest === "code") return { kind: "code", run, coupon: couponAt(draft, run) };
    // This attempt serves the run: it needs no wake of its own.
    draft.changed.wakes.delete(run);
    if (typeof rest === "object") return { kind: "slot", run, wish: rest };
    giveTurn(draft, run);
    if (rest === "ended") return afterEnd(loaded, run);
    if (rest === "out of time") return outOfTime(draft, run);
    if (rest === "waiting") return sleepUntilDue(run);
    const next = beginCall(loaded, run, policyFor(draft, run));
    if (next === "call") return { kind: "call", run };
    if (next === "out of time") return outOfTime(draft, run);
    if (next === "settled") continue;
    if (next === "held") return sleepUntilDue(run);
    if ("kind" in next) return { kind: "slot", run, wish: next };
    return sleepReal(loaded, run, next.untilReal);
  }
}

function couponAt({ ports }: Draft, run: Run): string {
  const step = ports.program(run.program).program.steps[run.step ?? ""];
  if (step?.kind !== "give coupon") throw new Error(`run ${run.id} asks for a code at ${run.step}`);
  return step.coupon;
}

/** What the declaration of a run's effect says of a lost outcome. */
export function policyFor({ ports }: Draft, run: Run): EffectPolicy {
  return run.effect === null ? "skip" : policyOf(ports.program(run.program).program, run.effect);
}

/** An effect of a run that ended during its call is still accounted for. */
function afterEnd(loaded: LoadedDraft, run: Run): Turn {
  const open = closeEffect(loaded, run);
  if (open === "closed") return done;
  return { kind: "sleep", run, until: { realMs: Math.max(0, open.untilReal - loaded.realNow) } };
}

function outOfTime(draft: Draft, run: Run): Turn {
  run.dueAt = Math.min(run.dueAt ?? draft.now, draft.now);
  return { kind: "continue" };
}

function sleepUntilDue(run: Run): Turn {
  return run.dueAt === null ? resting : { kind: "sleep", run, until: { at: run.dueAt } };
}

function sleepReal(loaded: LoadedDraft, run: Run, untilReal: number): Turn {
  const realMs = Math.max(0, untilReal - loaded.realNow);
  run.dueAt = loaded.draft.now + realMs * loaded.factor;
  return { kind: "sleep", run, until: { realMs } };
}
