import type { Setting, Trigger } from "@trajet/grammar";
import type { Place, Way } from "../flow/unfold.ts";
import type { Subject } from "../subject.ts";
import { toldByFalse, toldByTrue } from "./told.ts";

/** What every path to a place has asked about the contact: texts such as `set contact.phone` and `not subscribed sms`. */
export type Known = ReadonlySet<string>;

export const ARCHIVED = "archived";

/** What `unsubscribe` among the steps does, which the checks follow by themselves. */
export const unsubscribedFrom = (channel: string): string => `unsubscribed from ${channel}`;

/** What is known at each place; `undefined` where nobody gets. */
export function knownAt(subject: Subject): readonly (Known | undefined)[] {
  const { flow } = subject;
  const known: (Known | undefined)[] = flow.places.map(() => undefined);
  known[flow.first] = atEntry(subject);
  for (let index = flow.first; index > 0; index--) {
    const [place, before] = [flow.places[index], known[index]];
    if (place === undefined || before === undefined) continue;
    for (const way of place.ways) {
      const after = onward(before, place, way, subject);
      const met = known[way.to];
      known[way.to] = met === undefined || met === after ? after : met.intersection(after);
    }
  }
  return known;
}

function onward(before: Known, { step }: Place, way: Way, subject: Subject): Known {
  const [asked, done] = [learnedOn(way, subject), learnedBy(step)];
  const learned = done.length === 0 ? asked : [...asked, ...done];
  const kept = way.suspends ? withoutUnset(before) : before;
  if (learned.length === 0) return kept;
  const after = new Set(kept);
  for (const fact of learned) {
    after.delete(fact.startsWith("not ") ? fact.slice(4) : `not ${fact}`);
    after.add(fact);
  }
  return after;
}

/** A contact without a phone may have one when time has passed; what was there is taken to be there still. */
function withoutUnset(known: Known): Known {
  let left: Set<string> | undefined;
  for (const each of known) {
    if (!each.startsWith("not set")) continue;
    left ??= new Set(known);
    left.delete(each);
  }
  return left ?? known;
}

function learnedBy(step: Place["step"]): readonly string[] {
  if (step?.kind === "Archive") return [ARCHIVED];
  if (step?.kind === "Unsubscribe") return [unsubscribedFrom(step.channel?.text ?? "email")];
  if (step?.kind !== "Update") return NOTHING;
  return step.changes.flatMap(({ form, field }) => {
    if (form === "set") return [`set contact.${field?.text}`];
    return form === "clear" ? [`not set contact.${field?.text}`] : [];
  });
}

const NOTHING: readonly string[] = [];

function learnedOn({ how }: Way, subject: Subject): readonly string[] {
  const { told } = subject.project.segments;
  switch (how.kind) {
    case "if":
      return [...toldByTrue(how.condition, told), ...how.failed.flatMap(toldByFalse)];
    case "else if none":
      return how.failed.flatMap(toldByFalse);
    case "came true":
      return toldByTrue(how.condition, told);
    case "happened":
      return common(how.triggers.map((trigger) => whenHappened(trigger, subject)));
    default:
      return NOTHING;
  }
}

function atEntry(subject: Subject): Known {
  const { settings } = subject.journey;
  const starts = settings.flatMap((setting) => startKnowledge(setting, subject));
  const stays = settings.flatMap((setting) =>
    setting.kind === "ExitIf" ? toldByFalse(setting.condition) : [],
  );
  return new Set([...common(starts), ...stays]);
}

function startKnowledge(setting: Setting, subject: Subject): readonly (readonly string[])[] {
  const { told } = subject.project.segments;
  switch (setting.kind) {
    case "StartWhen":
      return [setting.trigger, ...setting.orWhen].flatMap((trigger) =>
        trigger === undefined ? [] : [whenHappened(trigger, subject)],
      );
    case "StartManually":
      return [[]];
    case "StartSchedule": {
      const { where, people } = setting.schedule;
      const name = people?.kind === "people" ? people.people.name?.text : undefined;
      return [
        [...(where === undefined ? [] : toldByTrue(where, told)), ...(name === undefined ? [] : told(name))],
      ];
    }
    default:
      return [];
  }
}

/** What is known whichever of several things happened. */
function common(all: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = all;
  return first.filter((fact) => others.every((other) => other.includes(fact)));
}

function whenHappened({ act, negated, where }: Trigger, subject: Subject): readonly string[] {
  const { told } = subject.project.segments;
  const filtered = where === undefined ? [] : toldByTrue(where, told);
  if (negated) return filtered;
  switch (act.verb) {
    case "text":
      return [...filtered, "set contact.phone"];
    case "resubscribe":
      return [...filtered, `subscribed ${act.channel?.text ?? "email"}`];
    case "unsubscribe":
      return [...filtered, `not subscribed ${act.channel?.text ?? "email"}`];
    case "enter":
      return [...filtered, ...told(act.people?.name?.text ?? "")];
    default:
      return filtered;
  }
}
