import { inputKey, type Program, type StartPoint } from "@trajet/compiler/program";
import { aboutRun, asked } from "./asked.ts";
import { addDuration } from "./calendar.ts";
import type { RecordedEvent } from "./draft.ts";
import { type Door, type Draft, entryKey, factsOf, note, zoneOf } from "./draft.ts";
import { endRun, wake } from "./ending.ts";
import { truth } from "./evaluate.ts";
import type { Millis, Occurrence, PastEvent } from "./facts.ts";
import { isMeant } from "./occasions.ts";
import { nothingRemembered } from "./remembered.ts";
import type { Run } from "./run.ts";
import { writtenOut } from "./runnable.ts";
import { matchTrigger } from "./triggers.ts";

/** A start older than this is refused, and said (language.md §6.1). */
export const MAX_START_AGE: Millis = 7 * 24 * 60 * 60 * 1000;

/** Lets the contact into each journey whose door the event opens. */
export function openDoors(draft: Draft, event: RecordedEvent): void {
  for (const door of draft.doors) {
    const { program } = door.loaded;
    if (program.audience !== draft.contact.audience || event.at <= door.activatedAt) continue;
    const found = matchingStart(draft, door, event);
    if (found !== null) enter(draft, door, found.start, found.occurrence, event);
  }
}

/** Whether an event would lead the contact in at that door, whatever the rules of entry say then. */
export function wouldStart(draft: Draft, door: Door, event: PastEvent): boolean {
  const { program } = door.loaded;
  if (program.audience !== draft.contact.audience || event.at <= door.activatedAt) return false;
  return matchingStart(draft, door, event) !== null;
}

/** Starts a run by hand, whatever the journey's triggers. Answers the reason of a refusal, `null` when it began. */
export function startByHand(draft: Draft, door: Door, event: RecordedEvent): string | null {
  const manual = door.loaded.program.starts.find((start) => start.manual);
  if (manual === undefined) return `journey ${door.loaded.program.journey} has no "start manually"`;
  return enter(draft, door, manual.id, { kind: "manual", at: event.at }, event);
}

/**
 * Whom a start by the calendar means on that day: those whose own date it is, who are among its people, and who pass its
 * filter.
 */
export function isCalled(draft: Draft, door: Door, start: StartPoint, date: string): boolean {
  const { schedule } = start;
  const { program, hash } = door.loaded;
  if (schedule === undefined || program.audience !== draft.contact.audience) return false;
  const about = { journey: program.journey, run: "", program: hash, step: null };
  const facts = factsOf(draft, program, null);
  const conditions = [schedule.people, schedule.where].filter((condition) => condition !== null);
  return asked(
    draft,
    about,
    () =>
      isMeant(schedule.on, date, program, facts) &&
      conditions.every((condition) => truth(condition, program, facts)),
    false,
  );
}

/** Starts a run by the calendar, if the journey's rules of entry let the contact in. */
export function startByCalendar(draft: Draft, door: Door, start: StartPoint, event: RecordedEvent): void {
  if (event.at <= door.activatedAt) return;
  enter(draft, door, start.id, { kind: "schedule", at: event.at }, event);
}

function matchingStart(draft: Draft, door: Door, event: PastEvent) {
  const { program } = door.loaded;
  for (const watcher of program.watch[event.key] ?? []) {
    if (watcher.kind !== "start") continue;
    const start = program.starts[watcher.index];
    if (start?.trigger == null) continue;
    // Without an entry of its own: in a start's filter, `entry` is what is about to start the run.
    const { trigger } = start;
    const about = { journey: program.journey, run: "", program: door.loaded.hash, step: null };
    const facts = factsOf(draft, program, null);
    const occurrence = asked(draft, about, () => matchTrigger(trigger, event, program, facts), null);
    if (occurrence !== null) return { start: start.id, occurrence };
  }
  return null;
}

function enter(
  draft: Draft,
  door: Door,
  start: string,
  occurrence: Occurrence,
  event: RecordedEvent,
): string | null {
  const { program, hash } = door.loaded;
  const alive = draft.runs.find((run) => run.state === "alive" && run.journey === program.journey);
  const refusal = refusalOf(draft, program, alive, event);
  if (refusal !== null) {
    draft.changed.journal.push({
      at: event.at,
      kind: "refused",
      journey: program.journey,
      run: "",
      program: hash,
      step: null,
      data: { start, reason: refusal },
    });
    return refusal;
  }
  if (alive !== undefined) endRun(draft, alive, "exited", event.at, { reason: "restarted by a new start" });
  begin(draft, door, start, occurrence, event);
  return null;
}

function refusalOf(
  draft: Draft,
  program: Program,
  alive: Run | undefined,
  event: RecordedEvent,
): string | null {
  if (draft.contact.archived) return "the contact is archived";
  if (draft.now - event.at > MAX_START_AGE) return "what would start it happened more than 7 days ago";
  if (alive !== undefined && program.reenter.policy !== "restart")
    return "the contact is in this journey already";
  const last = draft.lastEntry.get(entryKey(program.journey, ""));
  if (last === undefined) return null;
  if (program.reenter.policy === "never")
    return "the contact has been in this journey, and it says reenter never";
  if (program.reenter.policy !== "after") return null;
  const open = addDuration(last, writtenOut(program.reenter.after), zoneOf(draft, program));
  return event.at < open ? `the contact may enter again from ${new Date(open).toISOString()} on` : null;
}

function begin(draft: Draft, door: Door, start: string, occurrence: Occurrence, event: RecordedEvent): void {
  const { program, hash } = door.loaded;
  const run: Run = {
    id: draft.ports.newRunId(),
    journey: program.journey,
    key: "",
    program: hash,
    state: "alive",
    step: program.first,
    entered: false,
    visits: {},
    at: event.at,
    cursorAt: event.at,
    cursorSeq: event.seq,
    dueAt: null,
    epoch: 0,
    enteredAt: event.at,
    entry: occurrence,
    occurrence: event.id,
    causeDepth: event.depth,
    hold: null,
    endedAt: null,
    reason: null,
    remembered: nothingRemembered(),
    failures: 0,
    wait: null,
    effect: null,
  };
  draft.runs.push(run);
  draft.changed.started.add(run);
  draft.lastEntry.set(entryKey(program.journey, ""), event.at);
  note(draft, { ...run, step: null }, "entered", { start, by: occurrence.kind });
  wake(draft, run);
  leaveByPast(draft, door, run);
}

/** A start that is heard of late looks back: what would have ended the run since ends it now. */
function leaveByPast(draft: Draft, { loaded }: Door, run: Run): void {
  const left = loaded.program.exits.flatMap((rule) => {
    const { when } = rule;
    if (when === undefined) return [];
    const since = (draft.history.get(inputKey(when)) ?? []).filter((event) => event.at > run.enteredAt);
    const facts = factsOf(draft, loaded.program, run);
    const first = since.find((event) =>
      asked(draft, aboutRun(run), () => matchTrigger(when, event, loaded.program, facts), null),
    );
    return first === undefined ? [] : [{ rule: rule.id, at: first.at }];
  });
  const [first] = left.sort((a, b) => a.at - b.at);
  if (first !== undefined) endRun(draft, run, "exited", first.at, { rule: first.rule, reason: "exit rule" });
}
