import type { Json, Millis, Occurrence } from "../engine/facts.ts";
import type { HeldBy, Hold } from "../engine/hold.ts";
import { nothingRemembered } from "../engine/remembered.ts";
import type { EffectRequest } from "../engine/request.ts";
import type { Effect, Run, Wait } from "../engine/run.ts";

/** A row as `row_to_json` writes it. */
type Row = { readonly [column: string]: Json };
export interface RunRows {
  readonly run: Row;
  readonly wait: Row | null;
  readonly effect: Row | null;
}

/** A moment as `row_to_json` writes it; `null` where there is none. */
export const time = (value: Json | undefined): Millis | null =>
  typeof value === "string" ? Date.parse(value) : null;
const text = (value: Json | undefined): string | null => (typeof value === "string" ? value : null);

/** A run with the wait and the effect at which it stands. */
export function readRun({ run, wait, effect }: RunRows): Run {
  return {
    id: String(run.id),
    journey: String(run.journey),
    key: String(run.key),
    program: String(run.program),
    state: run.state as Run["state"],
    step: text(run.step),
    entered: run.entered === true,
    visits: run.visits as Record<string, number>,
    at: time(run.at) ?? 0,
    cursorAt: time(run.cursor_at) ?? 0,
    cursorSeq: Number(run.cursor_seq),
    dueAt: time(run.due_at),
    epoch: Number(run.epoch),
    enteredAt: time(run.entered_at) ?? 0,
    entry: run.entry as unknown as Occurrence,
    occurrence: String(run.occurrence),
    causeDepth: Number(run.cause_depth),
    hold: run.hold == null ? null : readHold(run.hold as Row),
    endedAt: time(run.ended_at),
    reason: text(run.reason),
    remembered: { ...nothingRemembered(), ...(run.remembered as Partial<Run["remembered"]>) },
    goalUntil: time(run.goal_until),
    convertedAt: time(run.converted_at),
    failures: Number(run.failures),
    wait: wait === null ? null : readWait(wait),
    effect: effect === null ? null : readEffect(effect),
  };
}

function readHold(row: Row): Hold {
  return {
    by: row.by as HeldBy,
    since: time(row.since) ?? 0,
    until: time(row.until),
    reason: String(row.reason),
  };
}

function readWait(row: Row): Wait {
  return {
    step: String(row.step),
    visit: Number(row.visit),
    from: time(row.from_at) ?? 0,
    fromSeq: Number(row.from_seq),
    deadline: time(row.deadline),
    state: row.state as Wait["state"],
    arm: row.arm == null ? null : Number(row.arm),
    eventAt: time(row.event_at),
    eventSeq: row.event_seq == null ? null : Number(row.event_seq),
    saw: (row.saw ?? null) as Wait["saw"],
  };
}

function readEffect(row: Row): Effect {
  return {
    step: String(row.step),
    visit: Number(row.visit),
    name: String(row.message),
    labels: row.labels as string[],
    marketing: row.marketing === true,
    request: row.request as unknown as EffectRequest,
    state: row.state as Effect["state"],
    attempt: Number(row.attempt),
    leaseUntil: time(row.lease_until),
    providerRef: text(row.provider_ref),
    reason: null,
  };
}
