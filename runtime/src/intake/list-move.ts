import type { LoyaltyProgram } from "@trajet/compiler/program";
import type { Draft } from "../engine/draft.ts";
import type { Millis } from "../engine/facts.ts";
import { receive } from "../engine/react.ts";
import { movesOf, placeAfter } from "../loyalty/places.ts";

/** The latest list of a loyalty query, and where one contact is in it. */
export interface LatestList {
  readonly query: LoyaltyProgram;
  readonly at: Millis;
  /** The how manieth list it is. */
  readonly made: number;
  readonly isFirst: boolean;
  readonly member: { readonly tier: string | null } | undefined;
}

/** Moves a contact to its place in a list that was made anew, with the events of it. Answers whether anybody was told. */
export function moveInList(draft: Draft, { query, at, made, isFirst, member }: LatestList): boolean {
  const { name } = query;
  const before = draft.contact.lists.get(name);
  const after = placeAfter(query, before, member, at);
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
