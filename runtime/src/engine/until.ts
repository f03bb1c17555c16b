import type { Expr } from "@trajet/compiler/program";
import { factsAsOf } from "./as-of.ts";
import { aboutRun, asked } from "./asked.ts";
import { type Draft, factsOf, type LoadedProgram } from "./draft.ts";
import { truth } from "./evaluate.ts";
import type { Facts, Millis, PastEvent } from "./facts.ts";
import { keysOf } from "./families.ts";
import type { Run, Wait } from "./run.ts";
import { nextFlip } from "./time/next-flip.ts";
import { earliestAfter } from "./time/windows.ts";
import { wake } from "./wake.ts";
import { witnessed } from "./witness.ts";

/**
 * Asks the condition of a `wait until` from when the wait began, event by event and flip by flip: it ends at the first
 * moment at which the condition held, also where a slow worker comes to it late.
 */
export function lookBackUntil(draft: Draft, run: Run, loaded: LoadedProgram, wait: Wait): void {
  testUntil(draft, run, loaded, wait, wait.from);
}

/**
 * Tests an event against the condition for which a run waits, and wakes the run if it holds, or may earlier than before. What
 * happens at one instant counts as a whole: a match of that instant, or of a later one, is looked for anew as long as no
 * attempt has gone on by it.
 */
export function offerToUntil(
  draft: Draft,
  run: Run,
  loaded: LoadedProgram,
  { key, at }: Pick<PastEvent, "key" | "at">,
): void {
  const { wait } = run;
  if (wait === null || run.state !== "alive") return;
  const isWatched = keysOf(key)
    .flatMap((one) => loaded.program.watch[one] ?? [])
    .some((watcher) => watcher.kind === "until" && watcher.step === wait.step);
  if (!isWatched) return;
  if (wait.state === "matched" && (wait.eventAt ?? at) >= at) reopen(draft, run, wait);
  if (wait.state === "open") retest(draft, run, loaded, wait, wait.from);
}

function reopen(draft: Draft, run: Run, wait: Wait): void {
  wait.state = "open";
  wait.eventAt = null;
  wait.saw = null;
  draft.changed.waits.set(wait, run);
}

/** Before anything else is decided about a contact: what time alone has ended up to then ended at its own moment. */
export function testDue(draft: Draft, upTo: Millis): void {
  for (const run of draft.runs) {
    const isDue = run.hold !== null || (run.dueAt !== null && run.dueAt <= upTo);
    if (run.wait === null || !isOpen(run) || !isDue) continue;
    testUntil(draft, run, draft.ports.program(run.program), run.wait, run.wait.from, upTo);
  }
}

/** Asks all conditions for which runs wait after something changed that was no event; all before `from` is decided, and nothing counts from before a wait. */
export function retestAll(draft: Draft, from: Millis): void {
  for (const run of draft.runs) {
    const loaded = draft.ports.program(run.program);
    if (run.wait !== null && isOpen(run)) retest(draft, run, loaded, run.wait, Math.max(from, run.wait.from));
  }
}

/** When, at the latest, a run that waits has to look again: at its limit, or where time alone may end the wait. */
export function dueOf(draft: Draft, run: Run, loaded: LoadedProgram, wait: Wait): Millis | null {
  const condition = untilOf(loaded, wait);
  if (condition === undefined) return wait.deadline;
  const facts = factsOf(draft, loaded.program, run);
  const next = asked(draft, aboutRun(run, wait.step), () => nextFlip(condition, loaded.program, facts), null);
  if (next === null || wait.deadline === null) return next ?? wait.deadline;
  return Math.min(next, wait.deadline);
}

/** Whether a change of the contact's own state may end the wait in which a run stands. */
export function waitsByCondition({ ports }: Draft, run: Run): boolean {
  return run.wait !== null && isOpen(run) && untilOf(ports.program(run.program), run.wait) !== undefined;
}

const isOpen = (run: Run): boolean => run.state === "alive" && run.wait?.state === "open";

function untilOf(loaded: LoadedProgram, { step: id }: Wait): Expr | undefined {
  const step = loaded.program.steps[id];
  return step?.kind === "wait" ? step.until : undefined;
}

function retest(draft: Draft, run: Run, loaded: LoadedProgram, wait: Wait, from: Millis): void {
  if (untilOf(loaded, wait) === undefined) return;
  if (testUntil(draft, run, loaded, wait, from)) {
    wake(draft, run);
    return;
  }
  const due = dueOf(draft, run, loaded, wait);
  if (due === null || (run.dueAt !== null && run.dueAt <= due)) return;
  // Not due yet, only earlier than its timer was set for.
  run.dueAt = due;
  draft.changed.runs.add(run);
  draft.changed.wakes.add(run);
}

/** Decides the wait if the condition held between a moment and now, or the limit if that is over. */
function testUntil(
  draft: Draft,
  run: Run,
  loaded: LoadedProgram,
  wait: Wait,
  from: Millis,
  upTo: Millis = draft.now,
): boolean {
  const condition = untilOf(loaded, wait);
  if (condition === undefined || wait.state !== "open") return false;
  const to = Math.min(upTo, wait.deadline ?? upTo);
  const { facts, said } = witnessed(factsOf(draft, loaded.program, run));
  const search = () => firstTrue(condition, loaded, wait, facts, from, to);
  const at = asked(draft, aboutRun(run, wait.step), search, null);
  if (at === null) return false;
  wait.state = "matched";
  wait.eventAt = at;
  wait.saw = said().saw ?? null;
  draft.changed.waits.set(wait, run);
  return true;
}

function firstTrue(
  condition: Expr,
  { program }: LoadedProgram,
  { step }: Wait,
  facts: Facts,
  from: Millis,
  to: Millis,
): Millis | null {
  const keys = Object.entries(program.watch).flatMap(([key, watchers]) =>
    watchers.some((watcher) => watcher.kind === "until" && watcher.step === step) ? [key] : [],
  );
  const events = keys.flatMap((key) => facts.history(key).map((event) => event.at));
  for (let at: Millis | null = from; at !== null && at <= to; ) {
    const seen = factsAsOf(facts, at, keys);
    if (truth(condition, program, seen)) return at;
    at = earliestAfter(at, [nextFlip(condition, program, seen), ...events]);
  }
  return null;
}
