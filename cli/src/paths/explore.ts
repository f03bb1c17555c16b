import { exploreJourney, nearest, pathTaken, USUAL_PATHS } from "@trajet/compiler";
import { CLEAN, type CommandContext, oneOf, PROBLEMS, printJson } from "../commands/context.ts";
import type { Target } from "../targets.ts";
import { type Selected, selectTests } from "../test/select.ts";
import { createProjectWorld } from "../test/world.ts";
import { UsageError } from "../usage-error.ts";
import { tested } from "./explored.ts";
import { explorationPage } from "./page.ts";

export interface Exploring {
  readonly explore: string;
  readonly targets: readonly Target[];
  /** How many paths are followed. */
  readonly paths?: string;
  readonly format?: string;
}

/** Follows the paths of a journey, runs its tests to see which they take, and says so. Gives the exit code. */
export async function exploreOf(
  { explore, targets, paths, format = "pretty" }: Exploring,
  { terminal, disk }: CommandContext,
): Promise<number> {
  const chosen = oneOf("--format", ["pretty", "json"], format);
  const most = mostOf(paths);
  const [target, ...others] = targets;
  if (target === undefined || others.length > 0)
    throw new UsageError(`--explore looks into one project, and ${targets.length} were named.`);
  const selected = await selectTests({ ...target, wanted: [] }, undefined, disk);
  const { checked, errors } = selected;
  const journey = checked.model.symbols.journeys.get(explore);
  if (journey === undefined)
    throw new UsageError(unknownJourney(explore, [...checked.model.symbols.journeys.keys()]));
  if (errors.length > 0) {
    const { writeDiagnostics } = await import("../output/write.ts");
    writeDiagnostics([{ checked, shown: errors }], "pretty", terminal);
    return PROBLEMS;
  }
  const exploration = exploreJourney(checked.model, journey, most);
  const taken = await testsOf(selected, explore, new Set(exploration.decides), disk);
  const explored = tested(exploration, taken);
  if (chosen === "json") printJson(terminal, explored);
  else terminal.out(explorationPage(explored));
  return CLEAN;
}

function mostOf(paths: string | undefined): number {
  if (paths === undefined) return USUAL_PATHS;
  const most = Number(paths);
  if (Number.isInteger(most) && most > 0) return most;
  throw new UsageError(`--paths takes a number of paths; "${paths}" is none.`);
}

function unknownJourney(name: string, all: readonly string[]): string {
  const near = nearest(name, all);
  return `There is no journey ${name}: ${near === undefined ? `there are ${all.join(", ") || "none"}` : `is it ${near}?`}`;
}

/** The names of the tests, by the paths that their runs take to an end. */
async function testsOf(
  { checked, tests }: Selected,
  journey: string,
  decides: ReadonlySet<string>,
  disk: CommandContext["disk"],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { runTest } = await import("@trajet/runtime/testing");
  const taken = new Map<string, Set<string>>();
  const { compiled, project } = checked;
  const program = compiled?.journeys.find((one) => one.program.journey === journey)?.program;
  if (compiled === undefined || program === undefined) return new Map();
  const world = await createProjectWorld(project.folder, { update: false, writeNew: false }, disk);
  for (const test of tests.filter((one) => one.journey === journey)) {
    const { trace, name } = await runTest(test, compiled, world);
    for (const entries of Map.groupBy(trace, ({ run }) => String(run)).values()) {
      if (!entries.some(({ kind }) => kind === "finished" || kind === "exited")) continue;
      const lines = entries.map(({ kind, step, ...data }) => ({
        kind,
        step: typeof step === "string" ? step : null,
        data,
      }));
      const signature = pathTaken(lines, program, decides);
      taken.set(signature, (taken.get(signature) ?? new Set()).add(name));
    }
  }
  return new Map([...taken].map(([signature, names]) => [signature, [...names]]));
}
