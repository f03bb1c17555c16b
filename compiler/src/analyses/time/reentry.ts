import { durationIn, inUnits, rangeOf } from "../flow/amounts.ts";
import { timeOf } from "../paths/arrivals.ts";
import { type Subject, settingsOf } from "../subject.ts";

/** Says of `reenter after` a time that is over before any run can end: a run that is alive keeps its contact out anyway. */
export function checkReentry(subject: Subject): void {
  const [reenter] = settingsOf(subject.journey, "Reenter");
  const after = reenter?.policy === "after" ? durationIn(reenter.after, undefined) : undefined;
  const shortest = timeOf(subject.arrivals[0])?.least;
  if (reenter?.after === undefined || after === undefined || shortest === undefined) return;
  if (shortest < rangeOf(after).most || endsEarly(subject) || subject.journey.steps.length === 0) return;
  subject.report("TJ4206", reenter.after.span, { journey: subject.name, shortest: inUnits(shortest) });
}

/** An exit rule can end a run at any time, and keyed runs go on side by side. */
function endsEarly({ journey }: Subject): boolean {
  return journey.settings.some(
    (setting) =>
      setting.kind === "ExitWhen" ||
      setting.kind === "ExitIf" ||
      setting.kind === "RunKey" ||
      (setting.kind === "Goal" && setting.thenExit),
  );
}
