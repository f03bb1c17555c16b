import { project } from "../../test/runtime/store/programs.ts";
import { serverMs } from "../processor.ts";
import { type DatabaseName, openBenchStore } from "../store.ts";
import { type Place, type Served, timeRuns } from "./place.ts";
import type { Shape } from "./shape.ts";

const DAY_MS = 24 * 3_600_000;
/** Days of the journeys' clock for each burst of a turn: one is its delay, and the last burst takes less than one. */
const TURN_DAYS = 2;

export interface RealTimes extends Served {
  /** Writing the contacts, whose sign-ups put the runs into the database, before that. */
  readonly ingestSeconds: number;
  /** Events in the history of one of the runs. */
  readonly historyEvents: number;
}

/** The engine on a database of its own, for turn after turn. */
export interface RealEngine {
  readonly take: (runs: number, delayMs: number) => Promise<RealTimes>;
  readonly close: () => Promise<void>;
}

/**
 * The real engine. Mails are rendered and journalled; the call answers at once. The database stays over all turns, as it does
 * in a process that serves for hours: a new one compiles and plans for its first hundreds of runs.
 */
export async function openReal(place: Place, database: DatabaseName, shape: Shape): Promise<RealEngine> {
  const published = project(shape.program);
  const { store, engine: host, close } = await openBenchStore(database, published);
  const activated = Date.now();
  await store.clock.freeze(activated);
  await store.deploy(published);
  await store.gateway.setStatus(shape.program.journey, "active");
  let turn = 0;

  async function take(runs: number, delayMs: number): Promise<RealTimes> {
    turn += 1;
    // Everybody enters at one moment of the journeys' clock, behind all that the turn before came to.
    await store.clock.freeze(activated + turn * (shape.delays + 1) * TURN_DAYS * DAY_MS);
    const began = performance.now();
    for (let n = 0; n < runs; n++) {
      const id = `t${turn}c${n}`;
      await store.gateway.putContact({ id, imported: false, fields: { email: `${id}@bench.example` } });
    }
    const ingestSeconds = (performance.now() - began) / 1000;
    const waiting = await store.db.selectFrom("outbox").select("run").execute();
    if (waiting.length !== runs) throw new Error(`${waiting.length} of ${runs} runs wait to be woken.`);
    const served = await timeRuns(place, {
      host,
      begin: () => store.clock.start(DAY_MS / delayMs),
      runs,
      delays: shape.delays,
      delayMs,
      databaseMs: () => serverMs(store),
    });
    const { historyLength } = await place.client.workflow.getHandle(waiting[0]?.run ?? "").describe();
    return { ...served, ingestSeconds, historyEvents: historyLength };
  }
  return { take, close };
}
