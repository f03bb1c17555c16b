import type { CallOutcome, PersonHistory, Rejection, Response, SimulatedCall } from "../runtime.ts";

/** Where people and their past come from. */
export interface Source {
  /** Of what is known to have happened; `undefined` for nothing. */
  readonly range: { readonly first: number; readonly last: number } | undefined;
  /** How many there are, where it is known before all are read. */
  readonly count: number | undefined;
  readonly people: () => Iterable<PersonHistory>;
  /** What could not be read. It may grow as people are read. */
  readonly rejected: Rejection[];
  /** What people do with what they get; nothing unless it is there. */
  readonly respond?: (call: SimulatedCall) => readonly Response[];
  /** What providers answer; they take everything unless it is there. */
  readonly answer?: (call: SimulatedCall) => CallOutcome;
  readonly close: () => void;
}
