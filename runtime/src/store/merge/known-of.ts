import { type Kysely, sql } from "kysely";
import type { ConsentStatus, Millis } from "../../engine/facts.ts";
import type { Schema } from "../schema.ts";
import type { Known } from "./merged-person.ts";

/** What a merge has to know of a contact beside its row. */
export async function knownOf(
  tx: Kysely<Schema>,
  { id, consent }: { readonly id: string; readonly consent: { readonly [channel: string]: ConsentStatus } },
): Promise<Known> {
  return { decided: await decidedOf(tx, id, consent), ranks: await ranksOf(tx, id) };
}

/** When each channel's status was decided, where the latest event of it says what the status is. */
async function decidedOf(
  tx: Kysely<Schema>,
  contact: string,
  consent: { readonly [channel: string]: ConsentStatus },
): Promise<Known["decided"]> {
  const { rows } = await sql<{ key: string; at: Millis }>`
    select distinct on (substring(key from 10)) key, at from event
    where contact = ${contact} and (key like 'consent+:%' or key like 'consent-:%')
    order by substring(key from 10), at desc, seq desc`.execute(tx);
  return Object.fromEntries(
    rows.flatMap(({ key, at }) => {
      const channel = key.slice("consent+:".length);
      const status = key.startsWith("consent+") ? "subscribed" : "unsubscribed";
      return consent[channel] === status ? [[channel, at] as const] : [];
    }),
  );
}

async function ranksOf(tx: Kysely<Schema>, contact: string): Promise<Known["ranks"]> {
  const rows = await tx
    .selectFrom("loyalty_member")
    .select(["query", "rank"])
    .where("contact", "=", contact)
    .execute();
  return Object.fromEntries(rows.map(({ query, rank }) => [query, rank]));
}
