import { sql } from "kysely";
import type { Millis } from "../engine/facts.ts";
import type { VirtualHost } from "../simulator/virtual-host.ts";
import type { Database } from "../store/database.ts";
import { stamp } from "../store/wire-types.ts";

/** Writes an event into a contact's history, and nothing follows from it. */
export async function writePast(
  db: Database,
  contact: string,
  { id, key, at, body }: Parameters<VirtualHost["putPast"]>[1],
  now: Millis,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ seq: number }>`
      update contact set seq = seq + 1 where id = ${contact} returning seq`.execute(tx);
    const [row] = rows;
    if (row === undefined) throw new Error(`there is no contact ${contact}`);
    await sql`insert into event (id, contact, seq, key, at, received_at, body)
      values (${id}, ${contact}, ${row.seq}, ${key}, ${stamp(at)}, ${stamp(now)}, ${JSON.stringify(body)}::jsonb)`.execute(
      tx,
    );
  });
}
