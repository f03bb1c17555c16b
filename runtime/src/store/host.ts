import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { Ports } from "../engine/draft.ts";
import { settleQueue } from "../engine/react.ts";
import type { Run } from "../engine/run.ts";
import type { Advance, AdvanceOptions } from "../temporal/advance.ts";
import { type Callers, callOut } from "./caller.ts";
import { recordOutcome } from "./calls.ts";
import { takeCode } from "./coupons.ts";
import type { Database } from "./database.ts";
import { decide, type EffectOutcome, goOn, policyFor, type Turn } from "./decide.ts";
import type { LoadedDraft, PortsOf, Subject } from "./load-draft.ts";
import type { Pacer } from "./pacer.ts";
import type { ProgramShelf } from "./programs.ts";
import type { Schema } from "./schema.ts";
import { insistOnPause } from "./set-status.ts";
import { timerMs, wholeMs } from "./sleep.ts";
import { type Rates, type SlotInHand, slotsOf, takeSlot } from "./slots.ts";
import { countFailure, rest as restStuck } from "./stuck.ts";
import { isTransient, type Transactor } from "./transact.ts";

export interface HostOptions {
  readonly db: Database;
  readonly shelf: ProgramShelf;
  readonly transactor: Transactor;
  readonly callers: Callers;
  readonly render: Ports["render"];
  readonly armOf?: Ports["armOf"];
  readonly pacer: Pacer;
  /** Of channels whose provider has one. */
  readonly rates: () => Rates;
  readonly isPaced?: boolean;
  /** Told of a run that no attempt can decide about. */
  readonly onStuck?: (runId: string, error: unknown) => void;
}

/** Another attempt has taken the run over, or this one is late: it decides nothing more, and Temporal tries again. */
export class Superseded extends Error {}

/**
 * Advances a run to its next suspension. Each turn is one transaction under the contact's lock; a call to the outside
 * stands between two of them, its intent committed before and its outcome behind it.
 */
export function createAdvance(options: HostOptions) {
  return async function advance(runId: string, attempt: AdvanceOptions): Promise<Advance> {
    const state: AttemptState = {
      runId,
      contact: null,
      epoch: null,
      deadline: attempt.deadline,
      outcome: null,
      slot: null,
    };
    for (;;) {
      const turn = await takeTurn(options, state).catch((error: unknown) =>
        afterFailure(options, state, error),
      );
      if (turn.kind === "superseded") throw new Superseded(`run ${runId} was taken over by another attempt`);
      if (turn.kind === "slot") {
        state.slot = await takeSlot(options.pacer, options.rates(), turn.run, turn.wish);
        continue;
      }
      if (turn.kind !== "call") return turn;
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

/**
 * The turn could not be decided, and nothing of it is committed. What became of a call is known all the same, and is
 * recorded by itself, lest it be taken for lost.
 *
 * @throws the error, unless the run is stuck now: then nothing comes of trying again
 */
async function afterFailure(options: HostOptions, state: AttemptState, error: unknown): Promise<Settled> {
  if (state.outcome !== null && !isTransient(error)) await recordAlone(options, state);
  if (!(await countFailure(options.db, state.runId, error))) throw error;
  options.onStuck?.(state.runId, error);
  return { kind: "held" };
}

async function recordAlone(options: HostOptions, state: AttemptState): Promise<void> {
  const { outcome, runId } = state;
  if (outcome === null) return;
  await options.transactor.onContact(subjectOf(state), portsOf(options, state), (loaded) => {
    const run = loaded.draft.runs.find((one) => one.id === runId);
    if (run !== undefined) recordOutcome(loaded, run, outcome, policyFor(loaded.draft, run));
    settleQueue(loaded.draft);
  });
}

interface AttemptState {
  readonly runId: string;
  /** Whose run it is, once that has been read with the first turn. */
  contact: string | null;
  readonly deadline: number;
  /** Taken in the first transaction, required in all others. */
  epoch: number | null;
  /** Reserved for the sending at which the run stands. */
  slot: SlotInHand | null;
  outcome: EffectOutcome | null;
}

/** Time that a call's own two transactions need beside its limit, in milliseconds. */
const CALL_MARGIN = 1_000;

function portsOf(options: HostOptions, state: AttemptState): PortsOf {
  return ({ realNow, factor }) => ({
    newRunId: randomUUID,
    render: options.render,
    ...(options.armOf !== undefined && { armOf: options.armOf }),
    slot: slotsOf(options.rates(), state.slot, factor),
    mayCall: (kind) => state.deadline - Date.now() > options.callers[kind].limitMs + CALL_MARGIN,
    leaseUntil: (kind) => realNow + options.callers[kind].limitMs + 2 * CALL_MARGIN,
  });
}

/** A turn as the attempt goes by it: what Temporal is answered, or what is to be done before the next transaction. */
type Settled = Advance | Extract<Turn, { kind: "call" | "slot" | "superseded" }>;

function subjectOf({ runId, contact }: AttemptState): Subject {
  return contact === null ? { run: runId } : { run: runId, contact };
}

async function takeTurn(options: HostOptions, state: AttemptState): Promise<Settled> {
  const decided = await options.transactor.onContact(
    subjectOf(state),
    portsOf(options, state),
    async (loaded, tx) => {
      const { runId, epoch, outcome } = state;
      const isLate = Date.now() > state.deadline;
      const result = decide(loaded, { runId, epoch, outcome, isLate });
      if (result.holds !== undefined) await insistOnPause(tx, result.holds);
      const turn = await settled(loaded, result.turn, tx, options.isPaced === true);
      return { ...result, turn, contact: loaded.draft.contact.id };
    },
  );
  // Nothing is left to do for the run, unless it is stuck: then it rests until it is retried.
  if (decided === undefined) return { kind: (await restStuck(options.db, state.runId)) ? "held" : "done" };
  // Only what is committed is remembered: the work may have run more than once.
  state.contact = decided.contact;
  state.outcome = null;
  if (decided.turn.kind === "call") state.slot = null;
  state.epoch = decided.epoch ?? state.epoch;
  return decided.turn;
}

/** Takes the codes that the run asks for on its way, in the same transaction. */
async function settled(
  loaded: LoadedDraft,
  first: Turn,
  tx: Kysely<Schema>,
  isPaced: boolean,
): Promise<Settled> {
  const { draft } = loaded;
  let turn = first;
  while (turn.kind === "code") {
    const { run, coupon } = turn;
    draft.codes.set(run, await takeCode(tx, draft.contact.id, run, coupon, draft.now));
    turn = goOn(loaded, run);
  }
  return turn.kind === "sleep" ? asleep(loaded, turn.run, sleepOf(loaded, turn.until, isPaced)) : turn;
}

function sleepOf(
  { draft, factor }: LoadedDraft,
  until: Extract<Turn, { kind: "sleep" }>["until"],
  isPaced: boolean,
): number {
  return "realMs" in until ? wholeMs(until.realMs) : timerMs(until.at - draft.now, factor, isPaced);
}

function asleep({ draft }: LoadedDraft, run: Run, sleepMs: number): Advance {
  const { program } = draft.ports.program(run.program);
  const summary = program.steps[run.step ?? ""]?.summary ?? "";
  return { kind: "sleep", sleepMs, summary };
}
