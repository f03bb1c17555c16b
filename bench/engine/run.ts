// The engine's benchmark: runs a second of the real engine beside the empty driver of the same shape, as JSON on stdout.
// And how many actions and events of Temporal's history a run takes. The engine's database is PGlite, or PostgreSQL.
//   node bench/engine/run.ts [--postgres] [--runs 150] [--repeat 3] [--delay 8000]
import { parseArgs } from "node:util";
import { machine, median } from "../machine.ts";
import type { DatabaseName } from "../store.ts";
import { countActions } from "./actions.ts";
import { timeEmpty } from "./empty.ts";
import { openPlace, type Place, type Served } from "./place.ts";
import { openReal, type RealTimes } from "./real.ts";
import { SHAPES, type Shape } from "./shape.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "150" },
    repeat: { type: "string", default: "3" },
    /** Real milliseconds of each delay: longer than one segment of all runs takes. */
    delay: { type: "string", default: "8000" },
    postgres: { type: "boolean", default: false },
  },
});
const runs = Number(values.runs);
const repeat = Number(values.repeat);
const delayMs = Number(values.delay);
const database: DatabaseName = values.postgres ? "postgres" : "pglite";

/** By turns, so that whatever else the machine does meets both alike; the first pair warms up and is not counted. */
async function measure(place: Place, shape: Shape) {
  const empty: Served[] = [];
  const real: RealTimes[] = [];
  const engine = await openReal(place, database, shape);
  try {
    for (let turn = 0; turn <= repeat; turn++) {
      empty.push(await timeEmpty(place, shape, runs, delayMs));
      real.push(await engine.take(runs, delayMs));
      process.stderr.write(`${shape.name}: ${turn === 0 ? "warm-up" : `${turn}/${repeat}`}\n`);
    }
  } finally {
    await engine.close();
  }
  const counted = { empty: empty.slice(1), real: real.slice(1) };
  // Of neighbours in time: a machine that is busy for a while is busy for both.
  const ratioOf = (taken: (served: Served) => number) =>
    rounded(median(counted.real.map((one, turn) => taken(counted.empty[turn] ?? one) / taken(one))));
  return {
    shape: shape.name,
    emptyRunsPerSecond: rounded(runs / median(counted.empty.map(({ seconds }) => seconds))),
    realRunsPerSecond: rounded(runs / median(counted.real.map(({ seconds }) => seconds))),
    ratio: ratioOf(({ seconds }) => seconds),
    // The same by the processor's time, which other work on the machine touches less.
    processorRatio: ratioOf(processorTime),
    processorMsPerRun: { empty: processorOf(counted.empty), real: processorOf(counted.real) },
    contactsIngestedPerSecond: rounded(runs / median(counted.real.map((one) => one.ingestSeconds))),
    historyEvents: counted.real.at(-1)?.historyEvents,
  };
}

function processorTime({ processor }: Served): number {
  return processor.process + processor.temporal + processor.database;
}

/** Milliseconds of the processor that a run took, by where: medians of the turns. */
function processorOf(turns: readonly Served[]) {
  const of = (part: keyof Served["processor"]) =>
    rounded(median(turns.map(({ processor }) => processor[part])) / runs);
  return { process: of("process"), temporal: of("temporal"), database: of("database") };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

// An exit, unlike a signal's death, takes the Temporal server along.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
const place = await openPlace();
try {
  const shapes = [];
  for (const shape of SHAPES) shapes.push(await measure(place, shape));
  const actions = await countActions(place, database);
  const found = { version: 1, bench: "engine", database, runs, repeat, machine: machine(), shapes, actions };
  process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
} finally {
  await place.close();
}
