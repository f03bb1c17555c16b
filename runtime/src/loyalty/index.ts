/** Who the most loyal customers are. */

export { rankCustomers } from "./rank-customers.ts";
export type { LoyaltyResult, LoyaltyRow, MoneyText } from "./result.ts";
