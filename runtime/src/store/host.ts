import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Draft, Ports } from "../engine/draft.ts";
import { type EffectPolicy, policyOf } from "../engine/effect-policy.ts";
import type { SlotWish } from "../engine/pace.ts";
import { standBy } from "../engine/pause.ts";
import { settleQueue } from "../engine/react.ts";
import type { Run } from "../engine/run.ts";
import { giveTurn } from "../engine/turns.ts";
import { walk } from "../engine/walk.ts";
import type { Advance, AdvanceOptions } from "../temporal/advance.ts";
import { type Callers, type CallOutcome, callOut } from "./caller.ts";
import { beginCall, closeEffect, recordOutcome } from "./calls.ts";
import { takeCode } from "./coupons.ts";
import type { Database } from "./database.ts";
import type { LoadedDraft, PortsOf } from "./load-draft.ts";
import type { Pacer } from "./pacer.ts";
import type { ProgramShelf } from "./programs.ts";
import type { Schema } from "./schema.ts";
import { insistOnPause } from "./set-status.ts";
import { LONGEST_SLEEP_MS } from "./sleep.ts";
import { type Rates, type SlotInHand, slotsOf, takeSlot } from "./slots.ts";
import { countFailure, rest as restStuck } from "./stuck.ts";
import { isTransient, type Transactor } from "./transact.ts";

export interface HostOptions {
  readonly db: Database;
  readonly shelf: ProgramShelf;
  readonly transactor: Transactor;
  readonly callers: Callers;
  readonly render: Ports["render"];
  readonly pacer: Pacer;
  /** Of channels whose provider has one. */
  readonly rates: () => Rates;
  /** Told of a run that no attempt can decide about. */
  readonly onStuck?: (runId: string, error: unknown) => void;
}

/** Another attempt has taken the run over, or this one is late: it decides nothing more, and Temporal tries again. */
export class Superseded extends Error {}

type Turn =
  | { readonly kind: "answer"; readonly answer: Advance }
  | { readonly kind: "call"; readonly run: Run }
  | { readonly kind: "slot"; readonly run: Run; readonly wish: SlotWish }
  | { readonly kind: "superseded" };

/**
 * Advances a run to its next suspension. Each turn is one transaction under the contact's lock; a call to the outside
 * stands between two of them, its intent committed before and its outcome behind it.
 */
export function createAdvance(options: HostOptions) {
  return async function advance(runId: string, attempt: AdvanceOptions): Promise<Advance> {
    const served = await runToServe(options.db, runId);
    if (served === undefined) return { kind: "done" };
    if (served.stuck) return stayStuck(options.db, runId);
    const { contact } = served;
    const state: AttemptState = { runId, epoch: null, deadline: attempt.deadline, outcome: null, slot: null };
    for (;;) {
      const turn = await takeTurn(options, contact, state).catch((error: unknown) =>
        afterFailure(options, contact, state, error),
      );
      if (turn.kind === "superseded") throw new Superseded(`run ${runId} was taken over by another attempt`);
      if (turn.kind === "answer") return turn.answer;
      if (turn.kind === "slot") {
        state.slot = await takeSlot(options.pacer, options.rates(), turn.run, turn.wish);
        continue;
      }
      const effect = turn.run.effect;
      if (effect === null) throw new Error(`run ${runId} calls without an effect`);
      state.outcome = {
        step: effect.step,
        visit: effect.visit,
        result: await callOut(options.callers, effect.request, `${runId}/${effect.step}/${effect.visit}`),
      };
    }
  };
}

/** Whose run it is; `undefined` where nothing is left to do for it. */
async function runToServe(
  db: Database,
  runId: string,
): Promise<{ readonly contact: string; readonly stuck: boolean } | undefined> {
  const { rows } = await sql<{ contact: string; stuck: boolean }>`
    select contact, stuck is not null and state = 'alive' as stuck from run
    where id = ${runId} and (state = 'alive' or exists (
      select from effect where effect.run = run.id and effect.state in ('intent', 'retry')))`.execute(db);
  return rows[0];
}

async function stayStuck(db: Database, runId: string): Promise<Advance> {
  await restStuck(db, runId);
  return { kind: "held" };
}

/**
 * The turn could not be decided, and nothing of it is committed. What became of a call is known all the same, and is
 * recorded by itself, lest it be taken for lost.
 *
 * @throws the error, unless the run is stuck now: then nothing comes of trying again
 */
async function afterFailure(
  options: HostOptions,
  contactId: string,
  state: AttemptState,
  error: unknown,
): Promise<Turn> {
  if (state.outcome !== null && !isTransient(error)) await recordAlone(options, contactId, state);
  if (!(await countFailure(options.db, state.runId, error))) throw error;
  options.onStuck?.(state.runId, error);
  return { kind: "answer", answer: { kind: "held" } };
}

async function recordAlone(options: HostOptions, contactId: string, state: AttemptState): Promise<void> {
  const { outcome, runId } = state;
  if (outcome === null) return;
  await options.transactor.onContact(
    contactId,
    portsOf(options, state),
    (loaded) => {
      const run = loaded.draft.runs.find((one) => one.id === runId);
      if (run !== undefined) recordOutcome(loaded, run, outcome, policyFor(loaded, run));
      settleQueue(loaded.draft);
    },
    runId,
  );
}

/** An effect of a run that ended during its call is still accounted for. */
function afterEnd(loaded: LoadedDraft, run: Run): Turn {
  const open = closeEffect(loaded, run);
  return open === "closed" ? done : asleep(loaded, run, open.untilReal - loaded.realNow);
}

interface AttemptState {
  readonly runId: string;
  readonly deadline: number;
  /** Taken in the first transaction, required in all others. */
  epoch: number | null;
  /** Reserved for the sending at which the run stands. */
  slot: SlotInHand | null;
  outcome: { readonly step: string; readonly visit: number; readonly result: CallOutcome } | null;
}

