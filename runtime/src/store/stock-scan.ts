import { sql } from "kysely";
import type { Json } from "../engine/facts.ts";
import { receive } from "../engine/react.ts";
import { backInStock, isHeard } from "../intake/stock.ts";
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
  async visit(ingest, body, at, contact) {
    const event = backInStock(body, at, contact);
    const told = await ingest.onContact(contact, async ({ draft }, tx) => {
      if (!isHeard(draft, event) || (await isKnown(tx, event.id))) return false;
      receive(draft, event);
      return true;
    });
    return told === true;
  },
};
