import type { CompiledProject, Program } from "@trajet/compiler/program";
import { sql } from "kysely";
import type { Database } from "./database.ts";
import type { JourneyRow, JourneyStatus } from "./gateway.ts";
import type { ProgramShelf } from "./programs.ts";
import { storeProgram } from "./programs.ts";
import { insertWakes } from "./save-draft.ts";
import { arrangeSchedules } from "./schedules.ts";
import { deployWatches } from "./watches.ts";
import { stamp } from "./wire-types.ts";

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
    await deployWatches(tx, shelf, project, now);
  });
}

export async function listJourneys(db: Database, shelf: ProgramShelf): Promise<JourneyRow[]> {
  const { rows } = await sql<RawJourney>`
    select j.name, j.status, j.program,
      (select count(*) from run r where r.journey = j.name) as entered,
      (select count(*) from run r where r.journey = j.name and r.state = 'finished') as finished,
      (select count(*) from run r where r.journey = j.name and r.state = 'exited') as exited,
      (select count(*) from run r, clock c where r.journey = j.name and r.state = 'alive'
        and (r.stuck is not null or r.due_at < trajet_now() - make_interval(mins => 5) * c.factor)) as stuck,
      (select coalesce(jsonb_object_agg(step, n), '{}') from (
        select coalesce(step, '') as step, count(*) as n from run r
        where r.journey = j.name and r.state = 'alive' group by step
      ) steps) as at
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
  readonly stuck: number;
  readonly at: Record<string, number>;
}

function journeyRow(row: RawJourney, program: Program): JourneyRow {
  const { entered, finished, exited, stuck } = row;
  return {
    name: row.name,
    title: program.title,
    audience: program.audience,
    objective: program.objective,
    status: row.status as JourneyStatus,
    program: row.program,
    counts: { entered, active: entered - finished - exited, finished, exited, converted: 0, stuck },
    at: row.at,
  };
}

const FROM: Readonly<Record<"active" | "paused" | "archived", readonly JourneyStatus[]>> = {
  active: ["draft", "paused"],
  paused: ["active"],
  archived: ["draft", "paused"],
};

/**
 * Changes a journey's status. `active` from a draft counts what happens from now on; from a pause it wakes whoever was
 * held. Only a draft or a paused journey can be archived, and nobody may be inside.
 */
export async function setStatus(
  db: Database,
  shelf: ProgramShelf,
  name: string,
  status: "active" | "paused" | "archived",
  now: number,
): Promise<{ readonly changed: boolean } | { readonly refused: string }> {
  return db.transaction().execute(async (tx) => {
    const journey = await tx
      .selectFrom("journey")
      .selectAll()
      .where("name", "=", name)
      .forUpdate()
      .executeTakeFirst();
    if (journey === undefined) return { refused: `there is no journey ${name}` };
    if (journey.status === status) return { changed: false };
    if (!FROM[status].includes(journey.status as JourneyStatus)) {
      return {
        refused: `journey ${name} is ${journey.status}: ${FROM[status].join(" or ")} is needed for that`,
      };
    }
    const inside = await tx
      .selectFrom("run")
      .select("id")
      .where("journey", "=", name)
      .where("state", "=", "alive")
      .limit(1)
      .execute();
    if (status === "archived" && inside.length > 0) return { refused: `people are inside journey ${name}` };
    await tx
      .updateTable("journey")
      .set({
        status,
        ...(journey.activated_at === null && status === "active" && { activated_at: stamp(now) }),
      })
      .where("name", "=", name)
      .execute();
    if (status === "active") {
      await shelf.fetch(tx, [journey.program]);
      // What the calendar called for before, or during a pause, is not caught up.
      await arrangeSchedules(tx, shelf.get(journey.program).program, now, now);
      await wakeHeld(tx, name);
    }
    return { changed: true };
  });
}

async function wakeHeld(tx: Database, journey: string): Promise<void> {
  const { rows } = await sql<{ id: string; journey: string }>`
    update run set due_at = trajet_now() where journey = ${journey} and state = 'alive' and hold->>'by' = 'pause' returning id, journey
  `.execute(tx);
  if (rows.length > 0) await insertWakes(tx, rows);
}
