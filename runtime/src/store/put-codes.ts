import { addCodes, type CodeInput } from "./coupons.ts";
import type { StockResult } from "./gateway.ts";
import type { Ingest } from "./ingest.ts";

/** Takes codes in, those of coupons that the project declares with a pool. */
export async function putCodes(
  ingest: Ingest,
  inputs: readonly CodeInput[],
): Promise<readonly StockResult[]> {
  const { coupons } = ingest.project();
  const refusals = inputs.map(({ coupon }) => refusalOf(coupons, coupon));
  const accepted = inputs.filter((_, index) => refusals[index] === null);
  const added = await addCodes(ingest.db, accepted, await ingest.now());
  let next = 0;
  return refusals.map((reason) => {
    if (reason !== null) return { result: "rejected", reason };
    return { result: added[next++] === true ? "written" : "unchanged" };
  });
}

function refusalOf(coupons: Readonly<Record<string, object>>, name: string): string | null {
  const coupon = Object.hasOwn(coupons, name) ? coupons[name] : undefined;
  if (coupon === undefined) return `the project declares no coupon ${JSON.stringify(name)}`;
  return "pool" in coupon ? null : `the coupon ${name} has one code for all, and no pool`;
}
