import { codeRefusal } from "../intake/code-refusal.ts";
import type { CodeInput, StockResult } from "../store/gateway.ts";
import type { Memory, Pool } from "./memory.ts";

/** Adds codes to the pools of the project's coupons; one that is there stays as it is, given or not. */
export function putCodes(memory: Memory, inputs: readonly CodeInput[]): readonly StockResult[] {
  return inputs.map(({ coupon, code }) => {
    const reason = codeRefusal(memory.published.project, coupon);
    if (reason !== null) return { result: "rejected", reason };
    const pool = poolOf(memory, coupon);
    if (pool.known.has(code)) return { result: "unchanged" };
    pool.known.add(code);
    pool.codes.push(code);
    return { result: "written" };
  });
}

/** The first code that nobody has; `null` where the pool is empty. */
export function takeCode(memory: Memory, coupon: string): string | null {
  const pool = poolOf(memory, coupon);
  const made = memory.endlessPools ? `${coupon}-${pool.given + 1}` : null;
  const code = pool.codes[pool.given] ?? made;
  if (code !== null) pool.given += 1;
  return code;
}

function poolOf({ pools }: Memory, coupon: string): Pool {
  const known = pools.get(coupon);
  if (known !== undefined) return known;
  const pool = { codes: [], known: new Set<string>(), given: 0 };
  pools.set(coupon, pool);
  return pool;
}
