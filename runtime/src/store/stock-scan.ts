import { sql } from "kysely";
import type { Draft } from "../engine/draft.ts";
import type { Json, PastEvent } from "../engine/facts.ts";
import { receive } from "../engine/react.ts";
import { wouldStart } from "../engine/starts.ts";
import { isKnown } from "./put-event.ts";
import type { ScanKind } from "./scans.ts";

/** A product that is back in stock, for the contacts of the audiences that listen for it. */
export interface StockScan {
  readonly kind: "stock";
  readonly audiences: readonly string[];
  readonly store: string;
  readonly product: { readonly [name: string]: Json };
}

export const stockScan: ScanKind<StockScan> = {
  concerns: ({ audiences }) => sql<boolean>`not archived and audience in (
    select jsonb_array_elements_text(${JSON.stringify(audiences)}::jsonb))`,
  async visit(ingest, { store, product }, at, contact) {
    const id = `stock:${store}:${String(product.sku)}:${at}:${contact}`;
    const told = await ingest.onContact(contact, async ({ draft }, tx) => {
      const event = { id, key: "stock", at, body: { store, product }, cause: null, depth: 0 };
      if (
        !isHeard(draft, { ...event, seq: draft.contact.seq, receivedAt: draft.now }) ||
        (await isKnown(tx, id))
      )
        return false;
      receive(draft, event);
      return true;
    });
    return told === true;
  },
};

/**
 * Whether it matters to the contact: it would start a journey, or one that the contact is in, or might come into, waits
 * for it or asks about it. Of a shop's every product in everybody's past nothing would come but rows.
 */
function isHeard(draft: Draft, event: PastEvent): boolean {
  const inside = draft.runs.map((run) => draft.ports.program(run.program));
  const doors = draft.doors.map(({ loaded }) => loaded);
  return (
    inside.some(({ program }) => event.key in program.watch) ||
    [...inside, ...doors].some(({ reads }) => reads.has(event.key)) ||
    draft.doors.some((door) => wouldStart(draft, door, event))
  );
}
