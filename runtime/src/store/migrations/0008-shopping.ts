import { type Kysely, sql } from "kysely";

/** What shops tell besides purchases: the states of an order. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table orders
    add column fulfilled_at timestamptz,
    add column shipped_at timestamptz,
    add column cancelled_at timestamptz,
    add column refunded_at timestamptz`,
];
