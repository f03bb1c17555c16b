import type { Effect, Run } from "./run.ts";

export type SendingName = Pick<Effect, "step" | "visit"> & { readonly run: string };

/** A sending's name, whoever asks: run, step and visit. */
export const sendingOf = (run: string, { step, visit }: Pick<Effect, "step" | "visit">): string =>
  `${run}/${step}/${visit}`;

/** Which sending a name stands for; `undefined` for what is no such name. The step of a fragment has slashes of its own. */
export function sendingNamed(name: string): SendingName | undefined {
  const [run = ""] = name.split("/", 1);
  const last = name.lastIndexOf("/");
  const visit = Number(name.slice(last + 1));
  if (!Number.isSafeInteger(visit) || last <= run.length) return undefined;
  return { run, step: name.slice(run.length + 1, last), visit };
}

/** The mail at which a run stands, as long as it is not known what becomes of it. */
export function mailUnderWay({ id, effect }: Pick<Run, "id" | "effect">): string | null {
  if (effect?.request.kind !== "email") return null;
  return effect.state === "intent" || effect.state === "retry" ? sendingOf(id, effect) : null;
}
