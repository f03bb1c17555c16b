import type { Millis } from "../engine/facts.ts";
import { byNames, serveSchedule } from "./calendar.ts";
import { makeList } from "./lists.ts";
import type { Due, Memory } from "./memory.ts";
import { onPerson } from "./on-person.ts";
import type { Person } from "./person.ts";
import { endCall, isToBeServed, serveRun } from "./serve-run.ts";

/** Serves all that is due up to and at a moment, each at its own, and stands there afterwards. */
export function serveUntil(memory: Memory, at: Millis): void {
  serveOutbox(memory);
  for (let due = nextDue(memory); due !== undefined && due <= at; due = nextDue(memory)) {
    memory.now = Math.max(due, memory.now);
    serveMoment(memory);
  }
  memory.now = Math.max(memory.now, at);
}

/** The next moment at which something is due. */
export function nextDue(memory: Memory): Millis | undefined {
  const { agenda, outbox, now } = memory;
  if (outbox.length > 0) return now;
  for (let due = agenda.next(); due !== undefined; due = agenda.next()) {
    const first = agenda.first();
    if (first !== undefined && stillHolds(memory, first)) return Math.max(due, now);
    agenda.take();
  }
  return undefined;
}

/** Whether what was noted is still to be done at that moment. */
function stillHolds(memory: Memory, due: Due): boolean {
  switch (due.kind) {
    case "list":
    case "call":
      return true;
    case "alarm":
      return due.person.alarms.get(due.watch) === due.at;
    case "run":
      return isToBeServed(memory, due.run) && (due.run.state !== "alive" || due.run.dueAt === due.at);
    case "schedule":
      return due.schedule.dueAt === due.at;
    case "release":
      return due.journey.release === due.nth && due.run.state === "alive" && due.run.dueAt === null;
    default:
      return due satisfies never;
  }
}

/**
 * All that is due now, in the order in which a server comes to it: lists and what time alone has changed first, then who was
 * woken by it, then runs, then the calendar.
 */
function serveMoment(memory: Memory): void {
  const due = takeDue(memory);
  for (const one of due) if (one.kind === "list") makeList(memory, one.list);
  // Each decision about a contact first brings it up to date, so that nothing is left to do inside of it.
  for (const person of ringing(due)) onPerson(memory, person, () => undefined);
  serveOutbox(memory);
  for (const one of due) if (stillHolds(memory, one)) serveDue(memory, one);
  serveOutbox(memory);
}

function takeDue(memory: Memory): readonly Due[] {
  const { agenda, now } = memory;
  const found: Due[] = [];
  for (let at = agenda.next(); at !== undefined && at <= now; at = agenda.next()) {
    const due = agenda.take();
    if (due !== undefined && stillHolds(memory, due)) found.push(due);
  }
  return found.length < 2 ? found : found.sort(byOrder);
}

function byOrder(one: Due, other: Due): number {
  if (one.kind !== "schedule" || other.kind !== "schedule") return ORDER[one.kind] - ORDER[other.kind];
  return one.at - other.at || byNames(one.schedule, other.schedule);
}

const ORDER: Readonly<Record<Due["kind"], number>> = {
  list: 0,
  alarm: 1,
  call: 2,
  run: 3,
  release: 4,
  schedule: 5,
};

function ringing(due: readonly Due[]): Iterable<Person> {
  return new Set(due.flatMap((one) => (one.kind === "alarm" ? [one.person] : [])));
}

function serveDue(memory: Memory, due: Due): void {
  switch (due.kind) {
    case "list":
    case "alarm":
      return;
    case "call":
      endCall(memory, due);
      return;
    case "run":
      serveRun(memory, due.person, due.run);
      return;
    case "release":
      due.run.dueAt = memory.now;
      memory.outbox.push({ kind: "run", person: due.person, run: due.run });
      return;
    case "schedule":
      serveSchedule(memory, due.schedule);
      return;
    default:
      due satisfies never;
  }
}

function serveOutbox(memory: Memory): void {
  const { outbox } = memory;
  for (let index = 0; index < outbox.length; index += 1) {
    const wake = outbox[index];
    switch (wake?.kind) {
      case "run":
        serveRun(memory, wake.person, wake.run);
        break;
      case "schedule":
        serveSchedule(memory, wake.schedule);
        break;
      case "visit":
        wake.visit();
        break;
      case undefined:
        break;
      default:
        wake satisfies never;
    }
  }
  outbox.length = 0;
}
