import type { SendLimit } from "@trajet/compiler/program";
import type { Kysely } from "kysely";
import type { Millis } from "../engine/facts.ts";
import type { Effect, Run } from "../engine/run.ts";
import type { SentMessage } from "../engine/send-limits.ts";
import type { ProgramShelf } from "./programs.ts";
import type { Schema } from "./schema.ts";
import { stamp } from "./wire-types.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Never shorter than the unit by any calendar: what is read too much is left out when it is counted. */
const LONGEST_MS: Readonly<Record<SendLimit["per"], Millis>> = {
  second: 1_000,
  minute: 60_000,
  hour: DAY_MS,
  day: 2 * DAY_MS,
  week: 8 * DAY_MS,
  month: 32 * DAY_MS,
  year: 367 * DAY_MS,
};

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
    .where("at", ">", stamp(now - Math.max(...limits.map(({ per }) => LONGEST_MS[per]))) as never)
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as Effect["state"] }));
}
