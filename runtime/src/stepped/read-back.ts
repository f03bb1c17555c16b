import { factsOf, type LoadedProgram } from "../engine/draft.ts";
import type { Facts, Occurrence } from "../engine/facts.ts";
import type { Hold } from "../engine/hold.ts";
import type { JournalEntry, Run, Wait } from "../engine/run.ts";
import type { SimulatedEntry, SimulatedRun, VirtualHost } from "../simulator/virtual-host.ts";
import type { Database } from "../store/database.ts";
import { readHistory } from "../store/history.ts";
import { loadDraft } from "../store/load-draft.ts";
import type { ProgramShelf } from "../store/programs.ts";

/** The lines of all timelines, in the order of writing. */
export async function readJournal(db: Database): Promise<readonly SimulatedEntry[]> {
  const rows = await db.selectFrom("journal").selectAll().orderBy("id").execute();
  return rows.map(({ kind, ...row }) => ({ ...row, kind: kind as JournalEntry["kind"] }));
}

/** All runs, those first that entered first: of several at one moment by the lines that tell of it. */
export async function readRuns(db: Database): Promise<readonly SimulatedRun[]> {
  const rows = await db
    .selectFrom("run")
    .selectAll()
    .orderBy((run) =>
      run
        .selectFrom("journal")
        .select(({ fn }) => fn.min("journal.id").as("first"))
        .whereRef("journal.run", "=", "run.id"),
    )
    .execute();
  const waits = await db.selectFrom("wait").selectAll().execute();
  return rows.map((row) => {
    const visit = row.visits[row.step ?? ""] ?? 0;
    const wait = row.entered
      ? waits.find((one) => one.run === row.id && one.step === row.step && one.visit === visit)
      : undefined;
    return {
      id: row.id,
      contact: row.contact,
      journey: row.journey,
      key: row.key,
      program: row.program,
      state: row.state as Run["state"],
      step: row.step,
      visits: row.visits,
      enteredAt: row.entered_at,
      endedAt: row.ended_at,
      reason: row.reason,
      hold: readHold(row.hold),
      wait: wait === undefined ? null : readWait(wait),
      entry: row.entry as unknown as Occurrence,
      convertedAt: row.converted_at,
      dueAt: row.due_at,
    };
  });
}

function readHold(hold: unknown): Hold | null {
  if (hold === null || hold === undefined) return null;
  const { by, since, until, reason } = hold as Record<keyof Hold, string | null>;
  return {
    by: by as Hold["by"],
    since: Date.parse(since ?? ""),
    until: until === null ? null : Date.parse(until),
    reason: reason ?? "",
  };
}

function readWait(row: {
  readonly step: string;
  readonly visit: number;
  readonly from_at: number;
  readonly from_seq: number;
  readonly deadline: number | null;
  readonly state: string;
  readonly arm: number | null;
  readonly event_at: number | null;
  readonly event_seq: number | null;
  readonly saw: unknown;
}): Wait {
  const { step, visit, deadline, arm } = row;
  return {
    step,
    visit,
    from: row.from_at,
    fromSeq: row.from_seq,
    deadline,
    state: row.state as Wait["state"],
    arm,
    eventAt: row.event_at,
    eventSeq: row.event_seq,
    saw: row.saw as Wait["saw"],
  };
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
