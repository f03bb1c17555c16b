import { randomUUID } from "node:crypto";
import type { CompiledProject, LoyaltyProgram } from "@trajet/compiler/program";
import { hashOf } from "@trajet/compiler/program/hash";
import { sql } from "kysely";
import type { Millis } from "../engine/facts.ts";
import { messageNamed, sendAsked } from "../imports/sending.ts";
import type { Raw, Reading } from "../imports/shapes/reading.ts";
import type { Database } from "../store/database.ts";
import type { Gateway } from "../store/gateway.ts";
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

/** What came of a page of recipients. */
export interface SentPage {
  readonly sent: number;
  readonly refused: readonly { readonly contact: string; readonly reason: string }[];
  readonly left: number;
  /** The last one of the page. */
  readonly place: number;
}

const PAGE = 50;

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
  const known = messageNamed(project, message);
  if ("reason" in known) return known;
  if (known.value.program.audience !== query.audience) {
    return { reason: `${message} is for ${known.value.program.audience}, the list is of ${query.audience}` };
  }
  // A query that is only asked has no name of its own: what it asks is its name.
  const name = project.loyalty.includes(query) ? query.name : `${query.name} ${hashOf(query)}`;
  const begun = await openSending(db, name, message, args);
  if (begun !== undefined) return { value: begun };
  const { rows } = await rankCustomers(db, query, now);
  const id = randomUUID();
  await db.transaction().execute(async (tx) => {
    await sql`delete from loyalty_sending where query = ${name} and message = ${message}
      and args = ${JSON.stringify(args)}::jsonb and finished_at is null and begun_at is null`.execute(tx);
    await sql`insert into loyalty_sending (id, query, message, args, as_of)
      values (${id}, ${name}, ${message}, ${JSON.stringify(args)}::jsonb, ${stamp(now)})`.execute(tx);
    const people = JSON.stringify(rows.map(({ rank, contact }) => ({ place: rank, contact })));
    await sql`insert into loyalty_recipient (sending, place, contact)
      select ${id}, x.place, x.contact from jsonb_to_recordset(${people}::jsonb) x (place integer, contact text)`.execute(
      tx,
    );
  });
  return { value: { id, asOf: stamp(now), total: rows.length, left: rows.length, resumed: false } };
}

async function openSending(
  db: Database,
  query: string,
  message: string,
  args: Raw,
): Promise<ListSending | undefined> {
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

interface Recipient {
  readonly place: number;
  readonly contact: string;
  readonly message: string;
  readonly args: Raw;
}

/** What would become of the next recipients behind a place, each asked of the gate. */
export async function trySending(
  db: Database,
  gateway: Pick<Gateway, "sendMessage">,
  project: CompiledProject,
  id: string,
  after: number,
): Promise<Reading<SentPage>> {
  const people = await nextOf(db, id, after);
  return pageOf(db, id, people, (one) => send(gateway, project, id, one, true));
}

/**
 * Sends to the next recipients. Each gets it once: the sending to a contact has a name of its own, so that one whose outcome
 * was lost is found to have left.
 */
export async function continueSending(
  db: Database,
  gateway: Pick<Gateway, "sendMessage">,
  project: CompiledProject,
  id: string,
): Promise<Reading<SentPage>> {
  await sql`update loyalty_sending set begun_at = coalesce(begun_at, trajet_now()) where id = ${id}`.execute(
    db,
  );
  const people = await nextOf(db, id, 0);
  const page = await pageOf(db, id, people, async (one) => {
    const outcome = await send(gateway, project, id, one, false);
    if ("value" in outcome) {
      const reason = outcome.value ?? null;
      await sql`update loyalty_recipient set outcome = ${reason === null ? "sent" : "refused"}, reason = ${reason}
        where sending = ${id} and place = ${one.place}`.execute(db);
    }
    return outcome;
  });
  if ("value" in page && page.value.left === 0) {
    await sql`update loyalty_sending set finished_at = trajet_now() where id = ${id} and finished_at is null`.execute(
      db,
    );
  }
  return page;
}

/** Forgets a sending that nobody confirmed. */
export async function forgetSending(db: Database, id: string): Promise<void> {
  await sql`delete from loyalty_sending where id = ${id} and begun_at is null`.execute(db);
}

async function nextOf(db: Database, id: string, after: number): Promise<readonly Recipient[]> {
  const { rows } = await sql<Recipient>`
    select r.place, r.contact, s.message, s.args from loyalty_recipient r join loyalty_sending s on s.id = r.sending
    where r.sending = ${id} and r.outcome is null and r.place > ${after} order by r.place limit ${PAGE}`.execute(
    db,
  );
  return rows;
}

/** The reason of a refusal, `undefined` where it leaves. */
async function send(
  gateway: Pick<Gateway, "sendMessage">,
  project: CompiledProject,
  id: string,
  { contact, message, args }: Recipient,
  dryRun: boolean,
): Promise<Reading<string | undefined>> {
  const report = await sendAsked(gateway, project, {
    message,
    contact,
    args,
    id: `${id}/${contact}`,
    dryRun,
  });
  return "reason" in report ? report : { value: report.value.refused[0]?.reason };
}

async function pageOf(
  db: Database,
  id: string,
  people: readonly Recipient[],
  work: (one: Recipient) => Promise<Reading<string | undefined>>,
): Promise<Reading<SentPage>> {
  const refused: { contact: string; reason: string }[] = [];
  for (const one of people) {
    const outcome = await work(one);
    if ("reason" in outcome) return outcome;
    if (outcome.value !== undefined) refused.push({ contact: one.contact, reason: outcome.value });
  }
  const place = people.at(-1)?.place ?? 0;
  const { rows } = await sql<{ left: number }>`select count(*)::int as left from loyalty_recipient
    where sending = ${id} and outcome is null and place > ${place}`.execute(db);
  return { value: { sent: people.length - refused.length, refused, left: rows[0]?.left ?? 0, place } };
}
