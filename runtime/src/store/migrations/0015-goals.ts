import { type Kysely, sql } from "kysely";

/** Goals stay open after a run has ended: such runs are found by their contact. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `alter table run add column goal_until timestamptz, add column converted_at timestamptz`,
  `create index run_goal on run (contact, goal_until) where goal_until is not null and state <> 'alive'`,
];
