import { sql } from "kysely";
import type { Store } from "../runtime.ts";

/** Messages by what came of them. */
export interface MailCounts {
  /** Mails. */
  readonly sent: number;
  /** By other channels. */
  readonly others: readonly { readonly channel: string; readonly sent: number }[];
  readonly refused: number;
  /** Taken by a server whose answer never came. */
  readonly unknown: number;
}

/** Counts the project's messages by its journal, where each is said once. */
export async function countMails({ db }: Pick<Store, "db">): Promise<MailCounts> {
  const { rows } = await sql<{ readonly kind: string; readonly channel: string; readonly count: number }>`
    select kind, data->>'channel' as channel, count(*)::int as count from journal
    where kind in ('sent', 'refused', 'failed') and data->>'channel' is not null
    group by kind, channel order by channel
  `.execute(db);
  const sum = (kind: string) =>
    rows.filter((row) => row.kind === kind).reduce((total, { count }) => total + count, 0);
  const sent = rows.filter(({ kind }) => kind === "sent");
  return {
    sent: sent.find(({ channel }) => channel === "email")?.count ?? 0,
    others: sent
      .filter(({ channel }) => channel !== "email")
      .map(({ channel, count }) => ({ channel, sent: count })),
    refused: sum("refused"),
    unknown: sum("failed"),
  };
}
