import type { Target } from "../targets.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { type CommandContext, oneOf, type Register, WRONG, wholeNumber } from "./context.ts";
import { formatAsked, onEachChangeOf, toldTargets } from "./over-projects.ts";

const FORMATS = ["pretty", "json", "junit", "github"] as const;

interface Options {
  readonly name?: string;
  readonly format?: string;
  readonly watch?: boolean;
  readonly coverage?: boolean;
  readonly coverageHtml?: string;
  readonly minCoverage?: string;
  readonly update?: boolean;
  readonly jobs?: string;
  readonly on?: string;
  readonly explore?: string;
  readonly paths?: string;
}

/** What is asked of a run, understood. */
interface Wish {
  readonly targets: readonly Target[];
  readonly name: string | undefined;
  readonly format: (typeof FORMATS)[number];
  readonly coverage: boolean;
  readonly coverageHtml: string | undefined;
  readonly minCoverage: number;
  readonly update: boolean;
  readonly jobs: number | undefined;
  readonly onTemporal: boolean;
}

export const registerTest: Register = (program, context) => {
  const { terminal, exit } = context;
  const command = program
    .command("test")
    .description("Run the tests of journeys on a virtual clock.")
    .argument("[paths...]", "projects, or files or folders in them; the project here unless said")
    .option("-t, --name <text>", "only tests with this in their name")
    .option("--watch", "run again whenever a file changes, until Ctrl-C")
    .option("--coverage", "say which steps, branches and starts no test came to")
    .option("--coverage-html <file>", "the same as a page with the maps of the journeys, coloured")
    .option("--min-coverage <percent>", "exit 1 if steps, branches or starts are covered less than this")
    .option("--update", "write the snapshots anew")
    .option("--jobs <number>", "how many threads share the tests of a project; as many as pay unless said")
    .option("--on <where>", "temporal: run them on a Temporal server as well, and compare what happens")
    .option(
      "--explore <journey>",
      "the paths of a journey: what each sends, what is worth a look, which tests take it",
    )
    .option("--paths <number>", "how many paths --explore follows; 500 unless said")
    .option("--format <format>", `${FORMATS.join(", ")}; pretty unless said, github under GitHub Actions`)
    .action(async (paths: readonly string[], options: Options) => {
      const { targets, empty } = toldTargets(paths, command, context);
      if (options.explore !== undefined) {
        const { exploreOf } = await import("../paths/explore.ts");
        return exit(await exploreOf({ ...options, explore: options.explore, targets }, context));
      }
      const wish = wishOf(options, targets, terminal);
      if (options.watch === true) return onEachChangeOf(targets, context, () => runOnce(wish, context));
      exit(empty.length > 0 ? WRONG : await runOnce(wish, context));
    });
};

function wishOf(options: Options, targets: readonly Target[], terminal: Terminal): Wish {
  const { name, update = false, coverageHtml } = options;
  const format = formatAsked(FORMATS, ["json", "junit"], options, terminal);
  const minCoverage = percentOption(options.minCoverage);
  const coverage = options.coverage === true || coverageHtml !== undefined || minCoverage > 0;
  const jobs = jobsOption(options.jobs);
  const onTemporal = options.on !== undefined && oneOf("--on", ["temporal"], options.on) === "temporal";
  return { targets, name, format, coverage, coverageHtml, minCoverage, update, jobs, onTemporal };
}

function percentOption(text: string | undefined): number {
  if (text === undefined) return 0;
  const percent = Number(text.replace(/%$/, ""));
  if (text !== "" && percent >= 0 && percent <= 100) return percent;
  throw new UsageError(`--min-coverage takes a percentage from 0 to 100; "${text}" is none.`);
}

function jobsOption(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const jobs = wholeNumber("--jobs", text);
  if (jobs > 0) return jobs;
  throw new UsageError("--jobs takes a number of threads from 1 on; 0 is none.");
}

/** Runs the tests that are wished for, and says how they went. Gives the exit code. */
async function runOnce(wish: Wish, { terminal, disk }: CommandContext): Promise<number> {
  const began = performance.now();
  const machinery = await machineryFor(wish, terminal);
  try {
    const { selectTests } = await import("../test/select.ts");
    const { runProject } = await import("../test/run.ts");
    const runs = [];
    for (const target of wish.targets) {
      const selected = await selectTests(target, wish.name, disk);
      const keeping = { update: wish.update, writeNew: !terminal.env.CI };
      runs.push(await runProject(selected, { keeping, machinery, jobs: wish.jobs }, disk));
    }
    const { writeTests } = await import("../test/write.ts");
    return await writeTests(runs, wish, terminal, disk, performance.now() - began);
  } finally {
    await machinery?.stop();
  }
}

async function machineryFor({ onTemporal, targets }: Wish, terminal: Terminal) {
  const [target] = targets;
  if (!onTemporal || target === undefined) return undefined;
  const { startOnTemporal } = await import("../test/on-temporal.ts");
  return startOnTemporal(target.folder, terminal);
}
