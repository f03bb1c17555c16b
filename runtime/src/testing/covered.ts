import type { CompiledProject, Program, Step, StepId } from "@trajet/compiler/program";
import type { SimulatedEntry, SimulatedRun } from "../simulator/virtual-host.ts";

/** What runs have been through, by journey: `step ID`, `branch ID ARM`, `start ID`, `exit ID`. */
export type Covered = { readonly [journey: string]: readonly string[] };

export const stepKey = (step: StepId): string => `step ${step}`;
export const branchKey = (step: StepId, arm: string | number): string => `branch ${step} ${arm}`;
export const startKey = (id: string): string => `start ${id}`;
export const exitKey = (id: string): string => `exit ${id}`;

/** What the runs of a test have been through. */
export function coveredBy(
  project: CompiledProject,
  runs: readonly SimulatedRun[],
  journal: readonly SimulatedEntry[],
): Covered {
  const programs = new Map(project.journeys.map(({ program }) => [program.journey, program]));
  const covered = new Map<string, Set<string>>();
  const note = (journey: string, key: string): void => {
    const known = covered.get(journey) ?? new Set();
    covered.set(journey, known.add(key));
  };
  for (const { journey, visits } of runs)
    for (const [step, times] of Object.entries(visits)) if (times > 0) note(journey, stepKey(step));
  for (const run of runs) noteQuietWays(run, programs.get(run.journey), journal, note);
  for (const entry of journal) {
    const program = programs.get(entry.journey);
    if (program !== undefined) for (const key of keysOf(entry, program)) note(entry.journey, key);
  }
  return Object.fromEntries([...covered].map(([journey, keys]) => [journey, [...keys]]));
}

function keysOf({ kind, step, data, run }: SimulatedEntry, program: Program): readonly string[] {
  if (kind === "entered")
    return [startKey(String(data.start ?? program.starts.find(({ manual }) => manual)?.id))];
  if (kind === "exited" && typeof data.rule === "string") return [exitKey(data.rule)];
  const at = step === null ? undefined : program.steps[step];
  if (step === null || at === undefined || run === "") return [];
  switch (kind) {
    case "branched":
    case "split":
      return [branchKey(step, String(data.arm))];
    case "matched":
      return [branchKey(step, String(data.arm ?? 0))];
    case "timedOut":
      return [branchKey(step, "timeout")];
    case "delayed":
      return at.kind === "delay until"
        ? [branchKey(step, data.reason === "passed" ? "otherwise" : "done")]
        : [];
    case "sent":
    case "called":
    case "added":
    case "removed":
    case "remembered":
      return [branchKey(step, "done")];
    case "refused":
    case "failed":
      return [branchKey(step, "otherwise")];
    default:
      return [];
  }
}

/** A journey that is started leaves no line: what was not refused was done. */
function noteQuietWays(
  { id, journey, visits }: SimulatedRun,
  program: Program | undefined,
  journal: readonly SimulatedEntry[],
  note: (journey: string, key: string) => void,
): void {
  for (const [step, times] of Object.entries(visits)) {
    const kind = program?.steps[step]?.kind;
    if (kind !== "start journey") continue;
    const refused = journal.filter(
      (entry) => entry.run === id && entry.step === step && entry.kind === "refused",
    );
    if (refused.length < times) note(journey, branchKey(step, "done"));
  }
}

/** A way out of a step that a test can take. */
export interface Way {
  readonly key: string;
  readonly arm: string;
}

/** All ways out of a step that branches: its arms, its time-out, `otherwise` and what happens without it. */
export function waysOf(id: StepId, step: Step, whole = false): readonly Way[] {
  const way = (arm: string | number): Way => ({ key: branchKey(id, arm), arm: String(arm) });
  switch (step.kind) {
    case "if":
      return [...step.branches.map((_, index) => way(index)), way("else")];
    case "match":
      return [...step.cases.map((_, index) => way(index)), ...(whole ? [] : [way("else")])];
    case "split":
      return step.arms.map(({ name }) => way(name));
    case "wait": {
      const arms = step.until === undefined ? step.arms.map((_, index) => way(index)) : [way(0)];
      return [...arms, ...(step.limit === null ? [] : [way("timeout")])];
    }
    case "delay until":
      return step.otherwise === null ? [] : [way("done"), way("otherwise")];
    case "send":
    case "call":
    case "give coupon":
    case "add to":
    case "remove from":
    case "start journey":
      return step.otherwise === undefined ? [] : [way("done"), way("otherwise")];
    default:
      return [];
  }
}
