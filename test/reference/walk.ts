import type { Block, Expression, PointInTime, Step } from "@trajet/grammar";
import { act } from "./actions.ts";
import { dayOf, type Millis, momentOn, moved, negative, nextTime } from "./calendar.ts";
import { holds, worth } from "./conditions.ts";
import { drain, exitIf, leave, matchWait, stepAt } from "./react.ts";
import { note, scopeOf } from "./scopes.ts";
import { makeRoom } from "./sending.ts";
import { firstMoment } from "./time-alone.ts";
import { compared, isSpan, isTime, momentOf } from "./values.ts";
import { type Frame, type Run, stepsOf, type World } from "./world.ts";

/* How a run goes on: docs/language.md, "Delay and wait" to "Loops". */

/** How a run goes on behind what a step did. */
export type OnFrom = () => void;
/** It rests, or has left. */
export const stay: OnFrom = () => {};

/** Lets a run go on from where it rests to where it rests next. */
export function advance(world: World, run: Run): void {
  run.due = null;
  if (run.state !== "alive") {
    account(world, run);
    return;
  }
  if (isPaused(world, run)) return;
  if (!wake(world, run)) return;
  while (run.state === "alive" && (run.rest === null || run.rest.kind === "held")) {
    exitIf(world, run, run.at);
    if (run.state !== "alive") return;
    const step = stepAt(run);
    if (step === undefined) {
      finish(world, run);
      return;
    }
    const on = take(world, run, step);
    drain(world);
    // Whoever leaves by what the step did stands at it.
    if (run.state === "alive") on();
    if (run.state === "alive" && run.rest !== null && !wake(world, run)) return;
  }
}

const DAYS = { monday: 1, tuesday: 2, wednesday: 3, thursday: 4, friday: 5, saturday: 6, sunday: 7 } as const;

function isPaused(world: World, run: Run): boolean {
  if (world.status.get(run.name) !== "paused") return false;
  run.paused = true;
  note(world, run, "held", world.now, "pause");
  return true;
}

/** What becomes of a message whose run has ended: it does not leave any more, or nobody knows whether it did. */
function account(world: World, run: Run): void {
  if (run.rest?.kind !== "held") return;
  const { isLost } = run.rest;
  note(world, run, isLost ? "failed" : "refused", world.now);
  const { sendings } = run.person;
  if (!isLost && run.counted !== null) {
    sendings.splice(sendings.indexOf(run.counted), 1);
    makeRoom(world, run);
  }
  run.rest = null;
}

function finish(world: World, run: Run): void {
  note(world, run, "finished", run.at);
  run.state = "finished";
  run.endedAt = run.at;
}

/** Ends the rest of a run if it is over; else says until when it lasts. */
function wake(world: World, run: Run): boolean {
  const { rest } = run;
  switch (rest?.kind) {
    case undefined:
      return true;
    case "delay":
      if (rest.until > world.now) return sleep(run, rest.until);
      run.at = rest.until;
      run.rest = null;
      next(run);
      return true;
    case "held":
      if (rest.until > world.now) return sleep(run, rest.until);
      // A message that is tried again is still that of its moment.
      if (rest.by !== "retry") run.at = Math.max(run.at, rest.until);
      return true;
    case "wait":
      return endWait(world, run, rest);
    default:
      return rest satisfies undefined;
  }
}

function sleep(run: Run, until: Millis): false {
  run.due = until;
  return false;
}

