import type { Expression, Setting, Trigger } from "@trajet/grammar";
import type { Place, Way } from "../flow/unfold.ts";
import type { Subject } from "../subject.ts";
import { type Fact, factsOf, opposite } from "../together/facts.ts";

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
  const learned = [...learnedOn(way, subject), ...learnedBy(step)];
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
  const unset = [...known].filter((each) => each.startsWith("not set"));
  return unset.length === 0 ? known : known.difference(new Set(unset));
}

function learnedBy(step: Place["step"]): readonly string[] {
  if (step?.kind === "Archive") return [ARCHIVED];
  if (step?.kind === "Unsubscribe") return [unsubscribedFrom(step.channel?.text ?? "email")];
  if (step?.kind !== "Update") return [];
  return step.changes.flatMap(({ form, field }) => {
    if (form === "set") return [`set contact.${field?.text}`];
    return form === "clear" ? [`not set contact.${field?.text}`] : [];
  });
}

function learnedOn({ how }: Way, subject: Subject): readonly string[] {
  switch (how.kind) {
    case "if":
      return [...whenTrue(how.condition, subject), ...how.failed.flatMap((each) => whenFalse(each))];
    case "else if none":
      return how.failed.flatMap((each) => whenFalse(each));
    case "came true":
      return whenTrue(how.condition, subject);
    case "happened":
      return common(how.triggers.map((trigger) => whenHappened(trigger, subject)));
    default:
      return [];
  }
}

function atEntry(subject: Subject): Known {
  const { settings } = subject.journey;
  const starts = settings.flatMap((setting) => startKnowledge(setting, subject));
  const stays = settings.flatMap((setting) =>
    setting.kind === "ExitIf" ? whenFalse(setting.condition) : [],
  );
  return new Set([...common(starts), ...stays]);
}

function startKnowledge(setting: Setting, subject: Subject): readonly (readonly string[])[] {
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
        [
          ...(where === undefined ? [] : whenTrue(where, subject)),
          ...(name === undefined ? [] : segmentKnowledge(name, subject, new Set())),
        ],
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
  const filtered = where === undefined ? [] : whenTrue(where, subject);
  if (negated) return filtered;
  switch (act.verb) {
    case "text":
      return [...filtered, "set contact.phone"];
    case "resubscribe":
      return [...filtered, `subscribed ${act.channel?.text ?? "email"}`];
    case "unsubscribe":
      return [...filtered, `not subscribed ${act.channel?.text ?? "email"}`];
    case "enter":
      return [...filtered, ...segmentKnowledge(act.people?.name?.text ?? "", subject, new Set())];
    default:
      return filtered;
  }
}

function whenTrue(
  condition: Expression,
  subject: Subject,
  seen: ReadonlySet<string> = new Set(),
): readonly string[] {
  const facts = factsOf(condition);
  const segments = facts.filter(({ about, holds }) => holds && about.startsWith("people "));
  return [
    ...facts.map(textOf),
    ...namedIn(condition),
    ...segments.flatMap(({ about }) => segmentKnowledge(about.slice(7, -1), subject, seen)),
  ];
}

function whenFalse(condition: Expression): readonly string[] {
  return opposite(condition).map(textOf);
}

function textOf({ about, holds }: Fact): string {
  return holds ? about : `not ${about}`;
}

function segmentKnowledge(name: string, subject: Subject, seen: ReadonlySet<string>): readonly string[] {
  const people = seen.has(name) ? undefined : subject.project.symbols.people.get(name);
  if (people?.kind !== "Segment" || people.where === undefined) return [];
  return whenTrue(people.where, subject, new Set([...seen, name]));
}

/** `contact.phone starts with "+33"` is true of a phone that is there, and `entry is reply` came by one. */
function namedIn(condition: Expression): readonly string[] {
  switch (condition.kind) {
    case "Parenthesized":
      return namedIn(condition.inner);
    case "Binary":
      return condition.operator === "and"
        ? [...namedIn(condition.left), ...namedIn(condition.right)]
        : [...referenceIn(condition.left), ...referenceIn(condition.right)];
    case "Matches":
    case "Between":
      return referenceIn(condition.operand);
    case "Is":
      return condition.state.kind === "kind" && condition.state.name?.text === "reply" && !condition.negated
        ? ["set contact.phone"]
        : [];
    default:
      return [];
  }
}

function referenceIn(expression: Expression): readonly string[] {
  if (expression.kind !== "Reference") return [];
  return [`set ${expression.path.map(({ text }) => text).join(".")}`];
}
