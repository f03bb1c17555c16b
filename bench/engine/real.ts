import { project } from "../../test/runtime/store/programs.ts";
import { type DatabaseName, openBenchStore } from "../store.ts";
import { type Place, timeRuns } from "./place.ts";
import type { Shape } from "./shape.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface RealTimes {
  /** From the relay's start to the last run's end, delays left out. */
  readonly seconds: number;
  /** Writing the contacts, whose sign-ups put the runs into the database, before that. */
  readonly ingestSeconds: number;
  /** Events in the history of one of the runs. */
  readonly historyEvents: number;
}

/** The real engine on a database of its own. Mails are rendered and journalled; the call answers at once. */
export async function timeReal(
  place: Place,
  database: DatabaseName,
  shape: Shape,
  runs: number,
  delayMs: number,
): Promise<RealTimes> {
  const published = project(shape.program);
  const { store, engine: host, close } = await openBenchStore(database, published);
  try {
    // Everybody enters at one moment of the journeys' clock, an hour after the journey was activated.
    const entry = Date.now();
    await store.clock.freeze(entry - HOUR_MS);
    await store.deploy(published);
    await store.gateway.setStatus(shape.program.journey, "active");
    await store.clock.freeze(entry);
    const began = performance.now();
    for (let n = 0; n < runs; n++) {
      await store.gateway.putContact({
        id: `c${n}`,
        imported: false,
        fields: { email: `c${n}@bench.example` },
      });
    }
    const ingestSeconds = (performance.now() - began) / 1000;
    const waiting = await store.db.selectFrom("outbox").select("run").execute();
    if (waiting.length !== runs) throw new Error(`${waiting.length} of ${runs} runs wait to be woken.`);
    const begin = () => store.clock.start(DAY_MS / delayMs);
    const seconds = await timeRuns(place, { host, begin, runs, delays: shape.delays, delayMs });
    const run = await store.db.selectFrom("run").select("id").limit(1).executeTakeFirstOrThrow();
    const { historyLength } = await place.client.workflow.getHandle(run.id).describe();
    return { seconds, ingestSeconds, historyEvents: historyLength };
  } finally {
    await close();
  }
}
