import { type Kysely, sql } from "kysely";
import type { Draft } from "../../engine/draft.ts";
import { endRun } from "../../engine/ending.ts";
import type { ConsentStatus, Millis } from "../../engine/facts.ts";
import { tellRunsOfEachOther } from "../../engine/join.ts";
import type { Run } from "../../engine/run.ts";
import { catchUp, settle } from "../../engine/settle.ts";
import { type Ingest, PORTS } from "../ingest.ts";
import { loadDraft } from "../load-draft.ts";
import type { ProgramShelf } from "../programs.ts";
import { saveDraft } from "../save-draft.ts";
import type { ContactTable, Schema } from "../schema.ts";
import { withRetries } from "../transact.ts";
import { unkept } from "../unkept.ts";
import { stamp } from "../wire-types.ts";
import { findPair } from "./find-pair.ts";
import { knownOf } from "./known-of.ts";
import type { MergeInput, MergeResult } from "./merge-input.ts";
import { droppedAddresses, mergedPerson, type Person } from "./merged-person.ts";
import { moveRows, type Pair } from "./move-rows.ts";

/** Why a run ended whose contact is in the journey already, as the one that it was merged into. */
export const MERGED_RUN = "merged: the contact that it became is inside already";

/**
 * Makes two contacts of one audience one: all that `from` did, has and is on its way through becomes `into`'s, in one
 * transaction under the locks of both. A run keeps its id, and with it its workflow; whoever comes with the id of
 * `from` finds `into`, as an attempt does that was under way.
 */
export async function mergeContacts(
  ingest: Ingest,
  shelf: ProgramShelf,
  input: MergeInput,
): Promise<MergeResult> {
  for (;;) {
    const pair = await findPair(ingest.db, input);
    if ("reason" in pair) return { result: "rejected", reason: pair.reason };
    if ("done" in pair) return { result: "unchanged", contact: pair.done };
    const work = (tx: Kysely<Schema>) => mergeUnderLock(ingest, shelf, tx, pair);
    const merged =
      input.dryRun === true
        ? await unkept(ingest.db, work)
        : await withRetries(() => ingest.db.transaction().execute(work));
    // One of them is gone since: who it has become is looked up again.
    if (merged !== undefined) return merged;
  }
}

type Row = Pick<ContactTable, "id" | "audience" | "archived" | "seq"> & Person;

async function mergeUnderLock(
  ingest: Ingest,
  shelf: ProgramShelf,
  tx: Kysely<Schema>,
  pair: Pair,
): Promise<MergeResult | undefined> {
  const [from, into] = await lockBoth(tx, pair);
  if (from === undefined || into === undefined) return undefined;
  if (into.archived && !from.archived)
    return {
      result: "rejected",
      reason: `contact ${into.id} is archived, so ${from.id} would get nothing any more: merge ${into.id} into ${from.id}`,
    };
  const moved = await endTwice(shelf, tx, pair);
  if (moved === undefined) return undefined;
  const { decided: decidedFrom, ranks: ranksFrom } = await knownOf(tx, from);
  const person = mergedPerson(
    { ...from, decided: decidedFrom, ranks: ranksFrom },
    { ...into, ...(await knownOf(tx, into)) },
  );
  const orders = await moveRows(tx, pair, into.seq);
  await replaceRow(ingest, tx, { from, into, person, now: moved.now });
  const runs = await settleAsOne(shelf, tx, { pair, base: into.seq, guests: moved.goOn, orders });
  return {
    result: "written",
    contact: into.id,
    from: from.id,
    orders,
    goOn: runs.filter(({ state }) => state === "alive").map(({ journey }) => journey),
    end: [...moved.ended, ...runs.filter(({ state }) => state !== "alive").map(({ journey }) => journey)],
  };
}

/** In the order of their ids, whoever comes with them: two merges in opposite directions do not wait for each other. */
async function lockBoth(
  tx: Kysely<Schema>,
  { from, into }: Pair,
): Promise<readonly [Row | undefined, Row | undefined]> {
  const { rows } =
    await sql<Row>`select id, audience, archived, seq, fields, tags, groups, consent, lists, watches
    from contact where id in (${from}, ${into}) order by id for update`.execute(tx);
  return [rows.find(({ id }) => id === from), rows.find(({ id }) => id === into)];
}

interface Moved {
  readonly now: Millis;
  /** The runs that become `into`'s, alive. */
  readonly goOn: ReadonlySet<string>;
  /** Journeys whose run ends, as `into` is inside. */
  readonly ended: readonly string[];
}

