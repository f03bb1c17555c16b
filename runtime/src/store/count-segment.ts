import type { CompiledProject } from "@trajet/compiler/program";
import { sql } from "kysely";
import { computed } from "../engine/watches/keep.ts";
import type { Watch } from "../engine/watches/watch.ts";
import type { Database } from "./database.ts";
import { PORTS } from "./ingest.ts";
import { loadDraft } from "./load-draft.ts";
import type { ProgramShelf } from "./programs.ts";
import { scopeOf, watchOf } from "./watch-bodies.ts";

/** How many are in a segment now. */
export interface SegmentCount {
  readonly audience: string;
  /** Those who are in it, of those who were asked. */
  readonly people: number;
  /** Of how many it is known: of all, unless the segment is not kept and the time was up before. */
  readonly asked: number;
  /** Of the audience. */
  readonly contacts: number;
  /** Whether it is kept for each contact, as some journey is told of who enters or leaves. */
  readonly kept: boolean;
}

export interface Counted {
  /** By their names. A segment that no journey speaks of is not among them. */
  readonly names: readonly string[];
  readonly count: SegmentCount | undefined;
}

/** For how long contacts are asked one by one, in milliseconds. */
const PATIENCE_MS = 1_000;
const PAGE = 100;

/**
 * Counts who is in a segment of the project. One that is kept is counted as it is kept; of another one contacts are asked
 * one by one, as journeys ask them, for a moment only.
 *
 * @param elapsed milliseconds since some moment
 */
export async function countSegment(
  db: Database,
  shelf: ProgramShelf,
  project: CompiledProject,
  name: string,
  elapsed: () => number = () => performance.now(),
): Promise<Counted> {
  const programs = project.journeys.map((journey) => journey.program);
  const names = [...new Set(programs.flatMap(({ people }) => Object.keys(people)))].sort();
  const program = programs.find(({ people }) => Object.hasOwn(people, name));
  const condition = program?.people[name];
  if (program === undefined || condition === undefined) return { names, count: undefined };
  const { audience } = program;
  const kept = await countKept(db, name, audience);
  if (kept !== undefined) return { names, count: { audience, kept: true, ...kept } };
  const about = { kind: "segment", name, condition } as const;
  const scope = scopeOf(program, about, project.timezone);
  const watch = watchOf(0, { about, timezone: project.timezone, scope }, 0);
  return { names, count: { audience, kept: false, ...(await ask(db, shelf, audience, watch, elapsed)) } };
}

type Numbers = Pick<SegmentCount, "people" | "asked" | "contacts">;

async function countKept(db: Database, name: string, audience: string): Promise<Numbers | undefined> {
  const watch = await db
    .selectFrom("watch")
    .select(["id", "filled_at"])
    .where("kind", "=", "segment")
    .where("name", "=", name)
    .executeTakeFirst();
  // Until all are set down, what is kept says too little.
  if (watch === undefined || watch.filled_at === null) return undefined;
  const { rows } = await sql<Numbers>`
    select count(*) filter (where watches -> ${String(watch.id)} ->> 'in' = 'true')::int as people,
      count(*) filter (where watches ? ${String(watch.id)})::int as asked,
      count(*)::int as contacts
    from contact where audience = ${audience} and seq > 0
  `.execute(db);
  return rows[0];
}

async function ask(
  db: Database,
  shelf: ProgramShelf,
  audience: string,
  watch: Watch,
  elapsed: () => number,
): Promise<Numbers> {
  // Of a contact without events nothing is known yet: it is about to sign up, or was erased.
  const known = db.selectFrom("contact").where("audience", "=", audience).where("seq", ">", 0);
  const { contacts } = await known
    .select(({ fn }) => fn.countAll<number | string>().as("contacts"))
    .executeTakeFirstOrThrow();
  const end = elapsed() + PATIENCE_MS;
  const found = { people: 0, asked: 0, contacts: Number(contacts) };
  for (let after = ""; ; ) {
    const page = await known.select("id").where("id", ">", after).orderBy("id").limit(PAGE).execute();
    for (const { id } of page) {
      if (elapsed() >= end) return found;
      const isIn = await isInside(db, shelf, id, watch);
      if (isIn === undefined) continue;
      found.asked += 1;
      if (isIn) found.people += 1;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return { ...found, contacts: found.asked };
    after = last.id;
  }
}

/** `undefined` of a contact that is gone meanwhile, or of whom it cannot be said. */
function isInside(
  db: Database,
  shelf: ProgramShelf,
  contact: string,
  watch: Watch,
): Promise<boolean | undefined> {
  return db.transaction().execute(async (tx) => {
    const loaded = await loadDraft(tx, shelf, { contact, reads: watch.reads }, () => PORTS);
    const answer = loaded && computed(loaded.draft, watch);
    return answer !== undefined && "in" in answer ? answer.in : undefined;
  });
}
