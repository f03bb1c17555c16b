import type { Journey, Step } from "@trajet/grammar";
import { isMarketing } from "../checks/journeys/send.ts";
import { holdsByConfig } from "../project/holds.ts";
import type { Project } from "./subject.ts";

/** Whether a window or a cap may hold what a step sends. What is transactional leaves at once, and what is skipped is not held. */
export function mayBeHeld(
  step: Extract<Step, { kind: "Send" }>,
  { settings }: Journey,
  { heads, config }: Project,
): boolean {
  const message = heads.messages.get(step.message?.text ?? "");
  if (message === undefined || !isMarketing(message)) return false;
  return (
    holdsByConfig(config, settings) ||
    settings.some((setting) => (setting.kind === "SendWindow" || setting.kind === "Cap") && !setting.orSkip)
  );
}
