import { inputKey, type StartPoint } from "@trajet/compiler/program";
import { aboutRun, asked } from "./asked.ts";
import { type Door, type Draft, entryKey, factsOf, note, type RecordedEvent } from "./draft.ts";
import { endRun } from "./ending.ts";
import { entryRefusal } from "./entry-rules.ts";
import { truth } from "./evaluate.ts";
import type { Facts, Millis, Occurrence, PastEvent } from "./facts.ts";
import { goalsReachedSince, openGoals } from "./goals.ts";
import { newRun } from "./new-run.ts";
import { isMeant } from "./occasions.ts";
import type { Run } from "./run.ts";
import { ONE_RUN, runKeyOf } from "./run-key.ts";
import { matchTrigger } from "./triggers.ts";
import { wake } from "./wake.ts";
import { type Seen, witnessed } from "./witness.ts";

/** Lets the contact into each journey whose door the event opens. */
export function openDoors(draft: Draft, event: RecordedEvent): void {
  for (const door of draft.doors) {
    const { program } = door.loaded;
    if (program.audience !== draft.contact.audience || event.at <= door.activatedAt) continue;
    const found = matchingStart(draft, door, event);
    if (found !== null) enter(draft, door, { ...found, event });
  }
}

/** Whether an event would lead the contact in at that door, whatever the rules of entry say then. */
export function wouldStart(draft: Draft, door: Door, event: PastEvent): boolean {
  const { program } = door.loaded;
  if (program.audience !== draft.contact.audience || event.at <= door.activatedAt) return false;
  return matchingStart(draft, door, event) !== null;
}

/**
 * Starts a run by hand, or by the step of another journey (`from`), whatever the journey's triggers. Answers the reason of
 * a refusal, `null` when it began.
 */
export function startByHand(draft: Draft, door: Door, event: RecordedEvent, from?: string): string | null {
  const { journey, starts, audience } = door.loaded.program;
  const manual = starts.find((start) => start.manual);
  if (manual === undefined) return `journey ${journey} has no "start manually"`;
  if (audience !== draft.contact.audience) return `journey ${journey} is for ${audience}`;
  if (event.at <= door.activatedAt) return `journey ${journey} was not active yet`;
  const occurrence = { kind: "manual", at: event.at };
  return enter(draft, door, { start: manual.id, occurrence, event, ...(from !== undefined && { from }) });
}

/**
 * Whom a start by the calendar means on that day: those whose own date it is, who are among its people, and who pass its
 * filter.
 */
export function isCalled(draft: Draft, door: Door, start: StartPoint, date: string): boolean {
  const { schedule } = start;
  const { program } = door.loaded;
  if (schedule === undefined || program.audience !== draft.contact.audience) return false;
  const facts = factsOf(draft, program, null);
  const conditions = [schedule.people, schedule.where].filter((condition) => condition !== null);
  return asked(
    draft,
    aboutDoor(door),
    () =>
      isMeant(schedule.on, date, program, facts) &&
      conditions.every((condition) => truth(condition, program, facts)),
    false,
  );
}

/** Starts a run by the calendar, if the journey's rules of entry let the contact in. */
export function startByCalendar(draft: Draft, door: Door, start: StartPoint, event: RecordedEvent): void {
  if (event.at <= door.activatedAt) return;
  enter(draft, door, { start: start.id, occurrence: { kind: "schedule", at: event.at }, event });
}

function matchingStart(draft: Draft, door: Door, event: PastEvent) {
  const { program } = door.loaded;
  for (const watcher of program.watch[event.key] ?? []) {
    if (watcher.kind !== "start") continue;
    const start = program.starts[watcher.index];
    if (start?.trigger == null) continue;
    // Without an entry of its own: in a start's filter, `entry` is what is about to start the run.
    const { trigger } = start;
    const { facts, said } = witnessed(factsOf(draft, program, null));
    const occurrence = asked(
      draft,
      aboutDoor(door),
      () => matchTrigger(trigger, event, program, facts),
      null,
    );
    if (occurrence !== null) return { start: start.id, occurrence, ...said() };
  }
  return null;
}

/** What stands at a door: the way in, what it is for the run that would begin, and where it comes from. */
interface Knock {
  readonly start: string;
  readonly occurrence: Occurrence;
  readonly event: RecordedEvent;
  /** What the filter of the start read. */
  readonly saw?: Seen;
  /** The journey whose step asks. */
  readonly from?: string;
}

