import type { LoyaltyProgram } from "@trajet/compiler/program";
import { type Kysely, sql } from "kysely";
import { type LatestList, moveInList } from "../intake/list-move.ts";
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
    const told = await ingest.onContact(
      contact,
      async ({ draft }, tx) => {
        const latest = await latestOf(tx, query, draft.contact.id);
        return latest !== undefined && moveInList(draft, latest);
      },
      at,
    );
    return told === true;
  },
};

async function latestOf(tx: Kysely<Schema>, name: string, contact: string): Promise<LatestList | undefined> {
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
