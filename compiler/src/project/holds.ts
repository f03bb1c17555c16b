import type { Journey } from "@trajet/grammar";
import type { ProjectConfig } from "./config.ts";

/** Whether trajet.json may hold what a journey sends: its hours hold for journeys that have none of their own. */
export function holdsByConfig({ caps, sendWindow }: ProjectConfig, settings: Journey["settings"]): boolean {
  if (caps.some(({ otherwise }) => otherwise !== "skip")) return true;
  return (
    sendWindow !== undefined &&
    sendWindow.otherwise !== "skip" &&
    !settings.some(({ kind }) => kind === "SendWindow")
  );
}
