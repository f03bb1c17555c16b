import { sql } from "kysely";
import { delay, inARow, program, project, tag } from "../../test/runtime/store/programs.ts";
import { median } from "../machine.ts";
import { type BenchStore, type DatabaseName, openBenchStore } from "../store.ts";
import { fillWaiting } from "../waiting.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const T0 = Date.parse("2026-03-02T10:00:00Z");
const ATTEMPT_MS = 20_000;

const JOURNEY = program({ journey: "Waiting", steps: inARow({ delay: delay(365), "tag:x": tag("x") }) });

export interface PauseTimes {
  readonly database: DatabaseName;
  /** People who wait in the journey. */
  readonly waiting: number;
  readonly pauseMs: { readonly median: number; readonly most: number };
  /** For so many who came due in the pause. */
  readonly resume: readonly {
    readonly due: number;
    /** The change of status alone. */
    readonly resumeMs: number;
    /** Waking them all, the relay's part left out. */
    readonly releaseMs: number;
    readonly released: number;
  }[];
}

/**
 * Pauses and resumes a journey in which many wait. Each time as many come due as `dues` says, and are held by attempts of
 * their own, as in production.
 */
export async function timePause(
  database: DatabaseName,
  waiting: number,
  dues: readonly number[],
): Promise<PauseTimes> {
  const published = project(JOURNEY);
  const place = await openBenchStore(database, published);
  try {
    const { store } = place;
    await store.clock.freeze(T0);
    await store.deploy(published);
    await store.gateway.setStatus(JOURNEY.journey, "active");
    await fillWaiting(store, {
      journey: JOURNEY.journey,
      step: "delay",
      prefix: "c",
      count: waiting,
      now: T0,
      days: dues.flatMap((due, round) => Array<number>(due).fill(round + 1)),
    });
    const pauses = await warmUp(place);
    const resume: PauseTimes["resume"][number][] = [];
    for (const [round, due] of dues.entries()) {
      pauses.push(await timed(() => store.gateway.setStatus(JOURNEY.journey, "paused")));
      await store.clock.freeze(T0 + (round + 1) * DAY_MS);
      await hold(place);
      resume.push({ due, ...(await timeResume(place)) });
      await leave(place);
      process.stderr.write(`${database}: ${due} came due\n`);
    }
    return {
      database,
      waiting,
      pauseMs: { median: rounded(median(pauses)), most: rounded(Math.max(...pauses)) },
      resume,
    };
  } finally {
    await place.close();
  }
}

/** Pauses in which nobody comes due. The first ones find nothing prepared, and are not counted. */
async function warmUp({ store }: BenchStore): Promise<number[]> {
  const pauses: number[] = [];
  for (let turn = 0; turn < 10; turn++) {
    pauses.push(await timed(() => store.gateway.setStatus(JOURNEY.journey, "paused")));
    await store.gateway.setStatus(JOURNEY.journey, "active");
  }
  return pauses.slice(3);
}

/** What Temporal's timers do: who is due is attempted, and is held. */
async function hold({ store, engine }: BenchStore): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from run where state = 'alive' and due_at <= trajet_now()`.execute(store.db);
  for (const { id } of rows) await engine.advance(id, { deadline: Date.now() + ATTEMPT_MS, local: true });
}

/** Who was woken is out of the way of the next round. */
async function leave({ store }: BenchStore): Promise<void> {
  await sql`update run set state = 'finished', due_at = null, hold = null where hold is not null`.execute(
    store.db,
  );
}

async function timeResume({ store, engine }: BenchStore) {
  const resumeMs = await timed(() => store.gateway.setStatus(JOURNEY.journey, "active"));
  let released = 0;
  let releaseMs = 0;
  for (;;) {
    const began = performance.now();
    const page = await engine.release();
    releaseMs += performance.now() - began;
    released += page.released;
    if (page.released === 0) break;
    const wakes = await engine.takeWakes(1_000);
    await engine.woken(wakes.map(({ outboxId }) => outboxId));
  }
  return { resumeMs: rounded(resumeMs), releaseMs: rounded(releaseMs), released };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const rounded = (ms: number): number => Math.round(ms * 100) / 100;
