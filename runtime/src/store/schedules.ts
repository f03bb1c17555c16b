import type { Program } from "@trajet/compiler/program";
import { type Kysely, sql } from "kysely";
import type { Millis } from "../engine/facts.ts";
import { nextDueIn, occasionsDue } from "../intake/occasions-due.ts";
import type { Advance } from "../temporal/advance.ts";
import { ownDate } from "./calendar-scan.ts";
import type { Database } from "./database.ts";
import type { ProgramShelf } from "./programs.ts";
import { insertWakes } from "./save-draft.ts";
import { beginScan } from "./scans.ts";
import type { Schema } from "./schema.ts";
import { timerMs } from "./sleep.ts";
import { stamp } from "./wire-types.ts";
import { zonesInUse } from "./zones.ts";

/**
 * A schedule is a start by the calendar of a journey that is not a draft. Temporal serves it as it serves a run, so that
 * it goes by the same clock, sped up or not, and is raised again from the database where Temporal has lost it.
 */
export const SCHEDULE_TYPE = "trajet-schedule";
const PREFIX = "schedule:";
export const isSchedule = (id: string): boolean => id.startsWith(PREFIX);

const idOf = (journey: string, start: string): string => `${PREFIX}${journey}:${start}`;

/**
 * Keeps a schedule for each start by the calendar of a journey's current program, and wakes them.
 *
 * @param from what lies before it is never caught up; left out, each schedule goes on from where it is
 */
export async function arrangeSchedules(
  db: Kysely<Schema>,
  program: Program,
  now: Millis,
  from?: Millis,
): Promise<void> {
  const { journey } = program;
  const starts = program.starts.filter((start) => start.schedule !== undefined).map((start) => start.id);
  await sql`delete from schedule where journey = ${journey} and not start in (
    select jsonb_array_elements_text(${JSON.stringify(starts)}::jsonb))`.execute(db);
  if (starts.length === 0) return;
  const rows = starts.map((start) => ({
    id: idOf(journey, start),
    journey,
    start,
    handled: stamp(from ?? now),
    due_at: stamp(now),
  }));
  await db
    .insertInto("schedule")
    .values(rows)
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet({
        due_at: stamp(now),
        ...(from !== undefined && { handled: stamp(from) }),
      }),
    )
    .execute();
  await insertWakes(
    db,
    rows.map(({ id }) => ({ id, journey: SCHEDULE_TYPE })),
  );
}

/** Lets the schedules of an audience look again when they are due: a zone has come in that may be earlier than the others. */
export async function recountSchedules(db: Kysely<Schema>, journeys: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    with recounted as (update schedule set due_at = trajet_now() where journey in (
      select jsonb_array_elements_text(${JSON.stringify(journeys)}::jsonb)) returning id)
    select id from recounted order by id collate "C"
  `.execute(db);
  if (rows.length > 0)
    await insertWakes(
      db,
      rows.map(({ id }) => ({ id, journey: SCHEDULE_TYPE })),
    );
}

/** Begins the scans of all occasions that have come, and sleeps until the next one. */
export async function advanceSchedule(
  db: Database,
  shelf: ProgramShelf,
  id: string,
  isPaced = false,
): Promise<Advance> {
  return db.transaction().execute(async (tx) => {
    const row = await lockSchedule(tx, id);
    if (row === undefined) return { kind: "done" };
    // Nobody enters while it is paused; what lies in the pause is not caught up.
    if (row.status !== "active") return keep(tx, row, null, { kind: "held" });
    await shelf.fetch(tx, [row.program]);
    const { program } = shelf.get(row.program);
    const schedule = program.starts.find((start) => start.id === row.start)?.schedule;
    if (schedule === undefined) return { kind: "done" };
    const zones = await zonesInUse(tx, program.audience, program.timezone);
    for (const [zone, stored] of zones) {
      for (const occasion of occasionsDue(schedule, program, zone, row)) {
        const own = ownDate(schedule.on, occasion.date);
        await beginScan(
          tx,
          `${row.journey}:${row.start}:${zone}:${occasion.date}`,
          {
            kind: "calendar",
            journey: row.journey,
            start: row.start,
            audience: program.audience,
            date: occasion.date,
            zones: stored,
            ...(own !== undefined && { own }),
          },
          occasion.at,
        );
      }
    }
    const next = nextDueIn(schedule, program, zones.keys(), row.now);
    if (next === null) return keep(tx, row, null, { kind: "done" });
    const sleepMs = timerMs(next - row.now, row.factor, isPaced);
    return keep(tx, row, next, { kind: "sleep", sleepMs, summary: `${row.journey}: ${row.start}` });
  });
}

interface Row {
  readonly id: string;
  readonly journey: string;
  readonly start: string;
  readonly handled: Millis;
  readonly status: string;
  readonly program: string;
  readonly now: Millis;
  readonly factor: number;
}

async function lockSchedule(db: Kysely<Schema>, id: string): Promise<Row | undefined> {
  const { rows } = await sql<Row>`
    select s.id, s.journey, s.start, s.handled, j.status, j.program, trajet_now() as now,
      (select factor from clock) as factor
    from schedule s join journey j on j.name = s.journey where s.id = ${id} for update of s
  `.execute(db);
  return rows[0];
}

async function keep(db: Kysely<Schema>, row: Row, dueAt: Millis | null, answer: Advance): Promise<Advance> {
  await db
    .updateTable("schedule")
    .set({ handled: stamp(row.now), due_at: stamp(dueAt) })
    .where("id", "=", row.id)
    .execute();
  return answer;
}
