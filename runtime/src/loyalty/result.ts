/** An amount in decimal text with its ISO 4217 currency. */
export interface MoneyText {
  readonly amount: string;
  readonly currency: string;
}

/** A ranked table, in the shape of contracts.md: moments are RFC 3339 with the offset of `timeZone`. */
export interface LoyaltyResult {
  readonly version: 1;
  readonly query: string;
  readonly asOf: string;
  /** Half-open; `null` is without end. */
  readonly period: { readonly from: string | null; readonly to: string | null };
  readonly timeZone: string;
  readonly currency: string;
  /** How many are ranked, before `top` cuts the list. */
  readonly total: number;
  readonly rows: readonly LoyaltyRow[];
  /** Where the next page begins; without it this one was the last. */
  readonly next?: string;
}

export interface LoyaltyRow {
  /** From 1, without gaps: ties are broken by the first order, then by the id. */
  readonly rank: number;
  readonly contact: string;
  readonly email?: string;
  /** What is ranked by: a number, or money. */
  readonly value: number | MoneyText;
  readonly orders: number;
  readonly totalSpent: MoneyText;
  /** Rounded to the currency's coins, halves up; ranked by without rounding. `null` for who has not bought. */
  readonly averageOrderValue: MoneyText | null;
  readonly lastOrderAt: string | null;
  /** Of this very ranking: who keeps a tier by `stay` is known to the list that journeys go by. */
  readonly tier?: string;
  /** In the period before, where that was asked for; `null` for who was not ranked then. */
  readonly before?: { readonly rank: number; readonly value: number | MoneyText } | null;
}
