import type { Program, Step, StepId } from "../program/types.ts";
import { signatureOf, type WayKey } from "./decision.ts";

/** What a timeline tells of a run, as far as it took a way. */
export interface TakenEntry {
  readonly kind: string;
  readonly step: StepId | null;
  readonly data: { readonly [name: string]: unknown };
}

/**
 * The signature of the path that a run took, from its timeline. Of a run that is still under way, or was ended by an exit
 * rule, it is the beginning of one.
 *
 * @param decides the steps at which the exploration of the journey decides: ways elsewhere lead to no other path
 */
export function pathTaken(
  entries: readonly TakenEntry[],
  program: Pick<Program, "steps">,
  decides: ReadonlySet<StepId>,
): string {
  const taken = entries.flatMap((entry) => {
    const { step: id } = entry;
    const step = id === null ? undefined : program.steps[id];
    if (id === null || step === undefined || !decides.has(id)) return [];
    const way = wayOf(entry, step);
    return way === undefined ? [] : [{ step: id, way }];
  });
  return signatureOf(taken);
}

function wayOf({ kind, data }: TakenEntry, step: Step): WayKey | undefined {
  switch (kind) {
    case "branched":
      return String(data.arm);
    case "split":
      return step.kind === "split" ? String(step.arms.findIndex(({ name }) => name === data.arm)) : undefined;
    case "matched":
      return String(data.arm ?? 0);
    case "timedOut":
      return "timeout";
    case "delayed":
      return data.reason === "passed" ? "passed" : undefined;
    case "refused":
    case "failed":
    case "skipped":
      return "otherwise" in step ? "refused" : undefined;
    default:
      return undefined;
  }
}
