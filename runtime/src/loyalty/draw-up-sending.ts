import { randomUUID } from "node:crypto";
import type { CompiledProject, LoyaltyProgram } from "@trajet/compiler/program";
import { hashOf } from "@trajet/compiler/program/hash";
import { sql } from "kysely";
import type { Millis } from "../engine/facts.ts";
import { readAsked } from "../imports/sending.ts";
import type { Raw, Reading } from "../imports/shapes/reading.ts";
import type { Database } from "../store/database.ts";
import { stamp } from "../store/wire-types.ts";
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
interface Asked {
  readonly query: string;
  readonly message: string;
  readonly args: Raw;
}

/**
 * Draws the list up, once: asked for again before it has come to its end, the sending that was begun goes on, with the
 * people of its own list. One that nobody confirmed is drawn up anew.
 */
export async function prepareSending(
  db: Database,
  project: CompiledProject,
  query: LoyaltyProgram,
  { message, args, now }: { readonly message: string; readonly args: Raw; readonly now: Millis },
): Promise<Reading<ListSending>> {
  const known = readAsked(project, message, args);
  if ("reason" in known) return known;
  const { audience } = known.value.message.program;
  if (audience !== query.audience) {
    return { reason: `${message} is for ${audience}, the list is of ${query.audience}` };
  }
  // A query that is only asked has no name of its own: what it asks is its name.
  const name = project.loyalty.includes(query) ? query.name : `${query.name} ${hashOf(query)}`;
  const asked = { query: name, message, args };
  const begun = await begunSending(db, asked);
  if (begun !== undefined) return { value: begun };
  const { rows } = await rankCustomers(db, query, now);
  const people = rows.map(({ rank, contact }) => ({ place: rank, contact }));
  const drawn = (await drawUp(db, asked, people, now)) ?? (await begunSending(db, asked));
  return drawn === undefined
    ? { reason: "another has just sent the same: ask again to send it once more" }
    : { value: drawn };
}

/** Puts the list in the place of one that nobody confirmed; `undefined` where another was confirmed meanwhile. */
function drawUp(
  db: Database,
  { query, message, args }: Asked,
  people: readonly { readonly place: number; readonly contact: string }[],
  now: Millis,
): Promise<ListSending | undefined> {
  const id = randomUUID();
  const given = JSON.stringify(args);
  return db.transaction().execute(async (tx) => {
    // One after the other: who waits finds the list of who came before, and draws it up anew.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`loyalty_sending ${query} ${message} ${given}`}, 0))`.execute(
      tx,
    );
    await sql`delete from loyalty_sending where query = ${query} and message = ${message} and args = ${given}::jsonb
      and finished_at is null and begun_at is null`.execute(tx);
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
