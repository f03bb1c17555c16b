import type { DateOf, Recurrence } from "@trajet/compiler/program";
import { isComputed } from "@trajet/compiler/program";
import { sql } from "kysely";
import { addToDate, negated } from "../engine/zoned.ts";
import { callIn, callOf, type Occurring } from "../intake/calendar-call.ts";
import { isKnown } from "./put-event.ts";
import type { ScanKind } from "./scans.ts";
import { storedZone } from "./zones.ts";

/** An occasion of a start by the calendar, for the contacts of one zone. */
export interface CalendarScan extends Occurring {
  readonly kind: "calendar";
  readonly audience: string;
  /** What is stored as the zone of those who are meant. */
  readonly zones: readonly string[];
  /** Where each contact has a date of its own: what the stored text may look like. */
  readonly own?: OwnDate;
}

/** `MM-DD` or `YYYY-MM-DD` from the character `from` on (counted from 1); no days where any will do. */
interface OwnDate {
  readonly field: string;
  readonly from: number;
  readonly days: readonly string[];
}

export const calendarScan: ScanKind<CalendarScan> = {
  concerns({ audience, zones, own }) {
    const inZone = sql<boolean>`audience = ${audience} and not archived and ${storedZone} in (
      select jsonb_array_elements_text(${JSON.stringify(zones)}::jsonb))`;
    if (own === undefined) return inZone;
    if (own.days.length === 0) return sql`${inZone} and fields ? ${own.field}`;
    return sql`${inZone} and substring(fields->>${own.field} from ${sql.lit(own.from)} for ${sql.lit(own.days[0]?.length ?? 0)}) in (
      select jsonb_array_elements_text(${JSON.stringify(own.days)}::jsonb))`;
  },
  async visit(ingest, scan, at, contact) {
    const started = await ingest.onContact(contact, async ({ draft }, tx) => {
      const call = callOf(draft, scan);
      if (call === undefined || (await isKnown(tx, call.id))) return false;
      callIn(draft, call, at);
      return true;
    });
    return started === true;
  },
};

/**
 * A first sieve for personal dates, so that a day does not visit everybody. Days around the one that is meant pass it,
 * as a moment's date depends on the zone, and 29 February stands for the 28th; the engine decides.
 */
export function ownDate(on: Recurrence, date: string): OwnDate | undefined {
  if (on.every !== "once" && on.every !== "year") return undefined;
  const { base } = on.date;
  const [field, ...rest] = base.op === "get" && base.root === "contact" ? base.path : [];
  if (field === undefined || rest.length > 0) return undefined;
  const target = beforeOffset(on.date, date);
  if (target === undefined) return { field, from: 1, days: [] };
  const around = [-2, -1, 0, 1, 2].map((days) => addToDate(target, { days }));
  if (on.every === "once") return { field, from: 1, days: around };
  const days = around.map((day) => day.slice(5));
  return { field, from: 6, days: days.includes("02-28") ? [...days, "02-29"] : days };
}

/** The date from which the offset leads to this one; `undefined` where months may lead there from several. */
function beforeOffset({ offset }: DateOf, date: string): string | undefined {
  if (offset === null) return date;
  const { duration, direction } = offset;
  if (isComputed(duration) || (duration.months ?? 0) !== 0 || (duration.years ?? 0) !== 0) return undefined;
  return addToDate(date, direction === "before" ? duration : negated(duration));
}
