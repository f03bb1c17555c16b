import { sql } from "kysely";
import { factsOf, type LoadedProgram } from "../engine/draft.ts";
import type { Facts } from "../engine/facts.ts";
import type { JournalEntry } from "../engine/run.ts";
import type { SimulatedEntry, SimulatedRun, VirtualHost } from "../simulator/virtual-host.ts";
import type { Database } from "../store/database.ts";
import { readHistory } from "../store/history.ts";
import { loadDraft } from "../store/load-draft.ts";
import type { ProgramShelf } from "../store/programs.ts";
import { type RunRows, readRun } from "../store/read-run.ts";

/** The lines of all timelines, in the order of writing. */
export async function readJournal(db: Database): Promise<readonly SimulatedEntry[]> {
  const rows = await db.selectFrom("journal").selectAll().orderBy("id").execute();
  return rows.map(({ kind, ...row }) => ({ ...row, kind: kind as JournalEntry["kind"] }));
}

/** All runs, those first that entered first: of several at one moment by the lines that tell of it. */
export async function readRuns(db: Database): Promise<readonly SimulatedRun[]> {
  const { rows } = await sql<RunRows & { readonly contact: string }>`
    select r.contact, row_to_json(r) as run, null as effect,
      (select row_to_json(w) from wait w where w.run = r.id and w.step = r.step
        and w.visit = (r.visits->>r.step)::int and r.entered) as wait
    from run r order by (select min(id) from journal where run = r.id)`.execute(db);
  return rows.map(({ contact, ...own }) => ({ ...readRun(own), contact }));
}

export async function readContact(
  db: Database,
  id: string,
): Promise<Awaited<ReturnType<VirtualHost["contact"]>>> {
  const row = await db.selectFrom("contact").selectAll().where("id", "=", id).executeTakeFirst();
  if (row === undefined) return undefined;
  const { audience, fields, tags, groups, consent, archived } = row;
  return { id, audience, fields, tags: new Set(tags), groups: new Set(groups), consent, archived };
}

/** What a condition about a contact reads, outside of any run. */
export async function readFacts(
  db: Database,
  shelf: ProgramShelf,
  contact: string,
  timezone: string,
  reads: LoadedProgram["reads"],
): Promise<Facts | undefined> {
  return db.transaction().execute(async (tx) => {
    const loaded = await loadDraft(tx, shelf, { contact }, () => NO_PORTS);
    if (loaded === undefined) return undefined;
    const history = await readHistory(tx, contact, reads);
    return factsOf({ ...loaded.draft, history }, { timezone }, null);
  });
}

const refuse = (): never => {
  throw new Error("whoever only looks decides nothing");
};
const NO_PORTS = {
  newRunId: refuse,
  render: refuse,
  slot: refuse,
  mayCall: () => false,
  leaseUntil: () => 0,
};