async function endTwice(
  shelf: ProgramShelf,
  tx: Kysely<Schema>,
  { from, into }: Pair,
): Promise<Moved | undefined> {
  const loaded = await loadDraft(tx, shelf, { contact: from }, () => PORTS);
  if (loaded === undefined) return undefined;
  const { draft } = loaded;
  const inside = await aliveOf(tx, into);
  const alive = draft.runs.filter(({ state }) => state === "alive");
  const twice = alive.filter((run) => inside.has(placeOf(run)));
  for (const run of twice) endRun(draft, run, "exited", draft.now, { reason: MERGED_RUN });
  await saveDraft(tx, draft);
  return {
    now: draft.now,
    goOn: new Set(alive.filter((run) => !twice.includes(run)).map(({ id }) => id)),
    ended: twice.map(({ journey }) => journey),
  };
}

const placeOf = ({ journey, key }: Pick<Run, "journey" | "key">): string => JSON.stringify([journey, key]);

async function aliveOf(tx: Kysely<Schema>, contact: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom("run")
    .select(["journey", "key"])
    .where("contact", "=", contact)
    .where("state", "=", "alive")
    .execute();
  return new Set(rows.map(placeOf));
}

async function replaceRow(
  { suppression }: Ingest,
  tx: Kysely<Schema>,
  { from, into, person, now }: { from: Row; into: Row; person: Person; now: Millis },
): Promise<void> {
  const dropped = droppedAddresses(from, into);
  await sql`insert into contact_alias (id, contact, email, phone, merged_at)
    values (${from.id}, ${into.id}, ${dropped.email ?? null}, ${dropped.phone ?? null}, ${stamp(now)})`.execute(
    tx,
  );
  await tx.deleteFrom("contact").where("id", "=", from.id).execute();
  await tx
    .updateTable("contact")
    .set({
      fields: JSON.stringify(person.fields),
      tags: JSON.stringify(person.tags),
      groups: JSON.stringify(person.groups),
      consent: JSON.stringify(person.consent),
      lists: JSON.stringify(person.lists),
      watches: JSON.stringify(person.watches),
      seq: into.seq + from.seq,
    })
    .where("id", "=", into.id)
    .execute();
  // An address that is left behind after a no is not written to when a file brings it back.
  for (const [field, channel] of [
    ["email", "email"],
    ["phone", "sms"],
  ] as const) {
    const status = leftBehind(from.consent[channel], person.consent[channel]);
    const address = dropped[field];
    if (status === undefined || address === undefined) continue;
    await suppression.remember(tx, { [field]: address }, { [channel]: status }, now);
  }
}

function leftBehind(given?: ConsentStatus, merged?: ConsentStatus): ConsentStatus | undefined {
  if (given === "cleaned") return given;
  return given === "unsubscribed" || merged === "unsubscribed" ? "unsubscribed" : undefined;
}

/** What holds of the one that both are now: runs hear of what the other did, and conditions are asked anew. */
async function settleAsOne(
  shelf: ProgramShelf,
  tx: Kysely<Schema>,
  { pair, base, guests, orders }: { pair: Pair; base: number; guests: ReadonlySet<string>; orders: number },
): Promise<readonly Run[]> {
  // Of the runs that have ended all are read of which a goal was ever open.
  const loaded = await loadDraft(tx, shelf, { contact: pair.into, since: 0 }, () => PORTS);
  if (loaded === undefined) throw new Error(`contact ${pair.into} is gone under its lock`);
  const { draft } = loaded;
  noteMerge(draft, pair, orders);
  const theirs = guestsOf(draft, guests);
  tellRunsOfEachOther(
    draft,
    (run) => guests.has(run.id),
    (event) => event.seq > base,
  );
  catchUp(draft, draft.now);
  settle(draft, BEFORE);
  await saveDraft(tx, draft);
  return theirs;
}

/** No state of a contact reads like this: all that is kept true of it is asked again. */
const BEFORE = "merged";

const guestsOf = ({ runs }: Draft, guests: ReadonlySet<string>): readonly Run[] =>
  runs.filter(({ id }) => guests.has(id));

function noteMerge(draft: Draft, { from }: Pair, orders: number): void {
  draft.changed.journal.push({
    at: draft.now,
    kind: "merged",
    journey: "",
    run: "",
    program: "",
    step: null,
    data: { from, orders },
  });
}
