import type { CompiledProject, Program } from "@trajet/compiler/program";
import { sql } from "kysely";
import { deployCalendar } from "../loyalty/rollups/calendar.ts";
import type { Database } from "./database.ts";
import type { JourneyRow, JourneyStatus } from "./gateway.ts";
import { deployLists } from "./lists.ts";
import type { ProgramShelf } from "./programs.ts";
import { storeProgram } from "./programs.ts";
import { arrangeSchedules } from "./schedules.ts";
import { deployWatches, programsInUse } from "./watches.ts";

/**
 * Publishes the journeys of a compiled project: new ones as drafts, changed ones with their new program for whoever
 * enters from now on. Who is inside stays on the version of the entry.
 */
export async function deploy(
  db: Database,
  shelf: ProgramShelf,
  project: CompiledProject,
  now: number,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const compiled of project.journeys) {
      await storeProgram(tx, compiled, now);
      const journey = await tx
        .insertInto("journey")
        .values({
          name: compiled.program.journey,
          status: "draft",
          program: compiled.hash,
          activated_at: null,
        })
        .onConflict((conflict) => conflict.column("name").doUpdateSet({ program: compiled.hash }))
        .returning("status")
        .executeTakeFirstOrThrow();
      if (journey.status === "active") await arrangeSchedules(tx, compiled.program, now);
    }
    const programs = await programsInUse(tx, shelf, project);
    await deployWatches(tx, project, programs, now);
    await deployCalendar(tx, project, now);
    await deployLists(tx, project, programs, now);
  });
}

export async function listJourneys(db: Database, shelf: ProgramShelf): Promise<JourneyRow[]> {
  const { rows } = await sql<RawJourney>`
    select j.name, j.status, j.program,
      (select count(*) from run r where r.journey = j.name) as entered,
      (select count(*) from run r where r.journey = j.name and r.state = 'finished') as finished,
      (select count(*) from run r where r.journey = j.name and r.state = 'exited') as exited,
      (select count(*) from run r where r.journey = j.name and r.converted_at is not null) as converted,
      (select count(*) from run r, clock c where r.journey = j.name and r.state = 'alive'
        and (r.stuck is not null or r.due_at < trajet_now() - make_interval(mins => 5) * c.factor)) as stuck,
      (select coalesce(jsonb_object_agg(step, n), '{}') from (
        select coalesce(step, '') as step, count(*) as n from run r
        where r.journey = j.name and r.state = 'alive' group by step
      ) steps) as at,
      (select coalesce(jsonb_object_agg(by, n), '{}') from (
        select hold->>'by' as by, count(*) as n from run r
        where r.journey = j.name and r.state = 'alive' and hold is not null and hold->>'by' <> 'turn' group by 1
      ) holds) as held,
      (select to_jsonb(e) from release e where e.journey = j.name and e.finished_at is null) as releasing
    from journey j order by j.name
  `.execute(db);
  await shelf.fetch(
    db,
    rows.map((row) => row.program),
  );
  return rows.map((row) => journeyRow(row, shelf.get(row.program).program));
}

interface RawJourney {
  readonly name: string;
  readonly status: string;
  readonly program: string;
  readonly entered: number;
  readonly finished: number;
  readonly exited: number;
  readonly converted: number;
  readonly stuck: number;
  readonly at: Record<string, number>;
  readonly held: JourneyRow["held"];
  readonly releasing: { total: number; released: number; at: string; until: string | null } | null;
}

function releasingOf({ total, released, at, until }: NonNullable<RawJourney["releasing"]>) {
  const moment = (text: string): string => new Date(text).toISOString();
  return { total, released, since: moment(at), until: until === null ? null : moment(until) };
}

function journeyRow(row: RawJourney, program: Program): JourneyRow {
  const { entered, finished, exited, converted, stuck } = row;
  return {
    name: row.name,
    title: program.title,
    audience: program.audience,
    objective: program.objective,
    status: row.status as JourneyStatus,
    program: row.program,
    counts: { entered, active: entered - finished - exited, finished, exited, converted, stuck },
    at: row.at,
    held: row.held,
    releasing: row.releasing && releasingOf(row.releasing),
  };
}
