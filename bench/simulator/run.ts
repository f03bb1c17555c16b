// The benchmark of the simulator: people who go through a journey of eight steps, each played alone, as `trajet simulate` plays
// them. JSON on stdout.
//   node bench/simulator/run.ts [--people 1000000] [--every 100000]

import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { createTally, play, publish } from "@trajet/runtime/simulation";
import { machine } from "../machine.ts";
import { END, people, START, seriesOfEight } from "./people.ts";

const { values } = parseArgs({
  options: {
    people: { type: "string", default: "1000000" },
    /** People between two looks at the memory. */
    every: { type: "string", default: "100000" },
  },
});
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const published = publish(seriesOfEight(), START);
const tally = createTally();
const options = {
  published,
  journeys: ["Series"],
  from: START,
  to: END,
  onRejected: (_: unknown, reason: string) => {
    throw new Error(reason);
  },
  ears: { onEntry: tally.onEntry, onMove: tally.onMove },
};

let played = 0;
const samples: {
  readonly people: number;
  readonly heapMiB: number;
  readonly rssMiB: number;
  readonly runsPerSecondOfCpu: number;
}[] = [];
let since = process.cpuUsage();
const begun = performance.now();
const all = process.cpuUsage();
for (const person of people(Number(values.people))) {
  tally.count(play([person], options).runs());
  tally.forget();
  played += 1;
  if (played % Number(values.every) === 0) sample();
}
const { user, system } = process.cpuUsage(all);

function sample(): void {
  const spent = process.cpuUsage(since);
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  const toMiB = (bytes: number): number => Math.round(bytes / 2 ** 20);
  samples.push({
    people: played,
    heapMiB: toMiB(heapUsed),
    rssMiB: toMiB(rss),
    runsPerSecondOfCpu: Math.round((Number(values.every) / (spent.user + spent.system)) * 1e6),
  });
  since = process.cpuUsage();
}

const seconds = (user + system) / 1e6;
const found = {
  people: played,
  steps: Object.keys(published.project.journeys[0]?.program.steps ?? {}).length,
  outcomes: Object.fromEntries(tally.counts.outcomes),
  runsPerSecondOfCpu: Math.round(played / seconds),
  runsPerSecond: Math.round((played / (performance.now() - begun)) * 1_000),
  samples,
};
process.stdout.write(
  `${JSON.stringify({ version: 1, bench: "simulator", machine: machine(), ...found }, null, 2)}\n`,
);
