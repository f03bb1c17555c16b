/**
 * The joint between Temporal and the database: what the driver, the relay and the sweeper ask of whoever
 * holds the runs. Implemented by `store/`; scripted by the tests of this folder.
 */

/** What one attempt at a run came to. `sleepMs` is real milliseconds, already converted by the database's clock. */
export type Advance =
  | { readonly kind: "done" }
  /** Wait for a timer or a poke; `summary` names the wait as the source line does, without personal data. */
  | { readonly kind: "sleep"; readonly sleepMs: number; readonly summary: string }
  /** No timer: only a poke wakes it. */
  | { readonly kind: "held" }
  /** Out of budget: go on in a regular activity. */
  | { readonly kind: "continue" };

export interface AdvanceOptions {
  /** Epoch milliseconds, real: past it the attempt may commit nothing more. */
  readonly deadline: number;
  /** Whether this is the short local attempt, which starts no outside call that the deadline cannot cover. */
  readonly local: boolean;
}

/** A run that something in the database wants woken. */
export interface Wake {
  readonly outboxId: number;
  readonly runId: string;
  readonly journey: string;
  /** No attempt has been made at the run yet, so most likely no workflow serves it. */
  readonly fresh?: boolean;
}

/** A run that is past its due moment and that nobody is about to wake (no row of the outbox waits for it). */
export interface OverdueRun {
  readonly runId: string;
  readonly journey: string;
}

export interface EngineHost {
  /** Advances the run by one segment. A missing or finished run is `done`. Errors are retried by Temporal. */
  advance(runId: string, options: AdvanceOptions): Promise<Advance>;
  /** Runs to be woken, taken for a while so that no two relays take one; the relay confirms with `woken`. */
  takeWakes(limit: number): Promise<readonly Wake[]>;
  woken(outboxIds: readonly number[]): Promise<void>;
  /** How long the relay may doze when told nothing, in milliseconds. */
  nextWakeMs(): Promise<number>;
  /** In-process hint that something was put into the outbox; returns how to stop listening. */
  onWake(listener: () => void): () => void;
  /** Runs overdue, longest overdue first. */
  sweep(limit: number): Promise<{ readonly overdue: readonly OverdueRun[] }>;
  /** Wakes the next page of those who are held since a pause that is over. */
  release(): Promise<{ readonly released: number; readonly nextMs: number }>;
  /**
   * Notes that no workflow served a run, where it is overdue still: one that came to its end since it was found needs none.
   * Counts it once for each due moment, whoever else has found it.
   *
   * @returns whether it was counted
   */
  recordRescue(runId: string): Promise<boolean>;
}
