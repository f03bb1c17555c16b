import type { Effect, Run } from "./run.ts";

/** A sending's name, whoever asks: run, step and visit. */
export const sendingOf = (run: string, { step, visit }: Pick<Effect, "step" | "visit">): string =>
  `${run}/${step}/${visit}`;

/** The mail at which a run stands, as long as it is not known what becomes of it. */
export function mailUnderWay({ id, effect }: Pick<Run, "id" | "effect">): string | null {
  if (effect?.request.kind !== "email") return null;
  return effect.state === "intent" || effect.state === "retry" ? sendingOf(id, effect) : null;
}
