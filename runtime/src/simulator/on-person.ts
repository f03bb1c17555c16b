import { type Draft, newDraft, putInOrder } from "../engine/draft.ts";
import type { Millis } from "../engine/facts.ts";
import { sendingKey } from "../engine/families.ts";
import { channelOf } from "../engine/request.ts";
import type { Effect, Run } from "../engine/run.ts";
import { longestPeriod, type SentMessage } from "../engine/send-limits.ts";
import { sendingOf } from "../engine/sending-name.ts";
import { catchUp, settle, stateOf } from "../engine/settle.ts";
import type { LoadedDraft } from "../store/load-draft.ts";
import type { Memory } from "./memory.ts";
import type { Person } from "./person.ts";

/**
 * Decides something about a contact, as the database's host does in a transaction: what time alone has changed comes first,
 * what has become overdue by it last.
 *
 * @param run one to load even if it has ended
 * @param at when what is taken in happened
 */
export function onPerson<T>(
  memory: Memory,
  person: Person,
  work: (loaded: LoadedDraft) => T,
  run?: Run,
  at?: Millis,
): T {
  const draft = draftOf(memory, person, run, at);
  catchUp(draft, at ?? draft.now);
  const before = stateOf(draft);
  const outcome = work({ draft, realNow: memory.now, factor: 1 });
  settle(draft, before);
  keep(memory, person, draft);
  return outcome;
}

/** Decides about a run as `onPerson` does, but nothing is kept of it: as a process that dies before it commits. */
export function forget(
  memory: Memory,
  person: Person,
  { id }: Run,
  work: (loaded: Pick<LoadedDraft, "draft">, run: Run) => void,
): void {
  const copy = structuredClone(person);
  const run = copy.runs.find((one) => one.id === id);
  if (run === undefined) return;
  const draft = draftOf(memory, copy, run);
  catchUp(draft, draft.now);
  work({ draft }, run);
}

function draftOf(memory: Memory, person: Person, asked?: Run, since?: Millis): Draft {
  const { now, published } = memory;
  return newDraft({
    now,
    ports: memory.ports,
    contact: person.state,
    runs: runsOf(person, asked, Math.min(now, since ?? now, asked?.at ?? now)),
    doors: memory.doors,
    standing: memory.standing,
    sent: asked === undefined ? [] : sentIn(memory, person, asked),
    lastEntry: person.lastEntry,
    history: person.history,
    watches: published.watches.get(person.state.audience) ?? [],
    memberships: person.memberships,
    alarms: person.alarms,
  });
}

function runsOf({ runs }: Person, asked: Run | undefined, since: Millis): Run[] {
  const loaded = runs.filter((run) => run.state === "alive" || run === asked || (run.goalUntil ?? 0) > since);
  if (asked !== undefined && !loaded.includes(asked)) loaded.push(asked);
  return loaded.length < 2 ? loaded : loaded.sort(byEntry);
}

function byEntry(one: Run, other: Run): number {
  if (one.enteredAt !== other.enteredAt) return one.enteredAt - other.enteredAt;
  if (one.journey !== other.journey) return one.journey < other.journey ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}

/** The marketing messages that the limits of a run's journey may count. */
function sentIn({ ports, now }: Memory, { sent }: Person, run: Run): readonly SentMessage[] {
  const limits = ports.program(run.program).program.sendLimits ?? [];
  if (limits.length === 0) return [];
  const from = now - longestPeriod(limits);
  return [...sent.values()].filter(({ at }) => at > from);
}

/** Keeps what a draft changed beside the contact itself: the timeline, what is due, who is woken. */
function keep(memory: Memory, person: Person, draft: Draft): void {
  const { changed, now } = draft;
  const contact = person.state.id;
  for (const event of changed.events) memory.known.add(event.id);
  for (const run of changed.started) {
    person.runs.push(run);
    memory.began(person, run);
  }
  for (const watch of changed.alarms) {
    const due = person.alarms.get(watch);
    if (due !== undefined) memory.agenda.note(due, { kind: "alarm", person, watch, at: due });
  }
  for (const run of changed.runs) noteRun(memory, person, run);
  for (const run of changed.started) if (!changed.runs.has(run)) noteRun(memory, person, run);
  for (const [effect, run] of changed.effects) keepEffect(memory, person, run, effect, now);
  for (const entry of changed.journal) {
    memory.linesWritten += 1;
    const { at, kind, journey, run, program, step, data } = entry;
    memory.write({ at, kind, journey, run, program, step, data, id: memory.linesWritten, contact });
  }
  for (const run of changed.wakes) memory.outbox.push({ kind: "run", person, run });
  if (changed.contact) memory.people.index(person);
  if (person.runs.some(isOver)) person.runs = person.runs.filter((run) => !isOver(run));
}

/** Nothing can happen to it any more. */
const isOver = (run: Run): boolean =>
  run.state !== "alive" &&
  run.goalUntil === null &&
  run.effect?.state !== "intent" &&
  run.effect?.state !== "retry";

function noteRun({ agenda }: Memory, person: Person, run: Run): void {
  if (run.state !== "alive" || run.dueAt === null) return;
  agenda.note(run.dueAt, { kind: "run", person, run, at: run.dueAt });
}

function keepEffect(memory: Memory, person: Person, run: Run, effect: Effect, at: Millis): void {
  const name = sendingOf(run.id, effect);
  const { step, visit, labels, state, request } = effect;
  if (effect.marketing) {
    const { journey } = run;
    person.sent.set(name, {
      run: run.id,
      step,
      visit,
      journey,
      channel: channelOf(request),
      labels,
      state,
      at,
    });
  }
  const kind = request.kind === "email" ? "email" : "other";
  memory.sendings.set(name, { person, run, kind, message: effect.name, at });
  const isSent = kind === "email" && (state === "done" || state === "unknown");
  if (!isSent || !memory.published.sendingsAsked.has(effect.name)) return;
  const key = sendingKey(effect.name);
  if (person.history.get(key)?.some(({ id }) => id === name)) return;
  putInOrder(person, key, { id: name, seq: 0, key, at, receivedAt: at, body: {} });
}
