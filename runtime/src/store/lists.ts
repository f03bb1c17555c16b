import type { CompiledProject, LoyaltyProgram, Program } from "@trajet/compiler/program";
import { hashOf } from "@trajet/compiler/program/hash";
import { sql } from "kysely";
import type { Millis } from "../engine/facts.ts";
import { DEFAULT_AT, lastTime, nextTime } from "../loyalty/list-times.ts";
import { listsAsked, listsIn } from "../loyalty/lists-asked.ts";
import { rankCustomers } from "../loyalty/rank-customers.ts";
import type { Database } from "./database.ts";
import { beginScan } from "./scans.ts";
import { stamp } from "./wire-types.ts";

/** What a row of `loyalty_list` holds of the project. */
interface ListBody {
  readonly query: LoyaltyProgram;
  /** Times of day. */
  readonly at: readonly string[];
}

/** How long a process may take to make a list, in seconds of real time, before another one tries. */
const TAKEN_SECONDS = 600;
const INSERTED_AT_ONCE = 5_000;

/** Keeps the lists about which programs ask. One that is new, or is asked otherwise now, is made at once and tells nobody. */
export async function deployLists(
  tx: Database,
  project: CompiledProject,
  programs: readonly Program[],
  now: Millis,
): Promise<void> {
  const asked = new Set([
    ...programs.flatMap((program) => [...listsAsked(program)]),
    ...project.loyalty.flatMap((query) => [...listsIn(query)]),
  ]);
  const at = project.loyaltyAt ?? DEFAULT_AT;
  const wanted = project.loyalty.filter((query) => asked.has(query.name));
  for (const query of wanted) {
    const body: ListBody = { query, at };
    const hash = hashOf(body);
    await sql`
      insert into loyalty_list (query, audience, hash, body, due_at)
      values (${query.name}, ${query.audience}, ${hash}, ${JSON.stringify(body)}::jsonb, ${stamp(now)})
      on conflict (query) do update set audience = excluded.audience, hash = excluded.hash, body = excluded.body,
        due_at = excluded.due_at, first = loyalty_list.made + 1, taken_until = null
      where loyalty_list.hash <> excluded.hash or loyalty_list.due_at is null
    `.execute(tx);
  }
  // One that the project lacks by now is kept as it is for those who still ask about it.
  await sql`
    update loyalty_list set due_at = null where not query in (
      select jsonb_array_elements_text(${JSON.stringify([...asked])}::jsonb))`.execute(tx);
}

/** Makes one list that is due, if any is. Answers whether it did. */
export async function makeDueList(db: Database, onMade: () => void): Promise<boolean> {
  const { rows } = await sql<{ query: string; body: ListBody; made: number; first: number; now: Millis }>`
    update loyalty_list set taken_until = clock_timestamp() + make_interval(secs => ${TAKEN_SECONDS})
    where query = (
      select query from loyalty_list
      where due_at <= (select trajet_now()) and (taken_until is null or taken_until < clock_timestamp())
      order by due_at, query collate "C" limit 1 for update skip locked
    )
    returning query, body, made, first, trajet_now() as now
  `.execute(db);
  const [row] = rows;
  if (row === undefined) return false;
  const { query, at } = row.body;
  // A list is as of its fixed time, however late it is made; of several that were missed, the last.
  const asOf = row.made < row.first ? row.now : lastTime(at, query.timezone, row.now);
  const result = await rankCustomers(db, query, asOf);
  const members = result.rows.map(({ contact, rank, tier = null }) => ({ contact, rank, tier }));
  await db.transaction().execute(async (tx) => {
    const made = await tx
      .updateTable("loyalty_list")
      .set({
        made: row.made + 1,
        made_at: stamp(asOf),
        due_at: stamp(nextTime(at, query.timezone, row.now)),
        taken_until: null,
      })
      .where("query", "=", row.query)
      .where("made", "=", row.made)
      .executeTakeFirst();
    if (made.numUpdatedRows === 0n) return;
    await tx.deleteFrom("loyalty_member").where("query", "=", row.query).execute();
    for (let from = 0; from < members.length; from += INSERTED_AT_ONCE) {
      const page = members.slice(from, from + INSERTED_AT_ONCE);
      await sql`insert into loyalty_member (query, contact, rank, tier)
        select ${row.query}, x.contact, x.rank, x.tier
        from jsonb_to_recordset(${JSON.stringify(page)}::jsonb) x (contact text, rank integer, tier text)
        join contact c on c.id = x.contact`.execute(tx);
    }
    const body = { kind: "list", query: row.query, audience: query.audience } as const;
    await beginScan(tx, `list:${row.query}:${row.made + 1}`, body, asOf);
  });
  onMade();
  return true;
}
