/** Who the most loyal customers are. */

export { rankCustomers } from "./rank-customers.ts";
export { needsNotRanked } from "./ranked-query.ts";
export type { LoyaltyResult, LoyaltyRow, MoneyText } from "./result.ts";
