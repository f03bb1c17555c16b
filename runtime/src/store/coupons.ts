import { type Kysely, sql } from "kysely";
import type { Run } from "../engine/run.ts";
import type { Database } from "./database.ts";
import type { Schema } from "./schema.ts";
import { stamp } from "./wire-types.ts";

export interface CodeInput {
  readonly coupon: string;
  readonly code: string;
}

/** A pool, and how much of it is left. */
export interface Pool {
  readonly coupon: string;
  readonly codes: number;
  readonly left: number;
}

/**
 * Takes the pool's first code that nobody has, for the step at which a run stands, in the transaction that takes the step:
 * both are there afterwards, or neither. `null` is an empty pool.
 */
export async function takeCode(
  tx: Kysely<Schema>,
  contact: string,
  run: Run,
  coupon: string,
  now: number,
): Promise<string | null> {
  const step = run.step ?? "";
  const take = async (wait: boolean): Promise<string | undefined> => {
    const { rows } = await sql<{ code: string }>`
      update coupon_code set contact = ${contact}, run = ${run.id}, step = ${step},
        visit = ${run.visits[step] ?? 0}, given_at = ${stamp(now)}
      where (coupon, code) = (
        select coupon, code from coupon_code where coupon = ${coupon} and run is null
        order by id limit 1 for update ${wait ? sql.raw("") : sql.raw("skip locked")}
      )
      returning code
    `.execute(tx);
    return rows[0]?.code;
  };
  for (;;) {
    const code = (await take(false)) ?? (await take(true));
    if (code !== undefined) return code;
    if (!(await hasFree(tx, coupon))) return null;
  }
}

/** Others held all codes that were left when we looked, and one of them may have let go of its code meanwhile. */
async function hasFree(tx: Kysely<Schema>, coupon: string): Promise<boolean> {
  const { rows } =
    await sql`select from coupon_code where coupon = ${coupon} and run is null limit 1`.execute(tx);
  return rows.length > 0;
}

/** Adds codes to their pools. Answers of each whether it is new; one that is there stays as it is, given or not. */
export async function addCodes(
  db: Database,
  inputs: readonly CodeInput[],
  now: number,
): Promise<readonly boolean[]> {
  const { rows } = await sql<CodeInput>`
    insert into coupon_code (coupon, code, added_at)
    select one->>'coupon', one->>'code', ${stamp(now)}::timestamptz
    from jsonb_array_elements(${JSON.stringify(inputs)}::jsonb) with ordinality as x (one, nth) order by nth
    on conflict do nothing returning coupon, code
  `.execute(db);
  const added = new Set(rows.map(keyOf));
  // Of a code that stands twice in a batch the first is the new one.
  return inputs.map((input) => added.delete(keyOf(input)));
}

const keyOf = ({ coupon, code }: CodeInput): string => JSON.stringify([coupon, code]);

export async function listPools(db: Database): Promise<Pool[]> {
  const { rows } = await sql<Pool>`
    select coupon, count(*)::int as codes, count(*) filter (where run is null)::int as "left"
    from coupon_code group by coupon order by coupon
  `.execute(db);
  return rows;
}
