// The benchmark of holding people back: pausing and resuming a journey in which many wait, and a wave at a low rate. JSON on stdout.
//   node bench/sending/run.ts [--database postgres] [--waiting 100000] [--due 0,100,1000] [--people 1000]
import { parseArgs } from "node:util";
import { machine } from "../machine.ts";
import { databases } from "../store.ts";
import { timePause } from "./pause.ts";
import { timeWave } from "./wave.ts";

const { values } = parseArgs({
  options: {
    /** `postgres` or `pglite`; both unless said. */
    database: { type: "string" },
    waiting: { type: "string", default: "100000" },
    /** People who come due in each of the pauses. */
    due: { type: "string", default: "0,100,1000" },
    /** People of the wave, at one message a second. */
    people: { type: "string", default: "1000" },
  },
});

const pause = [];
const wave = [];
for (const database of databases(values.database)) {
  pause.push(await timePause(database, Number(values.waiting), values.due.split(",").map(Number)));
  wave.push(await timeWave(database, Number(values.people), { max: 1, per: "second" }));
}
process.stdout.write(
  `${JSON.stringify({ version: 1, bench: "sending", machine: machine(), pause, wave }, null, 2)}\n`,
);
