import type { InputKey } from "@trajet/compiler/program";
import { aboutRun, asked } from "./asked.ts";
import {
  type Draft,
  factsOf,
  type Incoming,
  type LoadedProgram,
  type RecordedEvent,
  record,
} from "./draft.ts";
import { endRun } from "./ending.ts";
import { truth } from "./evaluate.ts";
import type { PastEvent } from "./facts.ts";
import { hasOpenGoal, offerToGoals } from "./goals.ts";
import type { Run } from "./run.ts";
import { openDoors } from "./starts.ts";
import { matchTrigger } from "./triggers.ts";
import { offerToUntil } from "./until.ts";
import { offerToWait } from "./waits.ts";
import { reconsider } from "./watches/keep.ts";
import { witnessed } from "./witness.ts";

/** Takes an event in, with all that follows from it. */
export function receive(draft: Draft, incoming: Incoming): RecordedEvent {
  const event = record(draft, incoming);
  settleQueue(draft);
  return event;
}

/**
 * Lets every queued event have its reactions, which may queue more, first in first out. Then it is asked whom that has
 * made enter or leave a segment, which are events in their turn.
 */
export function settleQueue(draft: Draft): void {
  while (draft.queue.length > 0) {
    const keys = new Set<InputKey>();
    let last: RecordedEvent | undefined;
    for (let event = draft.queue.shift(); event !== undefined; event = draft.queue.shift()) {
      react(draft, event);
      keys.add(event.key);
      last = event;
    }
    if (last !== undefined) reconsider(draft, keys, last);
  }
}

/** Tests an event against a run that is alive, or has an open goal. */
export function offer(draft: Draft, run: Run, event: PastEvent): void {
  const loaded = draft.ports.program(run.program);
  // What came before the entry is the past. The run that this very event starts is not there yet: it never exits that.
  const isPast = event.at < run.enteredAt;
  if (!isPast) leaveBy(draft, run, loaded, event);
  leaveIf(draft, run, loaded, event.at);
  if (!isPast) offerToGoals(draft, run, loaded, event);
  if (!isPast) offerToWait(draft, run, loaded, event);
  // The past, too, can be what a condition asks about.
  offerToUntil(draft, run, loaded, event);
}

/** At one instant the order is exit, goal, wait, start (language.md §6.4). Goals may be open after the run has ended. */
function react(draft: Draft, event: RecordedEvent): void {
  for (const run of draft.runs.filter((one) => hasOpenGoal(one, event.at))) offer(draft, run, event);
  openDoors(draft, event);
}

function leaveBy(draft: Draft, run: Run, loaded: LoadedProgram, event: PastEvent): void {
  for (const watcher of loaded.program.watch[event.key] ?? []) {
    if (watcher.kind !== "exit" || run.state !== "alive") continue;
    const rule = loaded.program.exits[watcher.index];
    if (rule?.when === undefined) continue;
    const { facts, said } = witnessed(factsOf(draft, loaded.program, run));
    const { when } = rule;
    if (asked(draft, aboutRun(run), () => matchTrigger(when, event, loaded.program, facts), null) === null)
      continue;
    // A decision that is committed stands: the run left when the event says, or after its last decision if that was later.
    const late = event.at < run.at;
    endRun(draft, run, "exited", late ? run.at : event.at, {
      rule: rule.id,
      reason: "exit rule",
      ...(late && { late }),
      ...said(),
    });
  }
}

/** `exit if …`: looked at when something about the contact changed, and before every step. */
export function leaveIf(draft: Draft, run: Run, loaded: LoadedProgram, at: number): boolean {
  for (const rule of loaded.program.exits) {
    if (run.state !== "alive") return true;
    if (rule.if === undefined) continue;
    const condition = rule.if;
    const { facts, said } = witnessed(factsOf(draft, loaded.program, run));
    if (!asked(draft, aboutRun(run), () => truth(condition, loaded.program, facts), false)) continue;
    endRun(draft, run, "exited", Math.max(at, run.at), { rule: rule.id, reason: "exit rule", ...said() });
  }
  return run.state !== "alive";
}
