import { randomUUID } from "node:crypto";
import type { CompiledProject, LoyaltyProgram } from "@trajet/compiler/program";
import { hashOf } from "@trajet/compiler/program/hash";
import { sql } from "kysely";
import type { Millis } from "../engine/facts.ts";
import type { Reading } from "../imports/shapes/reading.ts";
import type { Database } from "../store/database.ts";
import { stamp } from "../store/wire-types.ts";
import { type Draft, type KeptDraft, keptOf, readKept } from "./kept-draft.ts";
import { rankCustomers } from "./rank-customers.ts";

/** A message to the people of a list. */
export interface ListSending {
  readonly id: string;
  /** The list is of then, however long the sending takes. */
  readonly asOf: string;
  readonly total: number;
  /** Of whom it is not known yet. */
  readonly left: number;
  /** It was begun before, and came to no end. */
  readonly resumed: boolean;
}

/** What a sending is known by: the same asked for again is the same one, until it has come to its end. */
interface Asked extends KeptDraft {
  readonly query: string;
}

/** To whom: the customers of a query, or those who were chosen by hand. */
export type Recipients =
  | { readonly query: LoyaltyProgram }
  | { readonly contacts: readonly string[]; readonly audience: string };

/**
 * Draws the list up, once: asked for again before it has come to its end, the sending that was begun goes on, with the
 * people of its own list. One that nobody confirmed is drawn up anew.
 */
export async function prepareSending(
  db: Database,
  project: CompiledProject,
  to: Recipients,
  draft: Draft,
  now: Millis,
): Promise<Reading<ListSending>> {
  const kept = keptOf(draft);
  const known = readKept(project, kept);
  if ("reason" in known) return known;
  const { audience } = known.value.message.program;
  const listed = "query" in to ? to.query.audience : to.audience;
  if (audience !== listed) return { reason: `${kept.message} is for ${audience}, the list is of ${listed}` };
  const asked = { query: nameOf(project, to), ...kept };
  const begun = await begunSending(db, asked);
  if (begun !== undefined) return { value: begun };
  const drawn =
    (await drawUp(db, asked, await peopleOf(db, to, now), now)) ?? (await begunSending(db, asked));
  return drawn === undefined
    ? { reason: "another has just sent the same: ask again to send it once more" }
    : { value: drawn };
}

/** A query that is only asked has no name of its own: what it asks is its name. Those who were chosen are theirs. */
function nameOf({ loyalty }: CompiledProject, to: Recipients): string {
  if ("contacts" in to) return `chosen ${hashOf([...to.contacts].sort())}`;
  return loyalty.includes(to.query) ? to.query.name : `${to.query.name} ${hashOf(to.query)}`;
}

type Placed = readonly { readonly place: number; readonly contact: string }[];

async function peopleOf(db: Database, to: Recipients, now: Millis): Promise<Placed> {
  if ("contacts" in to)
    return [...new Set(to.contacts)].map((contact, index) => ({ place: index + 1, contact }));
  const { rows } = await rankCustomers(db, to.query, now);
  return rows.map(({ rank, contact }) => ({ place: rank, contact }));
}

const DAY = 24 * 60 * 60 * 1000;

/** Puts the list in the place of one that nobody confirmed; `undefined` where another was confirmed meanwhile. */
function drawUp(
  db: Database,
  { query, message, args }: Asked,
  people: Placed,
  now: Millis,
): Promise<ListSending | undefined> {
  const id = randomUUID();
  const given = JSON.stringify(args);
  return db.transaction().execute(async (tx) => {
    // One after the other: who waits finds the list of who came before, and draws it up anew.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`loyalty_sending ${query} ${message} ${given}`}, 0))`.execute(
      tx,
    );
    // And with it those that somebody drew up, and then left alone.
    await sql`delete from loyalty_sending where begun_at is null and finished_at is null and (as_of < ${stamp(now - DAY)}
      or (query = ${query} and message = ${message} and args = ${given}::jsonb))`.execute(tx);
    const { rows } = await sql`insert into loyalty_sending (id, query, message, args, as_of)
      values (${id}, ${query}, ${message}, ${given}::jsonb, ${stamp(now)})
      on conflict (query, message, args) where finished_at is null do nothing returning id`.execute(tx);
    if (rows.length === 0) return undefined;
    await sql`insert into loyalty_recipient (sending, place, contact)
      select ${id}, x.place, x.contact
      from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) x (place integer, contact text)`.execute(tx);
    return { id, asOf: stamp(now), total: people.length, left: people.length, resumed: false };
  });
}

async function begunSending(db: Database, { query, message, args }: Asked): Promise<ListSending | undefined> {
  const { rows } = await sql<{ id: string; at: Millis; total: number; left: number }>`
    select s.id, (extract(epoch from s.as_of) * 1000)::float8 as at, count(r.place)::int as total,
      (count(r.place) filter (where r.outcome is null))::int as left
    from loyalty_sending s left join loyalty_recipient r on r.sending = s.id
    where s.query = ${query} and s.message = ${message} and s.args = ${JSON.stringify(args)}::jsonb
      and s.begun_at is not null and s.finished_at is null
    group by s.id`.execute(db);
  const [row] = rows;
  return row && { id: row.id, asOf: stamp(row.at), total: row.total, left: row.left, resumed: true };
}

/** Forgets a sending that nobody confirmed. */
export async function forgetSending(db: Database, id: string): Promise<void> {
  await sql`delete from loyalty_sending where id = ${id} and begun_at is null`.execute(db);
}
