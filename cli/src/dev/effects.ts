import type { Store } from "../runtime.ts";

/** Mails by what came of them. */
export interface MailCounts {
  readonly sent: number;
  readonly refused: number;
  /** Taken by a mail server whose answer never came. */
  readonly unknown: number;
  /** On their way. */
  readonly under: number;
}

/** Counts the project's mails. */
export async function countMails({ db }: Pick<Store, "db">): Promise<MailCounts> {
  const rows = await db
    .selectFrom("effect")
    .select(({ fn }) => ["state", fn.countAll<number>().as("count")])
    .where("channel", "=", "email")
    .groupBy("state")
    .execute();
  const of = (state: string) => Number(rows.find((row) => row.state === state)?.count ?? 0);
  return { sent: of("done"), refused: of("refused"), unknown: of("unknown"), under: of("intent") };
}
