import { sql } from "kysely";
import type { Database } from "../database.ts";

/** What became of a message of a journey. */
export interface JourneyMessage {
  readonly message: string;
  readonly channel: string;
  readonly sent: number;
  /** The provider did not take it, or it was taken for known that nobody gets it. */
  readonly refused: number;
  /** It may have arrived, and may not. */
  readonly unknown: number;
  /** On the way just now. */
  readonly underWay: number;
}

export async function journeyMessages(db: Database, journey: string): Promise<readonly JourneyMessage[]> {
  const { rows } = await sql<JourneyMessage>`
    select message, channel,
      count(*) filter (where state = 'done') as sent,
      count(*) filter (where state = 'refused') as refused,
      count(*) filter (where state = 'unknown') as unknown,
      count(*) filter (where state in ('intent', 'retry')) as "underWay"
    from effect where journey = ${journey} and kind in ('email', 'sms', 'message')
    group by message, channel order by message`.execute(db);
  return rows;
}
