import { type DurationLiteral, findPath, type SourceFile } from "@trajet/grammar";

/** What a delay comes to if it began now: for a hover over its duration. */
export function endOfDelay(
  tree: SourceFile,
  offset: number,
  now: Date,
): { readonly text: string; readonly span: DurationLiteral["span"] } | undefined {
  const path = findPath(tree, offset);
  const duration = path.findLast((node) => node.kind === "Duration");
  const step = path.findLast((node) => node.kind === "Delay" || node.kind === "Wait");
  if (duration?.kind !== "Duration" || step === undefined) return undefined;
  const what = step.kind === "Delay" ? "A delay" : "A wait";
  const text = `${what} that began now would end ${whenInWords(after(duration, now))}.`;
  return { text, span: duration.span };
}

/** A calendar has no words for years of five figures, and a date no number for those after 275,760. */
function whenInWords(end: Date): string {
  if (!(end.getUTCFullYear() <= 9_999)) return "after the year 9999";
  const text = end.toISOString();
  return `on ${text.slice(0, 10)} at ${text.slice(11, 16)} UTC`;
}

/** By the calendar: a month later is the same day of the next month, or its last. */
function after({ parts }: DurationLiteral, from: Date): Date {
  const end = new Date(from);
  for (const { amount, unit } of parts) {
    const count = Number(amount);
    switch (unit) {
      case "year":
        addMonths(end, 12 * count);
        break;
      case "month":
        addMonths(end, count);
        break;
      default:
        end.setTime(end.getTime() + count * MILLISECONDS[unit]);
    }
  }
  return end;
}

const MILLISECONDS = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
} as const;

function addMonths(date: Date, count: number): void {
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
}
