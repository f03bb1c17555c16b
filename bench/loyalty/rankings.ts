import type { PeriodOf } from "@trajet/compiler/program";
import { sql } from "kysely";
import { rankCustomers } from "../../runtime/src/loyalty/rank-customers.ts";
import type { Database } from "../../runtime/src/store/database.ts";
import { median } from "../machine.ts";
import type { Beside } from "./duckdb/beside.ts";
import { MEASURES, OTHER_PERIODS, PERIODS, plainly, queryOf } from "./queries.ts";

export interface Timing {
  readonly now: number;
  /** Runs of each, after one that warms up. */
  readonly repeat: number;
  readonly say: (text: string) => void;
}

type Measure = (typeof MEASURES)[number];

/** Every measure over every period of the seed's board, beside the plain aggregate and DuckDB. */
export async function timeBoard(db: Database, duck: Beside | undefined, timing: Timing) {
  const { now, repeat, say } = timing;
  const rankings = [];
  for (const measure of MEASURES) {
    for (const [over, period] of Object.entries(PERIODS)) {
      const query = queryOf(measure, period);
      const { total, from, to } = await sameList(db, measure, period, now);
      const warm = await time(() => rankCustomers(db, query, now), repeat);
      const plain = await time(() => plainly(db, measure, from, to), Math.min(repeat, 3));
      rankings.push({
        measure,
        over,
        ranked: total,
        ...warm,
        plainMs: plain.ms,
        timesFaster: rounded(plain.minMs / warm.minMs),
        ...(duck !== undefined && { duckDbMs: rounded(await duck.time(measure, from, to, repeat)) }),
        withBeforeMs: (await time(() => rankCustomers(db, query, now, { before: true }), 1)).ms,
      });
      say(`${measure}, ${over}: ${warm.ms} ms, plainly ${plain.ms} ms`);
    }
  }
  return rankings;
}

/** Periods that are made of several buckets, beside the same from the orders alone. */
export async function timeOthers(db: Database, { now, repeat, say }: Timing) {
  const rankings = [];
  for (const [over, period] of Object.entries(OTHER_PERIODS)) {
    const query = queryOf("total spent", period);
    await sameList(db, "total spent", period, now);
    const warm = await time(() => rankCustomers(db, query, now), repeat);
    await sql`update rollup_state set ready = false`.execute(db);
    const fromOrders = await time(() => rankCustomers(db, query, now), Math.min(repeat, 3));
    await sql`update rollup_state set ready = true`.execute(db);
    rankings.push({ over, ...warm, fromOrdersMs: fromOrders.ms, fromOrdersMinMs: fromOrders.minMs });
    say(`${over}: ${warm.ms} ms, from the orders ${fromOrders.ms} ms`);
  }
  return rankings;
}

/** @throws {Error} the roll-ups and the orders tell two lists */
async function sameList(db: Database, measure: Measure, period: PeriodOf, now: number) {
  const result = await rankCustomers(db, queryOf(measure, period), now);
  const [from, to] = [result.period.from ?? "", result.period.to ?? ""];
  const plain = (await plainly(db, measure, from, to)) as readonly { readonly contact: string }[];
  if (String(plain.map((row) => row.contact)) !== String(result.rows.map((row) => row.contact)))
    throw new Error(`the roll-ups and the orders tell two lists by ${measure} from ${from} to ${to}`);
  return { total: result.total, from, to };
}

async function time(work: () => Promise<unknown>, runs: number): Promise<{ ms: number; minMs: number }> {
  const taken: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const began = performance.now();
    await work();
    if (run > 0) taken.push(performance.now() - began);
  }
  return { ms: rounded(median(taken)), minMs: rounded(Math.min(...taken)) };
}

export const rounded = (value: number): number => Math.round(value * 100) / 100;
