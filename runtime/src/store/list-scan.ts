import type { LoyaltyProgram } from "@trajet/compiler/program";
import { type Kysely, sql } from "kysely";
import type { Millis } from "../engine/facts.ts";
import { receive } from "../engine/react.ts";
import { movesOf, placeAfter } from "../loyalty/places.ts";
import type { ScanKind } from "./scans.ts";
import type { Schema } from "./schema.ts";

/** Tells those whose place differs that a list was made anew. */
export interface ListScan {
  readonly kind: "list";
  readonly query: string;
  readonly audience: string;
}

export const listScan: ScanKind<ListScan> = {
  concerns: ({ query, audience }) => sql<boolean>`audience = ${audience} and (
    exists (select from loyalty_member m where m.query = ${query} and m.contact = contact.id
      and (not jsonb_exists(contact.lists, ${query}) or contact.lists->${query}->>'tier' is distinct from m.tier))
    or (jsonb_exists(contact.lists, ${query}) and not exists (
      select from loyalty_member m where m.query = ${query} and m.contact = contact.id)))`,
  async visit(ingest, { query }, at, contact) {
    const told = await ingest.onContact(contact, ({ draft }, tx) => move(draft, tx, query), at);
    return told === true;
  },
};

async function move(
  draft: Parameters<typeof receive>[0],
  tx: Kysely<Schema>,
  name: string,
): Promise<boolean> {
  const latest = await latestOf(tx, name, draft.contact.id);
  if (latest === undefined) return false;
  const { query, at, made, isFirst } = latest;
  const before = draft.contact.lists.get(name);
  const after = placeAfter(query, before, latest.member, at);
  if (after === before) return false;
  if (after === undefined) draft.contact.lists.delete(name);
  else draft.contact.lists.set(name, after);
  draft.changed.contact = true;
  // Who is in the first list was in before anybody asked: nobody has entered.
  if (isFirst) return false;
  for (const { key, tier } of movesOf(name, before, after)) {
    const id = `list/${name}/${made}/${draft.contact.id}/${key}`;
    receive(draft, { id, key, at, body: { people: name, tier }, cause: null, depth: 0 });
  }
  return true;
}

interface Latest {
  readonly query: LoyaltyProgram;
  readonly at: Millis;
  readonly made: number;
  readonly isFirst: boolean;
  readonly member: { readonly tier: string | null } | undefined;
}

async function latestOf(tx: Kysely<Schema>, name: string, contact: string): Promise<Latest | undefined> {
  const row = await tx
    .selectFrom("loyalty_list as l")
    .leftJoin("loyalty_member as m", (join) =>
      join.onRef("m.query", "=", "l.query").on("m.contact", "=", contact),
    )
    .select(["l.body", "l.made", "l.first", "l.made_at", "m.contact", "m.tier"])
    .where("l.query", "=", name)
    .executeTakeFirst();
  if (row?.made_at == null) return undefined;
  return {
    query: (row.body as unknown as { readonly query: LoyaltyProgram }).query,
    at: row.made_at,
    made: row.made,
    isFirst: row.made <= row.first,
    member: row.contact === null ? undefined : { tier: row.tier },
  };
}
