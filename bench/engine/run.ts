// The engine's benchmark: runs a second of the real engine beside the empty driver of the same shape, as JSON on stdout.
// And how many actions and events of Temporal's history a run takes. The engine's database is PGlite, or PostgreSQL.
//   node bench/engine/run.ts [--postgres] [--runs 150] [--repeat 3] [--delay 8000]
import { parseArgs } from "node:util";
import { machine, median } from "../machine.ts";
import type { DatabaseName } from "../store.ts";
import { countActions } from "./actions.ts";
import { timeEmpty } from "./empty.ts";
import { openPlace, type Place } from "./place.ts";
import { type RealTimes, timeReal } from "./real.ts";
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
  const empty: number[] = [];
  const real: RealTimes[] = [];
  for (let turn = 0; turn <= repeat; turn++) {
    empty.push(await timeEmpty(place, shape, runs, delayMs));
    real.push(await timeReal(place, database, shape, runs, delayMs));
    process.stderr.write(`${shape.name}: ${turn === 0 ? "warm-up" : `${turn}/${repeat}`}\n`);
  }
  const pairs = real.map((times, turn) => ({ ...times, empty: empty[turn] ?? Number.NaN })).slice(1);
  return {
    shape: shape.name,
    emptyRunsPerSecond: rounded(runs / median(pairs.map((pair) => pair.empty))),
    realRunsPerSecond: rounded(runs / median(pairs.map((pair) => pair.seconds))),
    // Of neighbours in time: a machine that is busy for a while is busy for both.
    ratio: rounded(median(pairs.map((pair) => pair.empty / pair.seconds))),
    contactsIngestedPerSecond: rounded(runs / median(pairs.map((pair) => pair.ingestSeconds))),
    historyEvents: pairs.at(-1)?.historyEvents,
  };
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
