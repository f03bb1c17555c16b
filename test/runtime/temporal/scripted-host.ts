import type {
  Advance,
  AdvanceOptions,
  EngineHost,
  OverdueRun,
  Wake,
} from "../../../runtime/src/temporal/advance.ts";

/** What a scripted run does at one attempt. */
export type Turn = Advance | ((options: AdvanceOptions) => Promise<Advance> | Advance);

export interface ScriptedHost extends EngineHost {
  /** The turns of a run, one an attempt; an attempt past the last is `done`. */
  script(runId: string, turns: readonly Turn[]): void;
  attempts(runId: string): readonly AdvanceOptions[];
  /** Puts a wake into the outbox and hints at it. */
  wake(runId: string, journey: string): void;
  readonly outbox: Wake[];
  readonly confirmed: number[];
  overdue: OverdueRun[];
  readonly rescued: string[];
}

export const DONE: Advance = { kind: "done" };
export const HELD: Advance = { kind: "held" };
export const CONTINUE: Advance = { kind: "continue" };

export function sleepFor(sleepMs: number, summary = "delay 1 day"): Advance {
  return { kind: "sleep", sleepMs, summary };
}

/** A database host that does what the test wrote down for it, all in memory. */
export function scriptedHost(): ScriptedHost {
  const scripts = new Map<string, Turn[]>();
  const attempts = new Map<string, AdvanceOptions[]>();
  const listeners = new Set<() => void>();
  let nextOutboxId = 1;
  const host: ScriptedHost = {
    outbox: [],
    confirmed: [],
    overdue: [],
    rescued: [],
    script: (runId, turns) => void scripts.set(runId, [...turns]),
    attempts: (runId) => attempts.get(runId) ?? [],
    wake(runId, journey) {
      host.outbox.push({ outboxId: nextOutboxId++, runId, journey });
      for (const listener of listeners) listener();
    },
    async advance(runId, options) {
      attempts.set(runId, [...host.attempts(runId), options]);
      const turn = scripts.get(runId)?.shift() ?? DONE;
      return typeof turn === "function" ? turn(options) : turn;
    },
    takeWakes: async (limit) => host.outbox.slice(0, limit),
    async woken(ids) {
      host.confirmed.push(...ids);
      const left = host.outbox.filter((wake) => !ids.includes(wake.outboxId));
      host.outbox.splice(0, host.outbox.length, ...left);
    },
    nextWakeMs: async () => 60_000,
    onWake(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    sweep: async (limit) => ({ overdue: host.overdue.slice(0, limit) }),
    release: async () => ({ released: 0, nextMs: 60_000 }),
    async recordRescue(runId) {
      host.rescued.push(runId);
      return true;
    },
  };
  return host;
}
