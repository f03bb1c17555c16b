import { sql } from "kysely";
import type { Database } from "../database.ts";

/** How many went which way, as far as it is written down. */
export interface Flow {
  /** Runs that ended at a step before they came to its end, by the step. */
  readonly ended: { readonly [step: string]: number };
  /** Runs of each version of the journey that are under way, by its hash. */
  readonly versions: { readonly [program: string]: number };
}

export async function journeyFlow(db: Database, journey: string): Promise<Flow> {
  const { rows } = await sql<Flow>`select
    (select coalesce(jsonb_object_agg(step, n), '{}') from (
      select step, count(*) as n from run where journey = ${journey} and state = 'exited' and step is not null group by step
    ) one) as ended,
    (select coalesce(jsonb_object_agg(program, n), '{}') from (
      select program, count(*) as n from run where journey = ${journey} and state = 'alive' group by program
    ) one) as versions`.execute(db);
  return rows[0] ?? { ended: {}, versions: {} };
}