/** Lets a contact in, or says in the timeline why not. Answers the reason of a refusal. */
function enter(draft: Draft, door: Door, knock: Knock): string | null {
  const { event } = knock;
  const unknown = { key: null, alive: undefined, refusal: "what it is about does not fit its type" };
  const { facts, said } = witnessed({
    ...factsOf(draft, door.loaded.program, null),
    entry: knock.occurrence,
  });
  const judged = asked(draft, aboutDoor(door), () => judge(draft, door, facts, event), unknown);
  const { key, alive, refusal } = judged;
  const saw = { ...knock.saw, ...said().saw };
  if (refusal !== null || key === null) {
    const reason = refusal ?? unknown.refusal;
    const data = { start: knock.start, reason, ...(Object.keys(saw).length > 0 && { saw }) };
    draft.changed.journal.push({ ...aboutDoor(door), at: event.at, kind: "refused", data });
    return reason;
  }
  if (alive !== undefined) replace(draft, alive, event.at);
  begin(draft, door, { ...knock, saw }, key);
  return null;
}

/** A decision that is committed stands: the run left when the new one began, or after its last decision if that was later. */
function replace(draft: Draft, run: Run, at: Millis): void {
  const late = at < run.at;
  endRun(draft, run, "exited", late ? run.at : at, {
    reason: "restarted by a new start",
    ...(late && { late }),
  });
}

function judge(draft: Draft, { loaded }: Door, facts: Facts, event: RecordedEvent) {
  const { program } = loaded;
  const key = runKeyOf(program.runKey, program, facts, event.id);
  const alive = draft.runs.find(
    (run) => run.state === "alive" && run.journey === program.journey && run.key === key,
  );
  return { key, alive, refusal: entryRefusal(draft, program, { at: event.at, key, alive, facts }) };
}

const aboutDoor = ({ loaded }: Door) => ({
  journey: loaded.program.journey,
  run: "",
  program: loaded.hash,
  step: null,
});

function begin(draft: Draft, door: Door, knock: Knock, key: string): void {
  const { start, occurrence, event, from, saw = {} } = knock;
  const { program } = door.loaded;
  const run = newRun(door.loaded, {
    id: draft.ports.newRunId(),
    key,
    at: event.at,
    entry: occurrence,
    occurrence: event.id,
    seq: event.seq,
    depth: event.depth,
  });
  draft.runs.push(run);
  draft.changed.started.add(run);
  const entry = entryKey(program.journey, key);
  draft.lastEntry.set(entry, Math.max(event.at, draft.lastEntry.get(entry) ?? event.at));
  const why = {
    start,
    by: occurrence.kind,
    ...(key !== ONE_RUN && { key }),
    ...(from !== undefined && { from }),
    ...(Object.keys(saw).length > 0 && { saw }),
  };
  note(draft, { ...run, step: null }, "entered", why);
  wake(draft, run);
  openGoals(draft, run, door.loaded);
  catchUpWithPast(draft, door, run);
}

/** A start that is heard of late looks back: what would have ended the run since, or reached its goals, does so now. */
function catchUpWithPast(draft: Draft, { loaded }: Door, run: Run): void {
  const exits = loaded.program.exits.flatMap((rule) => {
    const { when } = rule;
    if (when === undefined) return [];
    return (draft.history.get(inputKey(when)) ?? []).flatMap((event) => {
      if (event.at <= run.enteredAt) return [];
      const { facts, said } = witnessed(factsOf(draft, loaded.program, run));
      const leaves = () => matchTrigger(when, event, loaded.program, facts) !== null;
      if (!asked(draft, aboutRun(run), leaves, false)) return [];
      const why = { rule: rule.id, ...said(), reason: "exit rule" };
      return [{ at: event.at, happen: () => endRun(draft, run, "exited", event.at, why) }];
    });
  });
  const goals = goalsReachedSince(draft, run, loaded).map(({ at, reach }) => ({
    at,
    happen: reach,
    isExit: false,
  }));
  const [first] = exits.sort((one, other) => one.at - other.at);
  const past = [...(first === undefined ? [] : [{ ...first, isExit: true }]), ...goals];
  // Sorting is stable: at one instant the exit comes first.
  for (const { happen, isExit } of past.sort((one, other) => one.at - other.at)) {
    if (!isExit || run.state === "alive") happen();
  }
}
