import type { Journey } from "@trajet/grammar";
import type { ProjectConfig } from "./config.ts";

/** Whether trajet.json may hold what a journey sends: its hours hold for journeys that have none of their own. */
export function holdsByConfig(config: ProjectConfig, settings: Journey["settings"]): boolean {
  return rulesByConfig(config, settings).some(({ otherwise }) => otherwise !== "skip");
}

/** Whether trajet.json may drop what a journey sends. */
export function skipsByConfig(config: ProjectConfig, settings: Journey["settings"]): boolean {
  return rulesByConfig(config, settings).some(({ otherwise }) => otherwise === "skip");
}

function rulesByConfig({ caps, sendWindow }: ProjectConfig, settings: Journey["settings"]) {
  const ownHours = settings.some(({ kind }) => kind === "SendWindow");
  return sendWindow === undefined || ownHours ? caps : [...caps, sendWindow];
}
