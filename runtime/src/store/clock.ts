import { sql } from "kysely";
import type { Millis } from "../engine/facts.ts";
import type { Database } from "./database.ts";
import { stamp } from "./wire-types.ts";

/** The clock by which all journeys go: one row, read by `trajet_now()` in every transaction. */
export interface DatabaseClock {
  readonly now: () => Promise<Millis>;
  /**
   * Lets the clock run with `factor` virtual milliseconds in a real one. It goes on where it was last known to be, so
   * time does not pass while nothing runs; it never goes back behind a moment that is recorded. A factor of 1 follows the
   * real time of the machine.
   */
  readonly start: (factor: number) => Promise<void>;
  /** Follows the real time of the machine, as `start(1)` does. Where it does so already, nothing is changed. */
  readonly followReal: () => Promise<void>;
  /**
   * Moves a sped-up clock on by so many of its milliseconds, and not past a moment; from then on it moves by this alone.
   * Timers are still reckoned by its factor. Answers where it stands.
   */
  readonly advance: (by: Millis, ceiling?: Millis) => Promise<Millis>;
  /** Notes where the clock is, for a start after the process ended without a word. */
  readonly keep: () => Promise<void>;
  /** Stops the clock, at `at` if given. For tests. */
  readonly freeze: (at?: Millis) => Promise<void>;
  /**
   * Puts the clock to a moment and stops it there, the machine's time included: what is to be tried again in five minutes
   * comes five minutes of this clock later. Whoever steps it brings to work what has fallen due.
   */
  readonly step: (at: Millis) => Promise<void>;
}

export function createClock(db: Database): DatabaseClock {
  const start = async (factor: number): Promise<void> => {
    // Real time is followed where the machine's clock is ahead; a sped-up clock goes on where it was.
    const from = factor === 1 ? sql`clock_timestamp()` : sql`clock.at`;
    await sql`update clock set at = date_trunc('milliseconds', greatest(${from}, ${latest})),
      real_at = clock_timestamp(), factor = ${factor}, frozen = false, stepped = false`.execute(db);
  };
  return {
    async now() {
      const { rows } = await sql<{ now: Millis }>`select trajet_now() as now`.execute(db);
      return rows[0]?.now ?? 0;
    },
    start,
    async followReal() {
      const row = await db.selectFrom("clock").select(["factor", "frozen"]).executeTakeFirst();
      if (row?.factor !== 1 || row.frozen) await start(1);
    },
    async advance(by, ceiling) {
      const wanted = sql`trajet_now() + make_interval(secs => ${by / 1000})`;
      const to = ceiling === undefined ? wanted : sql`least(${wanted}, ${stamp(ceiling)}::timestamptz)`;
      const { rows } = await sql<{
        at: Millis;
      }>`update clock set at = greatest(trajet_now(), ${to}), frozen = true
        returning at`.execute(db);
      return rows[0]?.at ?? 0;
    },
    async keep() {
      await sql`update clock set at = trajet_now(), real_at = clock_timestamp() where not frozen and factor <> 1`.execute(
        db,
      );
    },
    async freeze(at) {
      await sql`update clock set at = coalesce(${at === undefined ? null : stamp(at)}::timestamptz, trajet_now()),
        frozen = true`.execute(db);
    },
    async step(at) {
      await sql`update clock set at = ${stamp(at)}::timestamptz, factor = 1, frozen = true, stepped = true`.execute(
        db,
      );
    },
  };
}

/** The latest moment that anything in the database was recorded at. */
const latest = sql`(select greatest(
  (select max(received_at) from event), (select max(at) from effect), (select max(created_at) from program),
  (select max(at) from run), (select max(at) from journal)))`;
