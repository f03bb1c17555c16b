import { durationIn, inUnits, rangeOf } from "../flow/amounts.ts";
import { trailOf } from "../flow/trail.ts";
import type { Place } from "../flow/unfold.ts";
import { timeOf } from "../paths/arrivals.ts";
import { messageTo, type SettingOf, type Subject, settingsOf } from "../subject.ts";

/** Warns of a goal that closes before the journey has sent what should bring it about. */
export function checkGoalWindows(subject: Subject): void {
  for (const goal of settingsOf(subject.journey, "Goal")) {
    const within = durationIn(goal.within, undefined);
    if (within !== undefined) checkWindow(goal, rangeOf(within).most, subject);
  }
}

function checkWindow(goal: SettingOf<"Goal">, within: number, subject: Subject): void {
  const sendings = subject.flow.places.flatMap((place) => {
    const at = timeOf(subject.arrivals[place.index])?.least;
    return at === undefined || messageTo(place, subject.project) === undefined ? [] : [{ place, at }];
  });
  const first = sendings.toSorted((one, other) => one.at - other.at)[0];
  const late = sendings.filter(({ at }) => at >= within);
  if (goal.within === undefined || first === undefined || late.length === 0) return;
  const name = goal.name?.value ?? "";
  const [one] = late.toSorted((a, b) => a.at - b.at);
  if (one === undefined) return;
  const params = { goal: name, message: nameOf(one.place), after: inUnits(one.at) };
  const related = trailOf([
    { place: one.place, elapsed: 0, what: `sent ${params.after} after the entry at the earliest` },
  ]);
  if (first.at >= within) subject.report("TJ4203", goal.within.span, params, { related });
  // A message that another path sends in time is fine.
  else if (!sendings.some(({ place, at }) => nameOf(place) === params.message && at < within))
    subject.report("TJ4204", goal.within.span, params, { related });
}

function nameOf({ step }: Place): string {
  return step?.kind === "Send" ? (step.message?.text ?? "") : "";
}