function endWait(world: World, run: Run, rest: Extract<Run["rest"], { kind: "wait" }>): boolean {
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

/** Goes into a block, and behind it to what follows the step; a missing or an empty one is passed. */
export function into(run: Run, block: Block | undefined, more: Partial<Frame> = {}): void {
  const { path = "", args = new Map() } = run.stack.at(-1) ?? {};
  run.stack.push({ steps: stepsOf(block), index: 0, path, args, ...more });
  pop(run);
}

/** Goes on behind the step. */
export function next(run: Run): void {
  const frame = run.stack.at(-1);
  if (frame !== undefined) frame.index += 1;
  pop(run);
}

function pop(run: Run): void {
  for (let frame = run.stack.at(-1); frame !== undefined; frame = run.stack.at(-1)) {
    if (frame.index < frame.steps.length) return;
    if (frame.loop !== undefined && frame.loop.turn < frame.loop.times) {
      turn(run, frame);
      return;
    }
    run.stack.pop();
    const outer = run.stack.at(-1);
    if (outer !== undefined) outer.index += 1;
  }
}

function turn(run: Run, frame: Frame): void {
  frame.index = 0;
  if (frame.loop === undefined) return;
  frame.loop.turn += 1;
  for (const name of frame.loop.clears) run.remembered.delete(`${frame.path}${name}`);
}

function breakLoop(run: Run): void {
  while (run.stack.at(-1)?.loop === undefined) run.stack.pop();
  run.stack.pop();
  next(run);
}

/** Does a step, and answers how the run goes on from it. */
function take(world: World, run: Run, step: Step): OnFrom {
  const scope = scopeOf(world, run);
  switch (step.kind) {
    case "Delay":
      return delay(world, run, step);
    case "Wait":
      return wait(world, run, step);
    case "If": {
      const index = step.branches.findIndex(({ condition }) => holds(condition, scope));
      note(world, run, "branched", run.at, index === -1 ? "else" : String(index));
      return () => into(run, index === -1 ? step.else : step.branches[index]?.body);
    }
    case "Match":
      return match(world, run, step);
    case "Split": {
      const label = `${scope.path ?? ""}${step.label?.text}`;
      const name = world.oracle.arm(run.person.id, run.name, label);
      const arm = step.arms.find((each) => each.name?.value === name) ?? step.arms[0];
      note(world, run, "split", run.at, arm?.name?.value ?? "");
      return () => into(run, arm?.body);
    }
    case "Repeat": {
      const loop = { times: Number(step.times?.text), clears: namesGiven(stepsOf(step.body)), turn: 1 };
      return () => into(run, step.body, { loop });
    }
    case "Break":
      return () => breakLoop(run);
    case "Exit":
      leave(world, run, run.at);
      return stay;
    case "Run":
      return call(world, run, step);
    default:
      return act(world, run, step);
  }
}

/** The names of answers in a loop's body, which each turn forgets. */
function namesGiven(steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step) => (step.kind === "Call" && step.as !== undefined ? [step.as.text] : []));
}

function call(world: World, run: Run, step: Extract<Step, { kind: "Run" }>): OnFrom {
  const scope = scopeOf(world, run);
  const args = new Map(step.args.map(({ name, value }) => [name?.text ?? "", worth(value, scope)]));
  const fragment = world.fragments.get(step.fragment?.text ?? "");
  return () => into(run, fragment?.body, { path: `${scope.path ?? ""}${step.label?.text}/`, args });
}

function match(world: World, run: Run, step: Extract<Step, { kind: "Match" }>): OnFrom {
  const scope = scopeOf(world, run);
  const subject = worth(step.subject, scope);
  const index = step.cases.findIndex(({ patterns }) =>
    patterns.some((pattern) => {
      if (pattern.form === "value") return compared("==", subject, worth(pattern.value, scope));
      if (pattern.form === "compare") return compared(pattern.operator, subject, worth(pattern.value, scope));
      return (
        compared(">=", subject, worth(pattern.low, scope)) &&
        compared("<", subject, worth(pattern.high, scope))
      );
    }),
  );
  note(world, run, "branched", run.at, index === -1 ? "else" : String(index));
  return () => into(run, index === -1 ? step.else : step.cases[index]?.body);
}

function delay(world: World, run: Run, step: Extract<Step, { kind: "Delay" }>): OnFrom {
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
export function pointOf(world: World, run: Run, point: PointInTime): Millis | null {
  const scope = scopeOf(world, run);
  const { zone } = scope;
  const given = point.at === undefined ? undefined : worth(point.at, scope);
  const at = isTime(given ?? null) ? (given as Parameters<typeof momentOn>[1]) : undefined;
  if (point.weekday !== undefined) return nextTime(run.at, at, zone, [DAYS[point.weekday]]);
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

function wait(world: World, run: Run, step: Extract<Step, { kind: "Wait" }>): OnFrom {
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
