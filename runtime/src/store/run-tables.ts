import type { Json } from "../engine/facts.ts";
import type { JsonColumn, MaybeMoment, Moment } from "./columns.ts";

export interface RunTable {
  id: string;
  contact: string;
  journey: string;
  key: string;
  program: string;
  state: string;
  step: string | null;
  entered: boolean;
  visits: JsonColumn<Record<string, number>>;
  /** Logical time. */
  at: Moment;
  cursor_at: Moment;
  cursor_seq: number;
  due_at: MaybeMoment;
  epoch: number;
  entered_at: Moment;
  entry: JsonColumn;
  /** What started it, unique per journey and contact: an event's id. */
  occurrence: string;
  cause_depth: number;
  hold: JsonColumn | null;
  ended_at: MaybeMoment;
  reason: string | null;
  /** What it keeps beside its position. */
  remembered: JsonColumn;
  /** Attempts in a row that could not be decided. */
  failures: number;
  /** Until when a goal may be reached, also after the end. */
  goal_until: MaybeMoment;
  /** When a goal was reached first. */
  converted_at: MaybeMoment;
  /** Why no attempt can be decided; such a run rests until it is retried. */
  stuck: string | null;
}
export interface WaitTable {
  run: string;
  step: string;
  visit: number;
  from_at: Moment;
  from_seq: number;
  deadline: MaybeMoment;
  state: string;
  arm: number | null;
  event_at: MaybeMoment;
  event_seq: number | null;
  saw: JsonColumn<Record<string, Json> | null>;
}
export interface EffectTable {
  run: string;
  step: string;
  visit: number;
  contact: string;
  journey: string;
  /** Of its request. */
  kind: string;
  /** A message's channel; of what is no message, its kind. */
  channel: string;
  /** The message, or whatever else the step names. */
  message: string;
  labels: JsonColumn<string[]>;
  marketing: boolean;
  state: string;
  /** Real time, not the sped-up clock: it bounds a call to the outside. */
  lease_until: MaybeMoment;
  attempt: number;
  request: JsonColumn;
  provider_ref: string | null;
  /** What the provider told of it later: `delivered`, `undelivered`, `failed`. */
  delivery: string | null;
  at: Moment;
}
