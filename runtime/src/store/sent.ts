import type { Kysely } from "kysely";
import type { Millis } from "../engine/facts.ts";
import type { Effect, Run } from "../engine/run.ts";
import { longestPeriod, type SentMessage } from "../engine/send-limits.ts";
import type { ProgramShelf } from "./programs.ts";
import type { Schema } from "./schema.ts";
import { stamp } from "./wire-types.ts";

/**
 * The marketing messages of a contact that the limits of a run's journey may count: its own of the longest period, over all
 * journeys. Nothing is read for a journey without limits.
 */
export async function sentIn(
  db: Kysely<Schema>,
  contactId: string,
  shelf: ProgramShelf,
  now: Millis,
  run: Run | undefined,
): Promise<readonly SentMessage[]> {
  const limits = run === undefined ? [] : (shelf.get(run.program).program.sendLimits ?? []);
  if (limits.length === 0) return [];
  const rows = await db
    .selectFrom("effect")
    .select(["run", "step", "visit", "journey", "channel", "labels", "state", "at"])
    .where("contact", "=", contactId)
    .where("marketing", "=", true)
    .where("at", ">", stamp(now - longestPeriod(limits)) as never)
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as Effect["state"] }));
}
