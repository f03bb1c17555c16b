import { type Kysely, sql } from "kysely";
import type { Millis } from "../engine/facts.ts";
import { type Settable, statusRefusal } from "../intake/journey-status.ts";
import { resumptionBy } from "../intake/resumption.ts";
import type { Database } from "./database.ts";
import type { JourneyStatus, StatusChange, StatusOptions } from "./gateway.ts";
import type { ProgramShelf } from "./programs.ts";
import { beginArchive, beginResume, stopRelease } from "./release.ts";
import { arrangeSchedules } from "./schedules.ts";
import type { Schema } from "./schema.ts";
import { stamp } from "./wire-types.ts";

/**
 * Changes a journey's status: one row. `active` from a draft counts what happens from now on; from a pause it also notes what
 * becomes of those who came due, who are then woken page by page. A journey with people inside is archived only if that is
 * said, and they leave.
 */
export async function setStatus(
  db: Database,
  shelf: ProgramShelf,
  name: string,
  status: Settable,
  now: Millis,
  { inside = "refuse" }: StatusOptions = {},
): Promise<StatusChange> {
  return db.transaction().execute(async (tx) => {
    const journey = await tx
      .selectFrom("journey")
      .selectAll()
      .where("name", "=", name)
      .forUpdate()
      .executeTakeFirst();
    if (journey === undefined) return { refused: `there is no journey ${name}` };
    const from = journey.status as JourneyStatus;
    if (from === status) return { changed: false };
    const refused = statusRefusal(name, from, status);
    if (refused !== null) return { refused };
    if (status === "archived" && inside === "refuse" && (await isInhabited(tx, name))) {
      return {
        refused: `people are inside journey ${name}: wait until they have left, or archive it with inside=exit, and they leave now`,
      };
    }
    await tx
      .updateTable("journey")
      .set({
        status,
        paused_at: status === "paused" ? stamp(now) : null,
        ...(journey.activated_at === null && status === "active" && { activated_at: stamp(now) }),
      })
      .where("name", "=", name)
      .execute();
    await follow(
      tx,
      shelf,
      { name, from, status, program: journey.program, pausedAt: journey.paused_at },
      now,
    );
    return { changed: true };
  });
}

async function isInhabited(tx: Kysely<Schema>, journey: string): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`
    select exists (select from run where journey = ${journey} and state = 'alive') as "any"`.execute(tx);
  return rows[0]?.any === true;
}

interface Change {
  readonly name: string;
  readonly from: JourneyStatus;
  readonly status: Settable;
  readonly program: string;
  readonly pausedAt: Millis | null;
}

/** What goes with a change of status, in its transaction. */
async function follow(tx: Kysely<Schema>, shelf: ProgramShelf, change: Change, now: Millis): Promise<void> {
  const { name, status } = change;
  switch (status) {
    case "paused":
      return stopRelease(tx, name);
    case "archived":
      return beginArchive(tx, name, now);
    case "active": {
      await shelf.fetch(tx, [change.program]);
      const loaded = shelf.get(change.program);
      // What the calendar called for before, or during a pause, is not caught up.
      await arrangeSchedules(tx, loaded.program, now, now);
      if (change.from === "paused")
        await beginResume(tx, name, resumptionBy(loaded, change.pausedAt ?? now, now));
      return;
    }
    default:
      return status satisfies never;
  }
}

/** The journey was resumed while an attempt, which had read that it is paused, was about to hold a run. */
class NotPausedAnyMore extends Error {
  /** As a serialization failure: what was read is old, and is read again. */
  readonly code = "40001";
}

/**
 * Makes sure that a run which is about to be held for a pause is not forgotten by its end: whoever resumes the journey waits
 * for this transaction, or this one finds out, and decides anew.
 */
export async function insistOnPause(tx: Kysely<Schema>, journey: string): Promise<void> {
  const { rows } = await sql<{ status: string }>`
    select status from journey where name = ${journey} for share`.execute(tx);
  if (rows[0]?.status !== "paused") throw new NotPausedAnyMore(`journey ${journey} was resumed meanwhile`);
}
