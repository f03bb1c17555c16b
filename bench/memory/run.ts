// The benchmark of a worker's memory: many runs, one after the other, on PGlite without Temporal. JSON on stdout.
//   node bench/memory/run.ts [--runs 50000] [--every 5000]
import { parseArgs } from "node:util";
import { machine } from "../machine.ts";
import { sampleMemory } from "./samples.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "50000" },
    /** Runs between two looks at the memory. */
    every: { type: "string", default: "5000" },
  },
});

const found = await sampleMemory(Number(values.runs), Number(values.every));
process.stdout.write(
  `${JSON.stringify({ version: 1, bench: "memory", machine: machine(), ...found }, null, 2)}\n`,
);
