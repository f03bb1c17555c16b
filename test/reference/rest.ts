import type { Expression, PointInTime, Step } from "@trajet/grammar";
import { dayOf, type Millis, momentOn, moved, negative, nextTime, WEEKDAYS } from "./calendar.ts";
import { worth } from "./conditions.ts";
import { matchWait, stepAt } from "./react.ts";
import { note, scopeOf } from "./scopes.ts";
import { into, next, type OnFrom, stay } from "./stack.ts";
import { firstMoment } from "./time-alone.ts";
import { isSpan, isTime, momentOf } from "./values.ts";
import type { Run, World } from "./world.ts";

/* How a run rests, and until when: docs/language.md, "Delay and wait". */

export function delay(world: World, run: Run, step: Extract<Step, { kind: "Delay" }>): OnFrom {
  const until =
    step.until === undefined ? lasting(world, run, step.duration) : pointOf(world, run, step.until);
  if (until === null || until < run.at) {
    note(world, run, "delayed", run.at, String(run.at));
    return () => (step.otherwise === undefined ? next(run) : into(run, step.otherwise));
  }
  note(world, run, "delayed", run.at, String(until));
  run.rest = { kind: "delay", until };
  return stay;
}

/** A duration without a value, or less than nothing, is over at once. */
function lasting(world: World, run: Run, duration: Expression | undefined): Millis {
  const scope = scopeOf(world, run);
  const span = duration === undefined ? null : worth(duration, scope);
  return isSpan(span) ? Math.max(run.at, moved(run.at, span, scope.zone)) : run.at;
}

/** The moment that a point in time names, from the run's logical time; `null` if its value is missing. */
function pointOf(world: World, run: Run, point: PointInTime): Millis | null {
  const scope = scopeOf(world, run);
  const { zone } = scope;
  const given = point.at === undefined ? undefined : worth(point.at, scope);
  const at = isTime(given ?? null) ? (given as Parameters<typeof momentOn>[1]) : undefined;
  if (point.weekday !== undefined) return nextTime(run.at, at, zone, [WEEKDAYS[point.weekday]]);
  const base = point.base === undefined ? null : worth(point.base, scope);
  if (isTime(base)) return nextTime(run.at, base, zone);
  const moment = momentOf(base, zone);
  if (moment === null) return null;
  const span = point.offset === undefined ? null : worth(point.offset.amount, scope);
  if (point.offset !== undefined && !isSpan(span)) return null;
  const offset = isSpan(span)
    ? moved(moment, point.offset?.direction === "before" ? negative(span) : span, zone)
    : moment;
  return at === undefined ? offset : momentOn(dayOf(offset, zone), at, zone);
}

export function wait(world: World, run: Run, step: Extract<Step, { kind: "Wait" }>): OnFrom {
  const until = step.limit === undefined ? null : limitOf(world, run, step.limit);
  note(world, run, "waiting", run.at, until === null ? "" : String(until));
  run.rest = { kind: "wait", from: run.at, fromSeq: run.person.past.length, until, match: null };
  if (step.until?.kind === "condition") askWait(world, run, run.at);
  for (const happening of run.person.past) matchWait(world, run, happening);
  return stay;
}

/** A wait until a condition ends when that first holds, from `at` on: now, later by time alone, or by what happens. */
export function askWait(world: World, run: Run, at: Millis): void {
  const step = stepAt(run);
  const { rest } = run;
  if (step?.kind !== "Wait" || step.until?.kind !== "condition" || rest?.kind !== "wait") return;
  if (rest.match !== null && rest.match.at < at) return;
  const until = rest.until ?? world.now + HORIZON;
  const found = firstMoment(step.until.condition, scopeOf(world, run), true, Math.max(at, rest.from), until);
  rest.match = found === undefined ? null : { at: found, seq: 0, arm: 0 };
  run.due = Math.max(world.now, Math.min(found ?? until, until));
}

/** Nobody looks further into the future. */
const HORIZON = 100 * 86_400_000;

function limitOf(world: World, run: Run, limit: PointInTime): Millis {
  const scope = scopeOf(world, run);
  const isDuration =
    limit.weekday === undefined &&
    limit.offset === undefined &&
    limit.at === undefined &&
    limit.base !== undefined;
  const span = isDuration && limit.base !== undefined ? worth(limit.base, scope) : null;
  if (isSpan(span)) return Math.max(run.at, moved(run.at, span, scope.zone));
  return Math.max(run.at, pointOf(world, run, limit) ?? run.at);
}

/** Ends a wait that is matched or over. */
export function endWait(world: World, run: Run, rest: Extract<Run["rest"], { kind: "wait" }>): boolean {
  const step = stepAt(run);
  if (step?.kind !== "Wait") throw new Error("only a wait is waited in");
  const { match } = rest;
  if (match !== null && match.at > world.now) return sleep(run, match.at);
  if (match !== null) {
    run.at = Math.max(run.at, match.at);
    if (match.seq > 0) run.cursor = { at: match.at, seq: match.seq };
    note(world, run, "matched", run.at, step.until?.kind === "condition" ? "" : String(match.arm));
    run.rest = null;
    into(run, step.arms?.[match.arm]?.body);
    return true;
  }
  if (rest.until === null) return false;
  if (rest.until > world.now) return sleep(run, rest.until);
  run.at = Math.max(run.at, rest.until);
  note(world, run, "timedOut", run.at);
  run.rest = null;
  into(run, step.otherwise);
  return true;
}

/** Says until when a run rests. */
export function sleep(run: Run, until: Millis): false {
  run.due = until;
  return false;
}
