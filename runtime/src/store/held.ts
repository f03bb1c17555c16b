import { sql } from "kysely";
import type { HeldBy } from "../engine/hold.ts";
import type { Database } from "./database.ts";

/** A run that is held, and why. Moments are RFC 3339. */
export interface HeldRun {
  readonly run: string;
  readonly contact: string;
  readonly step: string | null;
  readonly by: HeldBy;
  readonly since: string;
  /** When it is looked at again; `null` where only the end of a pause ends it. */
  readonly until: string | null;
  readonly reason: string;
}

export interface HeldQuery {
  readonly by?: HeldBy;
  /** The run after which the list goes on. */
  readonly after?: string;
  readonly limit: number;
}

/**
 * Those of a journey who are held, who has waited longest first. A `turn` is over in a moment, and who is woken already is
 * held no more.
 */
export async function listHeld(db: Database, journey: string, query: HeldQuery): Promise<HeldRun[]> {
  const { by = null, after = null, limit } = query;
  const { rows } = await sql<HeldRun>`
    select id as run, contact, step, hold->>'by' as "by", hold->>'since' as since, hold->>'until' as until,
      hold->>'reason' as reason
    from run where journey = ${journey} and state = 'alive' and hold is not null and hold->>'by' <> 'turn'
      and (${by}::text is null or hold->>'by' = ${by})
      and (${after}::text is null or (hold->>'since', id) > (select hold->>'since', id from run where id = ${after}))
    order by hold->>'since', id limit ${limit}
  `.execute(db);
  return rows;
}
