import type { Block, SplitArm, Step } from "@trajet/grammar";

/**
 * Of the people who come to the outermost split, how many percent come to each arm of the splits within: written at an
 * inner arm, where the percentages of two splits have to be multiplied.
 */
export function innerShares(steps: readonly Step[], visit: (arm: SplitArm, percent: number) => void): void {
  walk(steps, 100, false, visit);
}

function walk(
  steps: readonly Step[],
  share: number,
  isInner: boolean,
  visit: (arm: SplitArm, percent: number) => void,
): void {
  for (const step of steps) {
    if (step.kind !== "Split") {
      // Behind a condition nobody knows how many there are: what is counted begins anew.
      for (const block of blocksOf(step)) walk(block.steps, 100, false, visit);
      continue;
    }
    for (const arm of step.arms) {
      const percent = (share * Number(arm.share.text)) / 100;
      if (isInner) visit(arm, percent);
      walk(arm.body?.steps ?? [], percent, true, visit);
    }
  }
}

function blocksOf(step: Step): readonly Block[] {
  const own = (): readonly (Block | undefined)[] => {
    switch (step.kind) {
      case "If":
        return [...step.branches.map(({ body }) => body), step.else];
      case "Match":
        return [...step.cases.map(({ body }) => body), step.else];
      case "Wait":
        return step.arms?.map(({ body }) => body) ?? [];
      case "Repeat":
        return [step.body];
      default:
        return [];
    }
  };
  return [...own(), step.otherwise].filter((block) => block !== undefined);
}
