import type { CompiledProject, LoyaltyProgram } from "@trajet/compiler/program";
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Millis } from "../../engine/facts.ts";
import { type Starts, startsBetween } from "../../engine/periods.ts";
import { subtractDuration } from "../../engine/zoned.ts";
import type { Schema } from "../../store/schema.ts";

export const GRAINS = ["week", "month", "quarter", "year"] as const;
export type Grain = (typeof GRAINS)[number];

/** The calendar by which roll-ups are kept, which is the project's. */
export type Calendar = Starts & { readonly timezone: string };

/** How much of the past is kept of each: what rankings of now, and of the period before, ask for. */
const KEPT = {
  week: { weeks: 5 },
  month: { months: 3 },
  quarter: { months: 6 },
  year: { years: 30 },
  day: { days: 100 },
} as const;
/** How far ahead the calendar is written: all of it has to fit into a page of the database. */
const YEARS_AHEAD = 10;

export const calendarOf = ({
  timezone,
  weekStart = 1,
  yearStart = "01-01",
}: Pick<CompiledProject, "timezone" | "weekStart" | "yearStart">): Calendar => ({
  timezone,
  weekStart,
  yearStart,
});

/** As text, by which it is known whether the roll-ups are of another calendar. */
export const calendarName = ({ timezone, weekStart, yearStart }: Calendar): string =>
  `${timezone} ${weekStart} ${yearStart}`;

export const nameFor = ({ timezone, weekStart, yearStart = "01-01" }: LoyaltyProgram): string =>
  calendarName({ timezone, weekStart, yearStart });

/** The starts of each grain as a list for SQL, from what is kept to far ahead; days by their zone and the first one. */
export interface StartLists extends Readonly<Record<Grain, RawBuilder<unknown>>> {
  readonly zone: string;
  readonly firstDay: RawBuilder<unknown>;
  /** No week, month, quarter or day that is kept begins before it. */
  readonly recent: Millis;
}

/** Columns of `rollup_state`, and what is in them for a calendar. */
export const STATE_COLUMNS = sql.raw("calendar, zone, day_from, week, month, quarter, year");
export const stateValues = (name: string, { zone, firstDay, week, month, quarter, year }: StartLists) =>
  sql`${name}, ${zone}, ${firstDay}, ${week}, ${month}, ${quarter}, ${year}`;

export function startsInSql(calendar: Calendar, now: Millis): StartLists {
  const ahead = subtractDuration(now, { years: -YEARS_AHEAD }, calendar.timezone);
  const startsOf = (grain: Grain) => {
    const first = subtractDuration(now, KEPT[grain], calendar.timezone);
    return startsBetween(grain, first, ahead, calendar.timezone, calendar);
  };
  const list = (starts: readonly Millis[]) =>
    sql`${`{${starts.map((at) => new Date(at).toISOString()).join(",")}}`}::timestamptz[]`;
  const { timezone: zone } = calendar;
  const keptFrom = subtractDuration(now, KEPT.day, zone);
  const [week, month, quarter] = [startsOf("week"), startsOf("month"), startsOf("quarter")];
  const dayBefore = subtractDuration(keptFrom, { days: 2 }, zone);
  return {
    zone,
    firstDay: sql`date_trunc('day', ${new Date(keptFrom).toISOString()}::timestamptz, ${zone})`,
    recent: Math.min(dayBefore, ...week.slice(0, 1), ...month.slice(0, 1), ...quarter.slice(0, 1)),
    week: list(week),
    month: list(month),
    quarter: list(quarter),
    year: list(startsOf("year")),
  };
}

/**
 * Brings the roll-ups to the project's calendar. Without orders they are ready at once; with some, roll-ups of another
 * calendar serve no ranking until they are rebuilt.
 */
export async function deployCalendar(
  tx: Kysely<Schema>,
  project: CompiledProject,
  now: Millis,
): Promise<void> {
  const calendar = calendarOf(project);
  const name = calendarName(calendar);
  const known = await sql`select from rollup_state where calendar = ${name}`.execute(tx);
  if (known.rows.length > 0) return;
  await sql`
    insert into rollup_state (${STATE_COLUMNS}, ready)
    values (${stateValues(name, startsInSql(calendar, now))}, not exists (select from orders))
    on conflict (one) do update set (${STATE_COLUMNS}, ready) = (excluded.calendar, excluded.zone, excluded.day_from,
      excluded.week, excluded.month, excluded.quarter, excluded.year, excluded.ready)
  `.execute(tx);
}
