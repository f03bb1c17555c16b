import type { Expression, TestLine } from "@trajet/grammar";
import type { Check } from "../check.ts";
import { unwrap } from "../expressions/assign.ts";

/** Before the first `on` a test tells the past; from there on things happen, and the clock goes on. */
export function checkClock(lines: readonly TestLine[], check: Check): void {
  let now: string | undefined;
  let isSet = false;
  checkPasts(lines, check);
  for (const line of lines) {
    if (line.kind === "On") {
      const day = dayOf(line.moment);
      if (day !== undefined && now !== undefined && day < now)
        check.report("TJ4311", line.moment.span, { day, before: now });
      now = day ?? now;
      isSet = true;
    } else if (line.kind === "GivenPast") {
      if (isSet) check.report("TJ4305", line.span, {});
    } else if (!isSet && needsClock(line)) {
      check.report("TJ4304", line.span, {});
      return;
    }
  }
}

/** A past whose day is written out is before the day of the first `on`. */
function checkPasts(lines: readonly TestLine[], check: Check): void {
  const on = lines.find(({ kind }) => kind === "On");
  const first = on?.kind === "On" ? dayOf(on.moment) : undefined;
  if (first === undefined) return;
  for (const line of lines) {
    if (line === on) return;
    const day = line.kind === "GivenPast" && line.on !== undefined ? dayOf(line.on) : undefined;
    if (day !== undefined && day > first) check.report("TJ4316", line.span, { day, first });
  }
}

/** The day of a moment that is written out. */
function dayOf(moment: Expression): string | undefined {
  const written = unwrap(moment);
  if (written.kind === "At") return dayOf(written.date);
  return written.kind === "Date" ? written.text : undefined;
}

function needsClock({ kind }: TestLine): boolean {
  return kind === "Happens" || kind === "After" || kind === "Expect" || kind === "StartedManually";
}
