import { parseArgs } from "node:util";
import { caseOf, compareSeed, letterOf } from "./random.ts";

/* `node test/reference/run.ts --seeds 100000 [--from N]`: that many seeds on engine and reference. */

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "2000" },
    from: { type: "string", default: "1" },
    /** Goes on behind so many that differ. */
    failures: { type: "string", default: "1" },
  },
});
const [seeds, from, most] = [Number(values.seeds), Number(values.from), Number(values.failures)];
if (![seeds, from, most].every((given) => Number.isSafeInteger(given) && given > 0)) {
  process.stderr.write("--seeds, --from and --failures take whole numbers from 1 on\n");
  process.exit(2);
}

const count = { seeds: 0, journeys: 0, runs: 0, lines: 0, notClean: 0, different: 0 };
const began = performance.now();

function progress(): string {
  const seconds = (performance.now() - began) / 1_000;
  const rate = (of: number): string => (of / seconds).toFixed(0);
  return `${count.seeds} of ${seeds} seeds, ${rate(count.seeds)} seeds/s, ${rate(count.journeys)} journeys/s, ${rate(count.runs)} runs/s, ${count.different} different`;
}

for (let seed = from; seed < from + seeds && count.different < most; seed += 1) {
  const comparison = attempt(seed);
  count.seeds += 1;
  count.journeys += caseOf(seed).project.journeys.length;
  if (comparison === undefined || comparison.kind === "different") {
    count.different += 1;
    process.stdout.write(`${letterOf(seed) ?? `Seed ${seed} failed once, and not again.`}\n`);
  } else if (comparison.kind === "not clean") {
    count.notClean += 1;
    process.stderr.write(`seed ${seed} does not check: ${comparison.errors[0]}\n`);
  } else {
    count.runs += comparison.runs;
    count.lines += comparison.lines;
  }
  if (count.seeds % 1_000 === 0) process.stderr.write(`${progress()}\n`);
}

/** `undefined` where one side throws. */
function attempt(seed: number) {
  try {
    return compareSeed(seed);
  } catch {
    return undefined;
  }
}

const seconds = Number(((performance.now() - began) / 1_000).toFixed(1));
process.stdout.write(`${JSON.stringify({ from, ...count, seconds })}\n`);
process.exit(count.different > 0 || count.notClean > 0 ? 1 : 0);
