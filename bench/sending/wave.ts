import type { Rate } from "@trajet/compiler/program";
import { sql } from "kysely";
import { delay, hours, inARow, program, project, send } from "../../test/runtime/store/programs.ts";
import { type BenchStore, type DatabaseName, openBenchStore } from "../store.ts";

const HOUR_MS = 3_600_000;
const T0 = Date.parse("2026-03-02T10:00:00Z");
const ATTEMPT_MS = 20_000;

export interface WaveTimes {
  readonly database: DatabaseName;
  readonly people: number;
  readonly rate: Rate;
  /** Attempts of a run, its start among them. */
  readonly wakes: { readonly mean: number; readonly most: number };
  /** Of the journeys' clock, from the first message to the last. */
  readonly lasted: string;
  /** The most messages that left in any one unit of the rate. */
  readonly mostAtOnce: number;
  /** Real milliseconds of an attempt, its calls among them. */
  readonly attemptMs: number;
}

/** Everybody comes due at one moment before a provider that takes few. The clock stands still, and steps to what is due. */
export async function timeWave(database: DatabaseName, people: number, rate: Rate): Promise<WaveTimes> {
  const journey = program({
    journey: "Wave",
    sendWindow: hours("09:00", "20:00"),
    steps: inARow({ delay: delay(1), "send:Welcome": send() }),
  });
  const published = { ...project(journey), rates: { email: rate } };
  const place = await openBenchStore(database, published);
  try {
    const { store } = place;
    await store.clock.freeze(T0 - HOUR_MS);
    await store.deploy(published);
    await store.gateway.setStatus(journey.journey, "active");
    await store.clock.freeze(T0);
    for (let n = 0; n < people; n++) {
      const fields = { email: `c${n}@bench.example` };
      await store.gateway.putContact({ id: `c${n}`, imported: false, fields });
    }
    const served = await serve(place);
    process.stderr.write(`${database}: the wave is over\n`);
    return { database, people, rate, ...served, ...(await tell(place, rate)) };
  } finally {
    await place.close();
  }
}

async function serve({ store, engine }: BenchStore) {
  const wakes = new Map<string, number>();
  let spent = 0;
  const attempt = async (run: string): Promise<void> => {
    wakes.set(run, (wakes.get(run) ?? 0) + 1);
    const began = performance.now();
    await engine.advance(run, { deadline: Date.now() + ATTEMPT_MS, local: true });
    spent += performance.now() - began;
  };
  for (let taken = await engine.takeWakes(100); taken.length > 0; taken = await engine.takeWakes(100)) {
    for (const { runId } of taken) await attempt(runId);
    await engine.woken(taken.map(({ outboxId }) => outboxId));
  }
  for (;;) {
    const { rows } = await sql<{ id: string; due: number }>`
      select id, due_at as due from run where state = 'alive' and due_at = (
        select min(due_at) from run where state = 'alive')`.execute(store.db);
    const [first] = rows;
    if (first === undefined) break;
    await store.clock.freeze(Math.max(first.due, await store.clock.now()));
    for (const { id } of rows) await attempt(id);
  }
  const counts = [...wakes.values()];
  const all = counts.reduce((sum, count) => sum + count, 0);
  return {
    wakes: { mean: Math.round((all / counts.length) * 100) / 100, most: Math.max(...counts) },
    attemptMs: Math.round((spent / all) * 100) / 100,
  };
}

async function tell({ store }: BenchStore, { per }: Rate) {
  const { rows } = await sql<{ lasted: string; most: number }>`
    select (max(at) - min(at))::text as lasted, (select max(n)::int from (
      select count(*) as n from effect group by date_trunc(${per}, at)) units) as most
    from effect`.execute(store.db);
  return { lasted: rows[0]?.lasted ?? "", mostAtOnce: rows[0]?.most ?? 0 };
}
