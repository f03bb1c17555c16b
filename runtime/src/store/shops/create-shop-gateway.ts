import type { Ingest } from "../ingest.ts";
import { noteTaken, wasTaken } from "./calls.ts";
import { contactOf, keepCustomer, ownerOf } from "./customers.ts";
import { putItem, putLevel } from "./items.ts";
import { putRefund } from "./put-refund.ts";
import type { ShopGateway } from "./shop-gateway.ts";

/** What the webhooks of shops ask, of the database. */
export function createShopGateway(ingest: Ingest): ShopGateway {
  const { db } = ingest;
  return {
    wasTaken: (store, call) => wasTaken(db, store, call),
    noteTaken: (store, call) => noteTaken(db, store, call),
    contactOf: (store, customer) => contactOf(db, store, customer),
    keepCustomer: (store, kept, deleted) => keepCustomer(db, store, kept, deleted),
    ownerOf: (store, order) => ownerOf(db, store, order),
    putRefund: (input) => putRefund(ingest, input),
    putItem: (input) => putItem(ingest, input),
    putLevel: (input) => putLevel(ingest, input),
  };
}
