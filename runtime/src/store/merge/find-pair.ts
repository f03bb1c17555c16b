import { sql } from "kysely";
import { refusalOf } from "../../intake/found.ts";
import { findContact } from "../contact-lookup.ts";
import type { Database } from "../database.ts";
import type { MergeInput } from "./merge-input.ts";
import type { Pair } from "./move-rows.ts";

/** Who is to be merged, by id; or that it is done already, or why it cannot be. */
export type FoundPair = Pair | { readonly done: string } | { readonly reason: string };

export async function findPair(db: Database, input: MergeInput): Promise<FoundPair> {
  const { audience } = input;
  const into = await findContact(db, input.into, audience);
  if (into.found !== "one") return { reason: refusalOf(into, input.into) };
  const from = await findContact(db, input.from, audience);
  if (from.found !== "one") return { reason: refusalOf(from, input.from) };
  const former = [await isFormer(db, input.from, from.id), await isFormer(db, input.into, into.id)];
  if (from.id === into.id) {
    if (former.some(Boolean)) return { done: into.id };
    return { reason: `the same contact is named twice, as ${input.from} and as ${input.into}` };
  }
  // Whoever names it by what it was before means a contact that is none any more.
  if (former[0] === true)
    return {
      reason: `contact ${input.from} was merged into ${from.id} before: merge ${from.id}, if that is meant`,
    };
  if (from.audience !== into.audience)
    return {
      reason: `contact ${from.id} is one of ${from.audience}, ${into.id} one of ${into.audience}: contacts of one audience are merged`,
    };
  return { from: from.id, into: into.id };
}

/** Whether a contact was found by what it was called before a merge. */
async function isFormer(db: Database, named: string, id: string): Promise<boolean> {
  if (named === id) return false;
  const { rows } = await sql`select from contact_alias
    where contact = ${id} and (id = ${named} or lower(email) = ${named.toLowerCase()})`.execute(db);
  return rows.length > 0;
}
