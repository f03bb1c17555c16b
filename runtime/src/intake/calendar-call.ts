import type { StartPoint } from "@trajet/compiler/program";
import { type Door, type Draft, record } from "../engine/draft.ts";
import type { Millis } from "../engine/facts.ts";
import { settleQueue } from "../engine/react.ts";
import { isCalled, startByCalendar } from "../engine/starts.ts";

/** An occasion of a start by the calendar. */
export interface Occurring {
  readonly journey: string;
  readonly start: string;
  /** Local: `2026-12-24`. */
  readonly date: string;
}

export interface CalendarCall {
  readonly door: Door;
  readonly start: StartPoint;
  /** Unique by journey, start, local date and contact: also for who changes the zone between two of them. */
  readonly id: string;
}

/** How the contact is called in by the occasion; `undefined` where it is not meant, or nobody is let in. */
export function callOf(draft: Draft, { journey, start: id, date }: Occurring): CalendarCall | undefined {
  const door = draft.doors.find((one) => one.loaded.program.journey === journey);
  const start = door?.loaded.program.starts.find((one) => one.id === id);
  if (door === undefined || start === undefined || !isCalled(draft, door, start, date)) return undefined;
  return { door, start, id: `schedule:${journey}:${id}:${date}:${draft.contact.id}` };
}

/** Lets in who is called and was not called before. */
export function callIn(draft: Draft, { door, start, id }: CalendarCall, at: Millis): void {
  const key = `schedule:${door.loaded.program.journey}`;
  const event = record(draft, { id, key, at, body: {}, cause: null, depth: 0 });
  startByCalendar(draft, door, start, event);
  settleQueue(draft);
}
