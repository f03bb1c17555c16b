import { FAULTS } from "./faults.ts";
import { plant } from "./plant.ts";

/* `node test/reference/find-fault.ts NUMBER [SEEDS] [FROM]`: plants a fault, and prints as JSON the first seed that finds it. */

const [number = "", seeds = "5000", from = "0"] = process.argv.slice(2);
const fault = FAULTS[Number(number) - 1];
if (fault === undefined) {
  process.stderr.write(`The faults have numbers from 1 to ${FAULTS.length}.\n`);
  process.exit(2);
}
plant(fault);
const { compareSeed, letterOf } = await import("./random.ts");
const found = firstSeed(Number(from), Number(seeds));
process.stdout.write(`${JSON.stringify({ fault: fault.name, seed: found ?? null })}\n`);
if (found !== undefined) process.stderr.write(`${letterOf(found, 20_000) ?? ""}\n`);
process.exit(found === undefined ? 1 : 0);

/** A fault that makes the engine throw is found as well. */
function firstSeed(first: number, count: number): number | undefined {
  for (let seed = first; seed < first + count; seed += 1) {
    try {
      if (compareSeed(seed).kind !== "same") return seed;
    } catch {
      return seed;
    }
  }
  return undefined;
}
