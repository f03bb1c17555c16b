import type { ProjectConfig } from "../project/config.ts";

const NUMBERS: Readonly<Record<ProjectConfig["weekStart"], number>> = { monday: 1, saturday: 6, sunday: 7 };

/** The first day of the project's weeks: 1 is Monday … 7 is Sunday. */
export function weekStartOf({ weekStart }: ProjectConfig): number {
  return NUMBERS[weekStart];
}

/** When the project's years begin, `04-06`, where that is not as usual. */
export function yearStartOf({ fiscalYearStart }: ProjectConfig): { readonly yearStart?: string } {
  return fiscalYearStart === "01-01" ? {} : { yearStart: fiscalYearStart };
}
