import { type RawBuilder, sql } from "kysely";
import type { Database } from "../../store/database.ts";

/** How it stands with the roll-ups. */
export interface RollupsView {
  readonly version: 1;
  /** Whether rankings go by them. */
  readonly ready: boolean;
  /** A rebuild that is under way: what it does, and the share that is done. */
  readonly rebuilding: { readonly step: string | null; readonly done: number } | null;
  /** Whether the last rebuild came to its end. */
  readonly rebuilt: boolean;
}

/** A rebuild that has not been heard of for so long has died. */
const SILENT_SECONDS = 90;

/** Whether a rebuild is under way, over `rollup_state`. */
export const IS_REBUILT: RawBuilder<unknown> = sql`(logging
  and beat_at > clock_timestamp() - make_interval(secs => ${SILENT_SECONDS}))`;

export async function rollupsView(db: Database): Promise<RollupsView> {
  const { rows } = await sql<{ ready: boolean; busy: boolean; step: string | null; done: number }>`
    select ready, ${IS_REBUILT} as busy, step, done from rollup_state`.execute(db);
  const [row] = rows;
  if (row === undefined) return { version: 1, ready: false, rebuilding: null, rebuilt: false };
  const { ready, busy, step, done } = row;
  return { version: 1, ready, rebuilding: busy ? { step, done } : null, rebuilt: !busy && done === 1 };
}
