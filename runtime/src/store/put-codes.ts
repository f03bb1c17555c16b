import { codeRefusal } from "../intake/code-refusal.ts";
import { addCodes, type CodeInput } from "./coupons.ts";
import type { StockResult } from "./gateway.ts";
import type { Ingest } from "./ingest.ts";

/** Takes codes in, those of coupons that the project declares with a pool. */
export async function putCodes(
  ingest: Ingest,
  inputs: readonly CodeInput[],
): Promise<readonly StockResult[]> {
  const refusals = inputs.map(({ coupon }) => codeRefusal(ingest.project(), coupon));
  const accepted = inputs.filter((_, index) => refusals[index] === null);
  const added = await addCodes(ingest.db, accepted, await ingest.now());
  let next = 0;
  return refusals.map((reason) => {
    if (reason !== null) return { result: "rejected", reason };
    return { result: added[next++] === true ? "written" : "unchanged" };
  });
}
