import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { ConsentStatus } from "../engine/facts.ts";
import { presentId } from "./contact-lookup.ts";
import type { Database } from "./database.ts";
import { insertWakes } from "./save-draft.ts";
import type { Suppression } from "./suppression.ts";
import { withRetries } from "./transact.ts";
import { stamp } from "./wire-types.ts";

/** What becomes of the rows about a person, by table; every table with a column `contact` stands here. */
export const ERASED: Readonly<Record<string, "deleted" | "cleared">> = {
  loyalty_member: "deleted",
  loyalty_recipient: "deleted",
  alarm: "deleted",
  contact_alias: "deleted",
  event: "deleted",
  orders: "deleted",
  shop_customer: "deleted",
  custom_audience_member: "deleted",
  run: "cleared",
  effect: "cleared",
  journal: "cleared",
  coupon_code: "cleared",
  audit: "cleared",
};

/** What is set in the rows that are kept, beside the person's id. A journal's data keeps what names no person. */
const CLEARED: Readonly<Record<string, string>> = {
  run: `entry = jsonb_build_object('kind', 'erased', 'at', 0), remembered = '{}', occurrence = run.id, key = run.id,
    hold = null, stuck = null, goal_until = null, reason = case when state = 'alive' then 'the contact was erased' end,
    ended_at = coalesce(ended_at, trajet_now()), epoch = epoch + 1, due_at = null,
    state = case when state = 'alive' then 'exited' else state end`,
  effect: `request = '{}', provider_ref = null, lease_until = null,
    state = case state when 'intent' then 'unknown' when 'retry' then 'refused' else state end`,
  journal: `data = (select coalesce(jsonb_object_agg(member, value), '{}') from jsonb_each(data) as one (member, value)
    where member in ('name', 'channel', 'arm', 'start', 'by', 'rule', 'late', 'until', 'outcome'))`,
  coupon_code: "",
  // The other contact of a merge is the same person.
  audit: "subject = case when what like '%merge%' then null else subject end",
};

export interface Erased {
  /** Runs that were under way and ended. */
  readonly runs: number;
}

/**
 * Erases a person: ends the runs, deletes what is known, and keeps the journal, the runs and the effects under an id that
 * leads to nobody, without payloads and requests. Addresses stay suppressed by their hashes. A call that is under way
 * ends as it may, and nothing of it is recorded.
 *
 * @returns `undefined` where there is no such contact
 */
export async function eraseContact(
  db: Database,
  suppression: Suppression,
  contactId: string,
): Promise<Erased | undefined> {
  return withRetries(() => db.transaction().execute((tx) => erase(tx, suppression, contactId)));
}

async function erase(tx: Database, suppression: Suppression, named: string): Promise<Erased | undefined> {
  const contact = await tx
    .selectFrom("contact")
    .selectAll()
    .where("id", "=", presentId(named))
    .forUpdate()
    .executeTakeFirst();
  if (contact === undefined) return undefined;
  const { id } = contact;
  await suppression.remember(
    tx,
    contact.fields,
    contact.consent as { readonly [channel: string]: ConsentStatus },
    Date.now(),
  );
  const former = await formerNames(tx, id);
  for (const { email, phone } of former) {
    const addresses = { email, phone };
    await suppression.remember(tx, addresses, await suppression.statusesOf(tx, addresses), Date.now());
  }
  const alive = await tx
    .selectFrom("run")
    .select(["id", "journey", "program", "step"])
    .where("contact", "=", id)
    .where("state", "=", "alive")
    .execute();
  const nobody = await makeNobody(tx);
  await sql`update wait set saw = null from run where wait.run = run.id and run.contact = ${id}`.execute(tx);
  for (const [table, what] of Object.entries(ERASED)) {
    if (what === "deleted") await sql`delete from ${sql.table(table)} where contact = ${id}`.execute(tx);
    else await clear(tx, table, id, nobody);
  }
  await deleteLetters(tx, [id, contact.fields.email, contact.fields.phone, ...former.flatMap(Object.values)]);
  await tx.deleteFrom("contact").where("id", "=", id).execute();
  if (alive.length === 0) return { runs: 0 };
  await sql`insert into journal (contact, journey, run, program, at, kind, step, data)
    select ${nobody}, journey, id, program, trajet_now(), 'exited', step, ${JSON.stringify({ reason: "the contact was erased" })}::jsonb
    from run where contact = ${nobody} and reason = 'the contact was erased'`.execute(tx);
  // Their workflows find that nothing is left to do, and end.
  await insertWakes(tx, alive);
  return { runs: alive.length };
}

/** What the person was called before other contacts were merged into this one. */
async function formerNames(tx: Database, contact: string) {
  return tx
    .selectFrom("contact_alias")
    .select(["id", "email", "phone"])
    .where("contact", "=", contact)
    .execute();
}

/** A contact of which nothing is known, for the rows that are kept. It is of no audience: nothing concerns it any more. */
async function makeNobody(tx: Database): Promise<string> {
  const id = `erased-${randomUUID()}`;
  await tx
    .insertInto("contact")
    .values({
      id,
      audience: "",
      fields: "{}",
      tags: "[]",
      groups: "[]",
      consent: "{}",
      archived: true,
      seq: 0,
      created_at: stamp(Date.now()),
    } as never)
    .execute();
  return id;
}

async function clear(tx: Database, table: string, id: string, nobody: string): Promise<void> {
  const more = CLEARED[table] ?? "";
  const rest = more === "" ? sql`` : sql`, ${sql.raw(more)}`;
  await sql`update ${sql.table(table)} set contact = ${nobody}${rest} where contact = ${id}`.execute(tx);
}

/** What came in about the person and did not fit: whatever has the id or an address in it, anywhere. */
async function deleteLetters(tx: Database, names: readonly unknown[]): Promise<void> {
  for (const name of names) {
    if (typeof name !== "string" || name === "") continue;
    const known = JSON.stringify({ name });
    await sql`delete from dead_letter
      where jsonb_path_exists(body, '$.** ? (@ == $name)', ${known}::jsonb)`.execute(tx);
  }
}
