import type { AnyMessage } from "../../model/messages.ts";
import { pass } from "../flow/clock.ts";
import { type Stop, trailOf } from "../flow/trail.ts";
import type { Place } from "../flow/unfold.ts";
import { capsOf, type MessageCap } from "../load/caps.ts";
import { marketingOf, type Subject, settingsOf } from "../subject.ts";

/** Warns of a sending that a cap with `otherwise skip` drops each time, since every path before has used the cap up. */
export function checkCapsThatSkip(subject: Subject): void {
  const { journey, project, flow } = subject;
  const settings = settingsOf(journey, "Cap");
  // What a window drops does not count, so nothing is sure then.
  if (
    !settings.some(({ orSkip }) => orSkip) ||
    settingsOf(journey, "SendWindow").some(({ orSkip }) => orSkip)
  )
    return;
  const caps = capsOf(journey, { ...project.config, caps: [] });
  const before = waysBack(flow.places);
  for (const [index, setting] of settings.entries()) {
    const cap = caps[index];
    if (cap === undefined || !setting.orSkip) continue;
    for (const place of flow.places) {
      const message = marketingOf(place, project);
      if (message === undefined || !cap.holdsFor(message)) continue;
      const least = fewestBefore(place, cap, before, subject);
      if (least !== undefined && least.count >= cap.max) report(place, message, setting, least, subject);
    }
  }
}

interface WayBack {
  readonly place: Place;
  /** The longest time that this way may take. */
  readonly most: number;
  /** Whether the place did what it does: a sending that was refused was none. */
  readonly done: boolean;
}

function waysBack(places: readonly Place[]): ReadonlyMap<number, readonly WayBack[]> {
  const back = new Map<number, WayBack[]>();
  for (const place of places) {
    for (const way of place.ways) {
      const one = { place, most: pass({}, way.pass).most, done: way.how.kind !== "refused" };
      back.set(way.to, [...(back.get(way.to) ?? []), one]);
    }
  }
  return back;
}

/** A path back from a sending: how many messages count on it, and how far back it is at most. */
interface Label {
  readonly place: Place;
  readonly count: number;
  readonly elapsed: number;
  readonly stops: readonly Stop[];
}

/** The path to a sending with the fewest messages within the period of a cap; `undefined` where nobody gets. */
function fewestBefore(
  start: Place,
  cap: MessageCap,
  back: ReadonlyMap<number, readonly WayBack[]>,
  { flow, project }: Subject,
): Label | undefined {
  let fewest: Label | undefined;
  const open = new Map<number, readonly Label[]>([
    [start.index, [{ place: start, count: 0, elapsed: 0, stops: [] }]],
  ]);
  const finish = (label: Label): void => {
    if (fewest === undefined || label.count < fewest.count) fewest = label;
  };
  for (let index = start.index; index <= flow.first; index++) {
    for (const label of open.get(index) ?? []) {
      if (index === flow.first) finish(label);
      for (const way of back.get(index) ?? []) {
        const next = backward(label, way, cap, project);
        if (next.elapsed >= cap.per) finish({ ...next, count: label.count, stops: label.stops });
        else open.set(way.place.index, kept(open.get(way.place.index) ?? [], next));
      }
    }
  }
  return fewest;
}

function backward(label: Label, way: WayBack, cap: MessageCap, project: Subject["project"]): Label {
  const message = marketingOf(way.place, project);
  const counts = way.done && message !== undefined && cap.holdsFor(message);
  const elapsed = label.elapsed + way.most;
  const stop = { place: way.place, elapsed: -elapsed, what: "sent here" };
  return {
    place: way.place,
    count: label.count + (counts ? 1 : 0),
    elapsed,
    stops: counts ? [stop, ...label.stops] : label.stops,
  };
}

/** Of two paths the one that goes farther back with no more messages can only have fewer. */
function kept(labels: readonly Label[], next: Label): readonly Label[] {
  const worse = (one: Label, other: Label): boolean =>
    one.count >= other.count && one.elapsed <= other.elapsed;
  if (labels.some((other) => worse(next, other))) return labels;
  return [...labels.filter((other) => !worse(other, next)), next];
}

function report(
  place: Place,
  message: AnyMessage,
  setting: { readonly span: Place["own"] },
  { stops }: Label,
  subject: Subject,
): void {
  const at = place.file === subject.file && place.step !== undefined ? place.step.span : place.own;
  const related = [
    ...trailOf(stops),
    { file: subject.file, span: setting.span, message: "This limit is used up by then." },
  ];
  subject.report("TJ4213", at, { message: message.name?.text ?? "", before: stops.length }, { related });
}
