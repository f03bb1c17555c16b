import type { CompiledLine, CompiledProject, StepId } from "@trajet/compiler/program";

type TakeLine = Extract<CompiledLine, { kind: "take" }>;

/** A split that a run reached and for which the test names no arm it has. */
export interface SplitProblem {
  readonly journey: string;
  readonly step: StepId;
  readonly contact: string;
  readonly arms: readonly string[];
  /** The `take` that was meant for it; none where there is none. */
  readonly take?: TakeLine;
}

/** Decides splits as the test says. */
export interface Takes {
  readonly add: (line: TakeLine) => void;
  readonly choose: (journey: string, contact: string, step: StepId) => number | undefined;
  /** Those that no split has used. */
  readonly left: () => readonly TakeLine[];
  readonly problems: () => readonly SplitProblem[];
}

export function createTakes(project: CompiledProject): Takes {
  const waiting: TakeLine[] = [];
  const taken = new Map<string, number>();
  const problems: SplitProblem[] = [];
  return {
    add: (line) => void waiting.push(line),
    choose(journey, contact, step) {
      const key = JSON.stringify([journey, contact, step]);
      const arms = armsOf(project, journey, step);
      // A person stays in the arm that was taken: a split is sticky.
      const known = taken.get(key);
      if (known !== undefined) return known < 0 ? undefined : known;
      const index = waiting.findIndex(({ person }) => person === null || person === contact);
      const [take] = index < 0 ? [] : waiting.splice(index, 1);
      const arm = take === undefined ? -1 : arms.indexOf(take.arm);
      taken.set(key, arm);
      if (arm >= 0) return arm;
      problems.push({ journey, step, contact, arms, ...(take !== undefined && { take }) });
      return undefined;
    },
    left: () => waiting,
    problems: () => problems,
  };
}

function armsOf({ journeys }: CompiledProject, journey: string, id: StepId): readonly string[] {
  const step = journeys.find(({ program }) => program.journey === journey)?.program.steps[id];
  return step?.kind === "split" ? step.arms.map(({ name }) => name) : [];
}
