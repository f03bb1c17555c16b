import { sql } from "kysely";
import type { Database } from "./database.ts";

/** How many people of a journey are where, and how many came by, by step or start. */
export interface StepCounts {
  /** Runs under way that stand at a step. */
  readonly here: { readonly [step: string]: number };
  /** Visits of a step, those of ended runs too; a turn of a loop is a visit. */
  readonly passed: { readonly [step: string]: number };
  /** Runs by the start that let them in. */
  readonly starts: { readonly [start: string]: number };
  readonly finished: number;
}

export async function stepCounts(db: Database, journey: string): Promise<StepCounts> {
  const { rows } = await sql<StepCounts>`select
    (select coalesce(jsonb_object_agg(step, n), '{}') from (
      select step, count(*) as n from run where journey = ${journey} and state = 'alive' and step is not null group by step
    ) one) as here,
    (select coalesce(jsonb_object_agg(step, n), '{}') from (
      select visited as step, sum(n::int) as n from run, jsonb_each_text(visits) as visit (visited, n)
      where journey = ${journey} group by visited
    ) one) as passed,
    (select coalesce(jsonb_object_agg(start, n), '{}') from (
      select data->>'start' as start, count(*) as n from journal
      where journey = ${journey} and kind = 'entered' and data ? 'start' group by 1
    ) one) as starts,
    (select count(*) from run where journey = ${journey} and state = 'finished') as finished`.execute(db);
  return rows[0] ?? { here: {}, passed: {}, starts: {}, finished: 0 };
}
