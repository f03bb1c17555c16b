import type { Trigger } from "@trajet/grammar";
import type { Stop } from "./paths.ts";

/**
 * Whether one of these can happen on a way that came by these stops: a run hears of opens and clicks of what it has sent
 * itself, so where it has sent nothing, nobody can open it.
 */
export function canHappen(triggers: readonly Trigger[], stops: readonly Stop[]): boolean {
  return triggers.some(({ act, negated }) => {
    if (negated || (act.verb !== "open" && act.verb !== "click") || act.message === undefined) return true;
    const { text } = act.message;
    return stops.some(({ place: { step }, way }) => {
      return step?.kind === "Send" && step.message?.text === text && way.how.kind !== "refused";
    });
  });
}