/** Time that a call's own two transactions need beside its limit, in milliseconds. */
const CALL_MARGIN = 1_000;

function portsOf(options: HostOptions, state: AttemptState): PortsOf {
  return ({ realNow, factor }) => ({
    newRunId: randomUUID,
    render: options.render,
    slot: slotsOf(options.rates(), state.slot, factor),
    mayCall: (kind) => state.deadline - Date.now() > options.callers[kind].limitMs + CALL_MARGIN,
    leaseUntil: (kind) => realNow + options.callers[kind].limitMs + 2 * CALL_MARGIN,
  });
}

async function takeTurn(options: HostOptions, contactId: string, state: AttemptState): Promise<Turn> {
  const decided = await options.transactor.onContact(
    contactId,
    portsOf(options, state),
    async (loaded, tx) => {
      const result = await decide(loaded, state, tx);
      if (result.holds !== undefined) await insistOnPause(tx, result.holds);
      return result;
    },
    state.runId,
  );
  // Only what is committed is remembered: the work may have run more than once.
  state.outcome = null;
  if (decided?.turn.kind === "call") state.slot = null;
  state.epoch = decided?.epoch ?? state.epoch;
  return decided?.turn ?? done;
}

interface Decided {
  readonly turn: Turn;
  /** The epoch that this attempt holds from here on. */
  readonly epoch: number | null;
  /** The journey for whose pause the run is held. */
  readonly holds?: string;
}

async function decide(loaded: LoadedDraft, state: AttemptState, tx: Kysely<Schema>): Promise<Decided> {
  const { draft } = loaded;
  const run = draft.runs.find((one) => one.id === state.runId);
  if (run === undefined) return { turn: done, epoch: null };
  // What became of a call is recorded by its key, whatever became of the run meanwhile.
  if (state.outcome !== null) {
    recordOutcome(loaded, run, state.outcome, policyFor(loaded, run));
    settleQueue(draft);
  }
  if (run.state !== "alive") return { turn: afterEnd(loaded, run), epoch: null };
  const late = Date.now() > state.deadline;
  if (late || (state.epoch !== null && run.epoch !== state.epoch)) {
    return { turn: { kind: "superseded" }, epoch: state.epoch };
  }
  if (state.epoch === null) {
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
    case "on": {
      run.failures = 0;
      const turn = await goOn(loaded, run, tx);
      // Until here, the gate could tell by it what was due in the pause.
      if (run.hold?.by === "pause") run.hold = null;
      return { turn, epoch };
    }
    default:
      return standing satisfies never;
  }
}

const done: Turn = { kind: "answer", answer: { kind: "done" } };
const resting: Turn = { kind: "answer", answer: { kind: "held" } };

async function goOn(loaded: LoadedDraft, run: Run, tx: Kysely<Schema>): Promise<Turn> {
  const { draft } = loaded;
  for (;;) {
    const rest = walk(draft, run);
    if (rest === "code") {
      draft.codes.set(run, await codeFor(loaded, run, tx));
      continue;
    }
    // This attempt serves the run: it needs no wake of its own.
    draft.changed.wakes.delete(run);
    if (typeof rest === "object") return { kind: "slot", run, wish: rest };
    giveTurn(draft, run);
    if (rest === "ended") return done;
    if (rest === "out of time") return outOfTime(draft, run);
    if (rest === "waiting") return sleepUntil(loaded, run, run.dueAt);
    const next = beginCall(loaded, run, policyFor(loaded, run));
    if (next === "call") return { kind: "call", run };
    if (next === "out of time") return outOfTime(draft, run);
    if (next === "settled") continue;
    if (next === "held") return sleepUntil(loaded, run, run.dueAt);
    if ("kind" in next) return { kind: "slot", run, wish: next };
    return sleepReal(loaded, run, next.untilReal);
  }
}

function codeFor({ draft }: LoadedDraft, run: Run, tx: Kysely<Schema>): Promise<string | null> {
  const step = draft.ports.program(run.program).program.steps[run.step ?? ""];
  if (step?.kind !== "give coupon") throw new Error(`run ${run.id} asks for a code at ${run.step}`);
  return takeCode(tx, draft.contact.id, run, step.coupon, draft.now);
}

function policyFor({ draft }: LoadedDraft, run: Run): EffectPolicy {
  return run.effect === null ? "skip" : policyOf(draft.ports.program(run.program).program, run.effect);
}

function outOfTime(draft: Draft, run: Run): Turn {
  run.dueAt = Math.min(run.dueAt ?? draft.now, draft.now);
  return { kind: "answer", answer: { kind: "continue" } };
}

function sleepUntil(loaded: LoadedDraft, run: Run, dueAt: number | null): Turn {
  if (dueAt === null) return resting;
  const real = loaded.factor > 0 ? (dueAt - loaded.draft.now) / loaded.factor : LONGEST_SLEEP_MS;
  return asleep(loaded, run, real);
}

function sleepReal(loaded: LoadedDraft, run: Run, untilReal: number): Turn {
  const real = Math.max(0, untilReal - loaded.realNow);
  run.dueAt = loaded.draft.now + real * loaded.factor;
  return asleep(loaded, run, real);
}

function asleep(loaded: LoadedDraft, run: Run, realMs: number): Turn {
  const program = loaded.draft.ports.program(run.program).program;
  const summary = program.steps[run.step ?? ""]?.summary ?? "";
  const sleepMs = Math.min(LONGEST_SLEEP_MS, Math.max(0, Math.ceil(realMs)));
  return { kind: "answer", answer: { kind: "sleep", sleepMs, summary } };
}
