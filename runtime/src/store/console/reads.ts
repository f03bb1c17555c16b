import type { Database } from "../database.ts";
import { type Flow, journeyFlow } from "./journey-flow.ts";
import { type JourneyMessage, journeyMessages } from "./journey-messages.ts";
import { type OrderTrend, orderTrends, type TrendQuery } from "./order-trends.ts";
import { type ContactOrder, ordersOf } from "./orders-of.ts";
import { type FoundContact, searchContacts } from "./search-contacts.ts";

/** What only the pages of the console ask of the database. Nothing of it changes anything. */
export interface ConsoleReads {
  /** By the beginning of an id, an e-mail address or a name, in small letters or large; the newest without a text. */
  readonly contacts: (text: string, limit: number) => Promise<readonly FoundContact[]>;
  /** The latest first. */
  readonly orders: (contact: string, limit: number) => Promise<readonly ContactOrder[]>;
  readonly messages: (journey: string) => Promise<readonly JourneyMessage[]>;
  readonly flow: (journey: string) => Promise<Flow>;
  readonly trends: (query: TrendQuery) => Promise<readonly OrderTrend[]>;
}

export function createConsoleReads(db: Database): ConsoleReads {
  return {
    contacts: (text, limit) => searchContacts(db, text, limit),
    orders: (contact, limit) => ordersOf(db, contact, limit),
    messages: (journey) => journeyMessages(db, journey),
    flow: (journey) => journeyFlow(db, journey),
    trends: (query) => orderTrends(db, query),
  };
}
