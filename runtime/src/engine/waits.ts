import type { Trigger } from "@trajet/compiler/program";
import { inputKey } from "@trajet/compiler/program";
import { aboutRun, asked } from "./asked.ts";
import { momentOf } from "./compare.ts";
import { type Draft, factsOf, type LoadedProgram } from "./draft.ts";
import { evaluate } from "./evaluate.ts";
import type { Facts, Millis, PastEvent } from "./facts.ts";
import type { Run, Wait } from "./run.ts";
import type { Scope } from "./scope.ts";
import { matchTrigger } from "./triggers.ts";
import { wake } from "./wake.ts";
import { type Seen, witnessed } from "./witness.ts";

interface Match {
  readonly arm: number;
  readonly event: PastEvent;
  readonly saw: Seen | null;
}

/** Tests an event that has just come in against the open wait of a run, and wakes the run if it matches. */
export function offerToWait(draft: Draft, run: Run, loaded: LoadedProgram, event: PastEvent): void {
  const wait = run.wait;
  if (wait === null || run.state !== "alive" || (wait.state !== "open" && wait.state !== "matched")) return;
  for (const watcher of loaded.program.watch[event.key] ?? []) {
    if (watcher.kind !== "arm" || watcher.step !== wait.step) continue;
    const trigger = armsOf(loaded, wait)[watcher.arm]?.triggers[watcher.trigger];
    const saw = trigger && matching(draft, run, loaded, wait, trigger, event);
    if (saw && decide(wait, { arm: watcher.arm, event, ...saw })) {
      draft.changed.waits.set(wait, run);
      wake(draft, run);
    }
  }
}

/** Looks back when a wait opens: what happened since its start may have come in before a slow worker opened it. */
export function lookBack(draft: Draft, run: Run, loaded: LoadedProgram, wait: Wait): void {
  armsOf(loaded, wait).forEach((arm, index) => {
    for (const trigger of arm.triggers) {
      for (const event of draft.history.get(inputKey(trigger)) ?? []) {
        const saw = matching(draft, run, loaded, wait, trigger, event);
        if (saw !== null) decide(wait, { arm: index, event, ...saw });
      }
    }
  });
}

/**
 * The earliest event wins, by its own time; at one instant the first arm in the text, and within an arm the event that came
 * in first. A late event replaces a match that no attempt has consumed yet.
 */
function decide(wait: Wait, match: Match): boolean {
  if (wait.state === "matched" && !isBefore(match, wait)) return false;
  wait.state = "matched";
  wait.arm = match.arm;
  wait.eventAt = match.event.at;
  wait.eventSeq = match.event.seq;
  wait.saw = match.saw;
  return true;
}

function isBefore(match: Match, wait: Wait): boolean {
  const at = wait.eventAt ?? 0;
  const arm = wait.arm ?? 0;
  if (match.event.at !== at) return match.event.at < at;
  return match.arm !== arm ? match.arm < arm : match.event.seq < (wait.eventSeq ?? 0);
}

/** What was read to find that an event matches; `null` where it does not. */
function matching(
  draft: Draft,
  run: Run,
  loaded: LoadedProgram,
  wait: Wait,
  trigger: Trigger,
  event: PastEvent,
): Pick<Match, "saw"> | null {
  const { facts, said } = witnessed(factsOf(draft, loaded.program, run));
  const ask = () =>
    inTime(run, wait, event) &&
    sinceThen(run, wait, trigger, event, loaded.program, facts) &&
    matchTrigger(trigger, event, loaded.program, facts) !== null;
  return asked(draft, aboutRun(run), ask, false) ? { saw: said().saw ?? null } : null;
}

/** A match at the deadline itself still counts: at one instant a wait comes before its time-out. */
function inTime(run: Run, wait: Wait, event: PastEvent): boolean {
  if (wait.deadline !== null && event.at > wait.deadline) return false;
  return isAfter(event, run.cursorAt, run.cursorSeq);
}

/** Since the wait began, unless the trigger says since when; that moment is included. Since a missing one nothing is. */
function sinceThen(
  run: Run,
  wait: Wait,
  trigger: Trigger,
  event: PastEvent,
  scope: Scope,
  facts: Facts,
): boolean {
  if (trigger.sinceEntry === true) return event.at >= run.enteredAt;
  if (trigger.since === undefined)
    return countsFromSending(trigger) || isAfter(event, wait.from, wait.fromSeq);
  const moment = momentOf(evaluate(trigger.since, scope, facts), facts.zone);
  return moment !== null && event.at >= moment;
}

/** Of the run's latest sending everything counts: it may be opened before the wait for that begins. */
function countsFromSending(trigger: Trigger): boolean {
  return (
    trigger.absentFor === undefined &&
    (trigger.on === "opens" || trigger.on === "clicks") &&
    trigger.sending === "latest"
  );
}

function isAfter(event: PastEvent, at: Millis, seq: number): boolean {
  return event.at > at || (event.at === at && event.seq > seq);
}

function armsOf(loaded: LoadedProgram, wait: Wait) {
  const step = loaded.program.steps[wait.step];
  return step?.kind === "wait" ? step.arms : [];
}
