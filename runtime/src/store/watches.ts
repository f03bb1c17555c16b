import type { CompiledProject, Program } from "@trajet/compiler/program";
import { hashOf } from "@trajet/compiler/program/hash";
import { sql } from "kysely";
import type { Database } from "./database.ts";
import type { ProgramShelf } from "./programs.ts";
import { watchesOfAll } from "./watch-bodies.ts";
import { stamp } from "./wire-types.ts";

/** The programs of the journeys that are not archived, of those who are still inside, and, last, of the project. */
export async function programsInUse(
  tx: Database,
  shelf: ProgramShelf,
  project: CompiledProject,
): Promise<readonly Program[]> {
  const { rows } = await sql<{ program: string }>`
    select program from journey where status <> 'archived'
    union select program from run where state = 'alive'`.execute(tx);
  const hashes = rows.map((row) => row.program);
  await shelf.fetch(tx, hashes);
  return [
    ...hashes.map((hash) => shelf.get(hash).program),
    ...project.journeys.map((journey) => journey.program),
  ];
}

/**
 * Keeps what programs want kept, in the transaction that publishes a project. What is new, or says something else now, is
 * filled anew: an edit of the text makes nobody enter or leave. Of several texts of a segment the last one holds.
 */
export async function deployWatches(
  tx: Database,
  project: CompiledProject,
  programs: readonly Program[],
  now: number,
): Promise<void> {
  const wanted = watchesOfAll(programs, project.timezone);
  const kept = await tx.selectFrom("watch").select(["id", "kind", "name", "hash"]).execute();
  const same = new Set<string>();
  for (const row of kept) {
    const now = wanted.get(`${row.kind} ${row.name}`);
    if (now !== undefined && hashOf(now) === row.hash) same.add(`${row.kind} ${row.name}`);
    else await tx.deleteFrom("watch").where("id", "=", row.id).execute();
  }
  for (const [name, { body, audience }] of wanted) {
    if (same.has(name)) continue;
    await tx
      .insertInto("watch")
      .values({
        kind: body.about.kind,
        name: body.about.name,
        audience,
        hash: hashOf({ body, audience }),
        body: JSON.stringify(body),
        since: stamp(now),
        filled_to: "",
        filled_at: null,
      })
      .execute();
  }
}
