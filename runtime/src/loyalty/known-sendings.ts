import { sql } from "kysely";
import type { Millis } from "../engine/facts.ts";
import type { Database } from "../store/database.ts";
import { stamp } from "../store/wire-types.ts";
import { type KeptDraft, titleOf } from "./kept-draft.ts";

/** A sending that was begun, and came to no end. */
export interface UnfinishedSending {
  readonly id: string;
  /** Of the project; null for a mail that somebody wrote. */
  readonly message: string | null;
  /** Of a mail that somebody wrote. */
  readonly subject: string | null;
  /** RFC 3339. */
  readonly begunAt: string;
  readonly total: number;
  readonly left: number;
}

/** Those that were begun and came to no end, the latest first. */
export async function unfinishedSendings(db: Database): Promise<readonly UnfinishedSending[]> {
  const { rows } = await sql<KeptDraft & Omit<UnfinishedSending, "begunAt" | "subject"> & { begun: Millis }>`
    select s.id, s.message, s.args, (extract(epoch from s.begun_at) * 1000)::float8 as begun,
      count(r.place)::int as total, (count(r.place) filter (where r.outcome is null))::int as left
    from loyalty_sending s left join loyalty_recipient r on r.sending = s.id
    where s.begun_at is not null and s.finished_at is null
    group by s.id order by s.begun_at desc limit 20`.execute(db);
  return rows.map(({ id, begun, total, left, ...draft }) => ({
    id,
    ...titleOf(draft),
    begunAt: stamp(begun),
    total,
    left,
  }));
}

/** What a sending is, without what is in it. */
export interface SendingOutline {
  /** Of the project; null for a mail that somebody wrote. */
  readonly message: string | null;
  readonly total: number;
  /** The only one whom it goes to. */
  readonly contact: string | null;
}

/** `undefined` where there is none. */
export async function outlineSending(db: Database, id: string): Promise<SendingOutline | undefined> {
  const { rows } = await sql<KeptDraft & { total: number; contact: string | null }>`
    select s.message, s.args, count(r.place)::int as total,
      case when count(r.place) = 1 then min(r.contact) end as contact
    from loyalty_sending s left join loyalty_recipient r on r.sending = s.id where s.id = ${id}
    group by s.id`.execute(db);
  const [row] = rows;
  return row && { message: titleOf(row).message, total: row.total, contact: row.contact };
}
