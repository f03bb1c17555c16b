import type { Moment } from "../columns.ts";

/** As whom a contact was known before it was merged into `contact`. */
export interface ContactAliasTable {
  id: string;
  contact: string;
  /** Addresses that `contact` did not take over. */
  email: string | null;
  phone: string | null;
  merged_at: Moment;
}
