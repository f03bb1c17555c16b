import { sql } from "kysely";
import type { Json } from "../engine/facts.ts";
import type { Database } from "./database.ts";

/** Everything that is stored of a person: the rows of each table that has some, as they are. */
export interface ContactExport {
  readonly contact: string;
  /** By table; moments are RFC 3339. */
  readonly data: { readonly [table: string]: readonly { readonly [column: string]: Json }[] };
}

/**
 * Exports a person. The tables are asked of the database itself, so that none that comes later is forgotten: all with a
 * column `contact`, and those that belong to one of the person's runs.
 *
 * @returns `undefined` where there is no such contact
 */
export async function exportContact(db: Database, id: string): Promise<ContactExport | undefined> {
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (tx) => {
      const contact = await rowsOf(tx, "contact", sql`id = ${id}`);
      if (contact.length === 0) return undefined;
      const data: Record<string, ContactExport["data"][string]> = { contact };
      for (const { table, column } of await tablesAbout(tx)) {
        const which =
          column === "contact"
            ? sql`contact = ${id}`
            : sql`run in (select run.id from run where run.contact = ${id})`;
        const rows = await rowsOf(tx, table, which);
        if (rows.length > 0) data[table] = rows;
      }
      return { contact: id, data };
    });
}

async function rowsOf(tx: Database, table: string, which: ReturnType<typeof sql>) {
  const { rows } = await sql<{ row: { [column: string]: Json } }>`
    select to_jsonb(t) as row from ${sql.table(table)} t where ${which}`.execute(tx);
  return rows.map(({ row }) => row);
}

/** Tables with a column `contact`, else with a column `run`, by name. */
export async function tablesAbout(
  db: Database,
): Promise<readonly { readonly table: string; readonly column: "contact" | "run" }[]> {
  const { rows } = await sql<{ table: string; column: "contact" | "run" }>`
    select table_name as "table", min(column_name) as "column" from information_schema.columns
    where table_schema = current_schema() and column_name in ('contact', 'run') group by table_name order by table_name
  `.execute(db);
  return rows;
}
