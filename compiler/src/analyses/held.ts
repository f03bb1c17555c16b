import type { Journey, Setting, Step } from "@trajet/grammar";
import { isMarketing } from "../model/messages.ts";
import { holdsByConfig, skipsByConfig } from "../project/holds.ts";
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
    holdsByConfig(config, settings) || settings.some((setting) => isRuleOfSending(setting) && !setting.orSkip)
  );
}

/** Whether a window or a cap may drop marketing messages that a journey sends. */
export function mayBeSkipped({ settings }: Journey, { config }: Project): boolean {
  return (
    skipsByConfig(config, settings) || settings.some((setting) => isRuleOfSending(setting) && setting.orSkip)
  );
}

function isRuleOfSending(setting: Setting): setting is Extract<Setting, { kind: "SendWindow" | "Cap" }> {
  return setting.kind === "SendWindow" || setting.kind === "Cap";
}
