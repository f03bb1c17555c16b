import type { Report } from "../diagnostics/report.ts";
import type { ProjectConfig } from "../project/config.ts";
import { checkCircles } from "./circles/circles.ts";
import { checkLoadAtOnce } from "./load/at-once.ts";
import type { JourneySummary } from "./together/summary.ts";

/** What several journeys come to together. It works on their summaries, so that an edit of one file costs little. */
export function analyseProject(
  journeys: readonly JourneySummary[],
  config: ProjectConfig,
  report: Report,
): void {
  checkLoadAtOnce(journeys, config, report);
  checkCircles(journeys, report);
}
