import type { Expr, LoyaltyProgram } from "@trajet/compiler/program";
import { type Kysely, sql } from "kysely";
import type { ConsentStatus, ContactFacts, Facts, Json, PastEvent } from "../engine/facts.ts";
import { keysOf } from "../engine/families.ts";
import type { Schema } from "../store/schema.ts";
import { texts } from "./json-sql.ts";

type Known = Pick<Facts, "contact" | "history" | "journeys">;

const PAGE = 500;

/**
 * What is known of the people of the query's audience, page by page. Their events, and the
 * journeys that they are in, are loaded only for conditions that ask for them.
 */
export async function* contactFacts(
  db: Kysely<Schema>,
  query: LoyaltyProgram,
  conditions: readonly Expr[],
): AsyncGenerator<Known> {
  const asks = operationsOf(conditions);
  for await (const contacts of pages(db, query)) {
    const ids = contacts.map(({ id }) => id);
    const events = asks.has("history") || asks.has("measure") ? await eventsOf(db, ids) : NONE;
    const runs = asks.has("in journey") ? await runsOf(db, ids) : NONE;
    for (const contact of contacts) {
      const own = events.get(contact.id) ?? [];
      yield {
        contact,
        history: (key) => own.filter((event) => keysOf(event.key).includes(key)),
        journeys: new Set(runs.get(contact.id)),
      };
    }
  }
}

const NONE: ReadonlyMap<string, never[]> = new Map();

/** The operations of expressions and of all inside them. */
function operationsOf(conditions: readonly Expr[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("op" in value && typeof value.op === "string") found.add(value.op);
    Object.values(value).forEach(visit);
  };
  visit(conditions);
  return found;
}

async function* pages(db: Kysely<Schema>, query: LoyaltyProgram): AsyncGenerator<readonly ContactFacts[]> {
  let after = "";
  for (;;) {
    const rows = await db
      .selectFrom("contact")
      .select(["id", "audience", "fields", "tags", "groups", "consent", "archived", "lists"])
      .where("audience", "=", query.audience)
      .where("archived", "=", false)
      .where("id", ">", after)
      .orderBy("id")
      .limit(PAGE)
      .execute();
    yield rows.map((row) => ({
      ...row,
      tags: new Set(row.tags),
      groups: new Set(row.groups),
      lists: new Map(Object.entries(row.lists)),
      consent: row.consent as Record<string, ConsentStatus>,
    }));
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.id;
  }
}

interface EventRow extends PastEvent {
  readonly contact: string;
}

async function eventsOf(
  db: Kysely<Schema>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, EventRow[]>> {
  const { rows } = await sql<EventRow>`
    select contact, id, seq, key, (extract(epoch from at) * 1000)::float8 as at,
      (extract(epoch from received_at) * 1000)::float8 as "receivedAt", body
    from event where contact in ${texts(ids)} order by at, seq`.execute(db);
  return Map.groupBy(rows, (row) => row.contact);
}

async function runsOf(db: Kysely<Schema>, ids: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const { rows } = await sql<{ readonly contact: string; readonly journeys: Json }>`
    select contact, jsonb_agg(distinct journey) as journeys
    from run where state = 'alive' and contact in ${texts(ids)} group by contact`.execute(db);
  return new Map(
    rows.map(({ contact, journeys }) => [contact, Array.isArray(journeys) ? journeys.map(String) : []]),
  );
}
