import { type Kysely, sql } from "kysely";
import type { Schema } from "../schema.ts";

/** Two contacts by their ids: what was `from`'s becomes `into`'s. */
export interface Pair {
  readonly from: string;
  readonly into: string;
}

/** What a merge makes of the rows about a person, by table; every table with a column `contact` stands here. */
export const MERGED: Readonly<Record<string, "moved" | "joined" | "dropped">> = {
  audit: "moved",
  coupon_code: "moved",
  effect: "moved",
  journal: "moved",
  orders: "moved",
  shop_customer: "moved",
  contact_alias: "moved",
  event: "joined",
  run: "joined",
  custom_audience_member: "joined",
  loyalty_member: "joined",
  loyalty_recipient: "joined",
  // Set anew from what is true of both.
  alarm: "dropped",
};

/**
 * Makes the rows about `from` those of `into`. Of runs of one key only one may be alive: the other has ended before.
 *
 * @param base the number of `into`'s latest event: those of `from` are numbered behind it
 * @returns how many orders moved
 */
export async function moveRows(tx: Kysely<Schema>, pair: Pair, base: number): Promise<number> {
  const { from, into } = pair;
  await sql`update shop_customer set former = true where contact = ${from}`.execute(tx);
  await joinEvents(tx, pair, base);
  await joinRuns(tx, pair, base);
  await joinAudiences(tx, pair);
  await joinPlaces(tx, pair);
  await joinRecipients(tx, pair);
  let orders = 0;
  for (const [table, what] of Object.entries(MERGED)) {
    if (what === "dropped") await sql`delete from ${sql.table(table)} where contact = ${from}`.execute(tx);
    if (what !== "moved") continue;
    const { numAffectedRows } =
      await sql`update ${sql.table(table)} set contact = ${into} where contact = ${from}`.execute(tx);
    if (table === "orders") orders = Number(numAffectedRows ?? 0);
  }
  return orders;
}

async function joinEvents(tx: Kysely<Schema>, { from, into }: Pair, base: number): Promise<void> {
  await sql`update event set contact = ${into}, seq = seq + ${base} where contact = ${from}`.execute(tx);
}

/** A run goes on by the new numbers of the events that it has seen. A sending by hand keeps the name of `into`'s. */
async function joinRuns(tx: Kysely<Schema>, { from, into }: Pair, base: number): Promise<void> {
  await sql`update wait set from_seq = from_seq + ${base}, event_seq = event_seq + ${base}
    from run where wait.run = run.id and run.contact = ${from}`.execute(tx);
  await sql`update run set contact = ${into}, cursor_seq = cursor_seq + ${base},
    occurrence = case when exists (select from run own where own.contact = ${into} and own.journey = run.journey
      and own.occurrence = run.occurrence) then run.id else occurrence end
    where contact = ${from}`.execute(tx);
}

/** By which hashes the network knows the person: `into`'s where both were handed over. */
async function joinAudiences(tx: Kysely<Schema>, { from, into }: Pair): Promise<void> {
  await sql`update custom_audience_member own set identifiers = theirs.identifiers || own.identifiers
    from custom_audience_member theirs
    where own.contact = ${into} and theirs.contact = ${from} and theirs.audience = own.audience`.execute(tx);
  await sql`delete from custom_audience_member theirs where contact = ${from} and exists (
    select from custom_audience_member own where own.contact = ${into} and own.audience = theirs.audience)`.execute(
    tx,
  );
  await sql`update custom_audience_member set contact = ${into} where contact = ${from}`.execute(tx);
}

/** The better place in each list, until it is made anew. */
async function joinPlaces(tx: Kysely<Schema>, { from, into }: Pair): Promise<void> {
  await sql`delete from loyalty_member worse where contact in (${from}, ${into}) and exists (
    select from loyalty_member better where better.contact in (${from}, ${into}) and better.query = worse.query
      and (better.rank < worse.rank or better.rank = worse.rank and better.contact = ${into} and worse.contact = ${from}))`.execute(
    tx,
  );
  await sql`update loyalty_member set contact = ${into} where contact = ${from}`.execute(tx);
}

/** Of a message to a list the person gets one, be it that which has left already. */
async function joinRecipients(tx: Kysely<Schema>, { from, into }: Pair): Promise<void> {
  await sql`update loyalty_recipient r set outcome = 'sent' where contact in (${from}, ${into}) and outcome is null
    and exists (select from run where run.contact = ${into} and run.occurrence = r.sending || '/' || r.contact)`.execute(
    tx,
  );
  await sql`update loyalty_recipient r set outcome = 'refused', reason = ${TWICE}
    where contact in (${from}, ${into}) and outcome is null and exists (
      select from loyalty_recipient other where other.sending = r.sending and other.contact in (${from}, ${into})
        and (other.outcome = 'sent' or other.outcome is null and r.contact = ${from} and other.contact = ${into}))`.execute(
    tx,
  );
  await sql`update loyalty_recipient set contact = ${into} where contact = ${from}`.execute(tx);
}

const TWICE = "merged: the contact that it became gets it";
