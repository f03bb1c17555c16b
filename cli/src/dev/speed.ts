import { UsageError } from "../usage-error.ts";

const SECONDS: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
};

/**
 * How fast the clock runs, from `1 day = 1 second`: virtual seconds in a real one. `1` is real time.
 *
 * @throws UsageError for anything else
 */
export function parseSpeed(text: string): number {
  const sides = text.split("=");
  const [virtual, real] = sides.map(secondsOf);
  if (sides.length !== 2 || virtual === undefined || real === undefined) {
    throw new UsageError(
      `"${text}" is not a speed: write how long a real time lasts, as "1 day = 1 second".`,
    );
  }
  return virtual / real;
}

function secondsOf(text: string): number | undefined {
  const [, count, unit] = /^\s*(\d+(?:\.\d+)?)\s+([a-z]+?)s?\s*$/.exec(text) ?? [];
  const seconds = Number(count) * (SECONDS[unit ?? ""] ?? Number.NaN);
  return seconds > 0 ? seconds : undefined;
}
