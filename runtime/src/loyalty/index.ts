/** Who the most loyal customers are. */

export type { AskedQuery } from "./asked-query.ts";
export { type Board, createBoard } from "./board.ts";
export { NoCursor, readCursor } from "./cursor.ts";
export type { ListSending } from "./draw-up-sending.ts";
export type { Explained, ExplainedOrder } from "./explain.ts";
export { type RankOptions, rankCustomers } from "./rank-customers.ts";
export type { LoyaltyResult, LoyaltyRow, MoneyText } from "./result.ts";
export { RebuildUnderWay, type Rebuilt } from "./rollups/rebuild.ts";
export type { RollupsView } from "./rollups/view.ts";
export type { SentPage } from "./send-to-list.ts";
