import { sql } from "kysely";
import type { Store } from "../runtime.ts";

/** Mails by what came of them. */
export interface MailCounts {
  readonly sent: number;
  readonly refused: number;
  /** Taken by a mail server whose answer never came. */
  readonly unknown: number;
}

/** Counts the project's mails by its journal, where each is said once. */
export async function countMails({ db }: Pick<Store, "db">): Promise<MailCounts> {
  const { rows } = await sql<{ readonly kind: string; readonly count: number }>`
    select kind, count(*)::int as count from journal
    where kind in ('sent', 'refused', 'failed') and data->>'channel' = 'email' group by kind
  `.execute(db);
  const of = (kind: string) => rows.find((row) => row.kind === kind)?.count ?? 0;
  return { sent: of("sent"), refused: of("refused"), unknown: of("failed") };
}
