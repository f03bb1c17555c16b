import { MAX_CAUSE_DEPTH } from "./causes.ts";
import type { Draft } from "./draft.ts";
import type { Millis } from "./facts.ts";
import { settleQueue } from "./react.ts";
import { retestAll, testDue, waitsByCondition } from "./until.ts";
import { nextInRuns, tellInRun } from "./watches/absence-in-run.ts";
import { fill, nextDue, rearm, reconsiderThese, ring } from "./watches/keep.ts";

/**
 * Before anything is decided about a contact: what time alone has changed up to then happens at its own time, earliest
 * first, as if each alarm had been heard at once.
 *
 * @param upTo now, or when the event happened that is about to be taken in
 */
export function catchUp(draft: Draft, upTo: Millis): void {
  fill(draft);
  draft.upTo = Math.min(upTo, draft.now);
  testDue(draft, draft.upTo);
  ringAll(draft, draft.upTo);
}

/**
 * After all is decided: alarms are set anew, and what has become overdue meanwhile happens. Answers nothing; what it
 * finds is in the draft.
 *
 * @param before what `stateOf` said of the contact before
 */
export function settle(draft: Draft, before: string): void {
  const { upTo } = draft;
  let state = before;
  let journeys = 0;
  for (let depth = 0; depth <= MAX_CAUSE_DEPTH + 1; depth += 1) {
    rearm(draft);
    draft.upTo = draft.now;
    ringAll(draft, draft.now);
    const now = stateOf(draft);
    const moved = draft.changed.started.size + endedIn(draft);
    if (now !== state || moved !== journeys) retestAll(draft, upTo);
    if (draft.watches.length === 0) return;
    const changed = draft.watches.filter(
      (watch) => now !== state || (watch.asksOfJourneys && moved !== journeys),
    );
    if (changed.length === 0) return;
    reconsiderThese(draft, changed, depth);
    settleQueue(draft);
    state = now;
    journeys = moved;
  }
}

/** All of the contact's own state that conditions read, to see whether it changed without an event. */
export function stateOf(draft: Draft): string {
  const { contact, unsaid } = draft;
  // Nobody asks.
  if (draft.watches.length === 0 && !draft.runs.some((run) => waitsByCondition(draft, run))) return "";
  const { fields, tags, groups, consent, archived, customAudiences, lists } = contact;
  return JSON.stringify([
    fields,
    [...tags],
    [...groups],
    consent,
    archived,
    [...customAudiences],
    [...lists],
    unsaid,
  ]);
}

function endedIn(draft: Draft): number {
  let ended = 0;
  for (const run of draft.changed.runs) if (run.state !== "alive") ended += 1;
  return ended;
}

function ringAll(draft: Draft, until: Millis): void {
  while (ringNext(draft, until)) {
    settleQueue(draft);
    rearm(draft);
  }
  draft.upTo = until;
}

/** Lets the earliest by then happen. Answers whether there was any. */
function ringNext(draft: Draft, until: Millis): boolean {
  const alarm = nextDue(draft, until);
  const absence = nextInRuns(draft, alarm?.due ?? until);
  draft.upTo = absence?.due ?? alarm?.due ?? until;
  if (absence !== null) tellInRun(draft, absence);
  else if (alarm !== null) ring(draft, alarm.watch, alarm.due);
  return absence !== null || alarm !== null;
}
