import type { Millis } from "../engine/facts.ts";
import { isZone } from "../engine/values.ts";
import { callIn, callOf, type Occurring } from "../intake/calendar-call.ts";
import { nextDueIn, occasionsDue } from "../intake/occasions-due.ts";
import type { Memory, ScheduleState } from "./memory.ts";
import { onPerson } from "./on-person.ts";

/** Keeps a schedule for each start by the calendar of a journey that lets people in from now on, and looks at them. */
export function arrangeSchedules(memory: Memory, journey: string): void {
  const { program } = memory.published.journeys.get(journey) ?? {};
  for (const { id, schedule } of program?.starts ?? []) {
    if (schedule === undefined) continue;
    const state = { journey, start: id, handled: memory.now, dueAt: memory.now };
    memory.schedules.set(JSON.stringify([journey, id]), state);
    memory.outbox.push({ kind: "schedule", schedule: state });
  }
}

/** Lets schedules look again: a zone has come in that may be earlier than the others. */
export function recount(memory: Memory, journeys: readonly string[]): void {
  for (const schedule of [...memory.schedules.values()].sort(byNames)) {
    if (!journeys.includes(schedule.journey)) continue;
    schedule.dueAt = memory.now;
    memory.outbox.push({ kind: "schedule", schedule });
  }
}

/** How those go that are due at one moment. */
export function byNames(one: ScheduleState, other: ScheduleState): number {
  const [first, second] = [nameOf(one), nameOf(other)];
  return first === second ? 0 : first < second ? -1 : 1;
}

const nameOf = ({ journey, start }: ScheduleState): string => `${journey}:${start}`;

/** Visits whom the occasions that have come call for, and waits for the next one. */
export function serveSchedule(memory: Memory, state: ScheduleState): void {
  const { now, published } = memory;
  const { handled } = state;
  state.handled = now;
  state.dueAt = null;
  const program = published.journeys.get(state.journey)?.program;
  const schedule = program?.starts.find((start) => start.id === state.start)?.schedule;
  // Nobody enters while it is paused; what lies in the pause is not caught up.
  if (program === undefined || schedule === undefined) return;
  if (memory.journeys.get(state.journey)?.status !== "active") return;
  const zones = zonesInUse(memory, program.audience, program.timezone);
  for (const [zone, stored] of zones) {
    for (const { date, at } of occasionsDue(schedule, program, zone, { handled, now })) {
      const occurring = { journey: state.journey, start: state.start, date };
      memory.outbox.push({
        kind: "visit",
        visit: () => callFor(memory, program.audience, stored, occurring, at),
      });
    }
  }
  state.dueAt = nextDueIn(schedule, program, zones.keys(), now);
  if (state.dueAt !== null)
    memory.agenda.note(state.dueAt, { kind: "schedule", schedule: state, at: state.dueAt });
}

/** The zones of an audience's contacts, each with the stored texts that mean it; `otherwise` is always among them. */
function zonesInUse(
  { people }: Memory,
  audience: string,
  otherwise: string,
): ReadonlyMap<string, Set<string>> {
  const zones = new Map([[otherwise, new Set<string>()]]);
  for (const stored of people.zones(audience).keys()) {
    const zone = isZone(stored) ? stored : otherwise;
    zones.set(zone, (zones.get(zone) ?? new Set()).add(stored));
  }
  return zones;
}

function callFor(
  memory: Memory,
  audience: string,
  zones: ReadonlySet<string>,
  occurring: Occurring,
  at: Millis,
): void {
  for (const person of [...memory.people.byId.values()]) {
    const { state, indexed } = person;
    if (state.audience !== audience || state.archived || !zones.has(indexed.zone)) continue;
    onPerson(memory, person, ({ draft }) => {
      const call = callOf(draft, occurring);
      if (call !== undefined && !memory.known.has(call.id)) callIn(draft, call, at);
    });
  }
}
