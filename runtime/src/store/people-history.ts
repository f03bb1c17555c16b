import type { CompiledProject, OrderState } from "@trajet/compiler/program";
import { sql } from "kysely";
import type { Json, Millis } from "../engine/facts.ts";
import type { Happening, PersonHistory } from "../simulation/history.ts";
import type { Database } from "./database.ts";
import type { ContactInput, OrderInput } from "./gateway.ts";

const PAGE = 500;

/** Everybody in the database, with the events of their own and the orders that are stored, by their ids. */
export async function* peopleInStore(
  db: Database,
  { events }: Pick<CompiledProject, "events">,
): AsyncGenerator<PersonHistory> {
  for (let after = ""; ; ) {
    const contacts = await db
      .selectFrom("contact")
      .select(["id", "audience", "fields", "tags", "groups", "consent", "created_at"])
      .where("id", ">", after)
      // Of a person who was erased nothing is kept any more.
      .where("audience", "<>", "")
      .orderBy("id")
      .limit(PAGE)
      .execute();
    const ids = contacts.map(({ id }) => id);
    if (ids.length === 0) return;
    const [happened, bought] = [await eventsOf(db, ids, events), await ordersOf(db, ids)];
    for (const contact of contacts) {
      const happenings = [...(happened.get(contact.id) ?? []), ...(bought.get(contact.id) ?? [])];
      yield { contact: contactOf(contact), happenings };
    }
    if (contacts.length < PAGE) return;
    after = ids.at(-1) ?? after;
  }
}

/** From the first to the last moment of what is told of people; `undefined` where nothing is. */
export async function rangeInStore(
  db: Database,
): Promise<{ readonly first: Millis; readonly last: Millis } | undefined> {
  const { rows } = await sql<{ first: number | null; last: number | null }>`
    select extract(epoch from min(at))::float8 * 1000 as first, extract(epoch from max(at))::float8 * 1000 as last from (
      select created_at as at from contact union all select placed_at from orders
      union all select at from event where key like 'event:%') told`.execute(db);
  const [row] = rows;
  if (row?.first == null || row.last == null) return undefined;
  return { first: Math.floor(row.first), last: Math.ceil(row.last) };
}

function contactOf(row: {
  readonly id: string;
  readonly audience: string;
  readonly fields: Record<string, Json>;
  readonly tags: readonly string[];
  readonly groups: readonly string[];
  readonly consent: Record<string, string>;
  readonly created_at: Millis;
}): PersonHistory["contact"] {
  const { id, audience, fields, tags, groups, consent, created_at: at } = row;
  return {
    id,
    audience,
    fields,
    addTags: tags,
    joinGroups: groups,
    consent: consent as NonNullable<ContactInput["consent"]>,
    imported: true,
    at,
  };
}

async function eventsOf(db: Database, ids: readonly string[], events: CompiledProject["events"]) {
  const names = new Map(Object.entries(events).map(([name, { wireName }]) => [`event:${name}`, wireName]));
  const rows = await db
    .selectFrom("event")
    .select(["contact", "id", "key", "at", "body"])
    .where("contact", "in", ids)
    .where("key", "in", names.size === 0 ? [""] : [...names.keys()])
    .orderBy("at")
    .execute();
  const happenings = rows.map(({ contact, id, key, at, body }): readonly [string, Happening] => {
    const properties = body.event as { readonly [name: string]: Json };
    const input = { id, contact, name: names.get(key) ?? "", at, properties };
    return [contact, { kind: "event", at, input }];
  });
  return byContact(happenings);
}

async function ordersOf(db: Database, ids: readonly string[]) {
  const rows = await db
    .selectFrom("orders")
    .selectAll()
    .where("contact", "in", ids)
    .orderBy("placed_at")
    .execute();
  const happenings = rows.map((row): readonly [string, Happening] => {
    const { id, contact, store, total, refunded, currency, status, placed_at: placedAt, items } = row;
    const moments = {
      shipped: row.shipped_at,
      fulfilled: row.fulfilled_at,
      cancelled: row.cancelled_at,
      refunded: row.refunded_at,
    } satisfies Record<OrderState, Millis | null>;
    const reached = Object.fromEntries(Object.entries(moments).filter(([, at]) => at !== null));
    const input: OrderInput = {
      id,
      contact,
      store,
      total,
      currency,
      placedAt,
      status: status as OrderInput["status"],
      ...(Number(refunded) > 0 && { refunded }),
      items: items as NonNullable<OrderInput["items"]>,
      ...(Object.keys(reached).length > 0 && { reached }),
    };
    return [contact, { kind: "order", at: placedAt, input }];
  });
  return byContact(happenings);
}

function byContact(
  all: readonly (readonly [string, Happening])[],
): ReadonlyMap<string, readonly Happening[]> {
  const groups = Map.groupBy(all, ([contact]) => contact);
  return new Map([...groups].map(([contact, own]) => [contact, own.map(([, happening]) => happening)]));
}
