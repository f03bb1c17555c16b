import type { Expression } from "@trajet/grammar";
import { dayOf, type Millis, moved, type Span, startOfDay } from "./calendar.ts";
import { holds, type Scope } from "./conditions.ts";
import { literal, momentOf } from "./values.ts";
import type { Happening, Person } from "./world.ts";

/*
 * When time alone changes what a condition comes to: looked for at the moments at which it might, which is slow, and
 * between them by halving.
 */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What a condition came to at a moment, or comes to if nothing else happens. */
export function holdsAt(condition: Expression, scope: Scope, at: Millis): boolean {
  const { world } = scope;
  const before = world.now;
  world.now = at;
  try {
    return holds(condition, { ...scope, person: asOf(scope.person, at) });
  } finally {
    world.now = before;
  }
}

/** A person as they were: what happened later is undone, the latest first. */
function asOf(person: Person, at: Millis): Person {
  const later = person.past.filter((happening) => happening.at > at);
  if (later.length === 0) return person;
  const before = {
    ...person,
    fields: new Map(person.fields),
    tags: new Set(person.tags),
    groups: new Set(person.groups),
    consent: new Map(person.consent),
  };
  for (const happening of later.toSorted((one, other) => other.at - one.at || other.seq - one.seq))
    undo(before, happening);
  return before;
}

function undo({ fields, tags, groups, consent }: Person, happening: Happening): void {
  switch (happening.verb) {
    case "change":
      fields.set(happening.field, happening.from);
      break;
    case "get tag":
      tags.delete(happening.tag);
      break;
    case "lose tag":
      tags.add(happening.tag);
      break;
    case "join":
      groups.delete(happening.group);
      break;
    case "leave group":
      groups.add(happening.group);
      break;
    case "unsubscribe":
      consent.set(happening.channel, "subscribed");
      break;
    case "resubscribe":
      consent.set(happening.channel, "unsubscribed");
      break;
    default:
  }
}

/** The first moment from `from` to `to` at which a condition has this truth; `undefined` where there is none. */
export function firstMoment(
  condition: Expression,
  scope: Scope,
  truth: boolean,
  from: Millis,
  to: Millis,
): Millis | undefined {
  let before = from;
  for (const moment of [from, ...momentsOf(condition, scope, from, to)]) {
    if (holdsAt(condition, scope, moment) === truth) return halved(condition, scope, truth, before, moment);
    before = moment;
  }
  return undefined;
}

/** It has the truth at `high`, and not at `low`, unless that is the same. */
function halved(condition: Expression, scope: Scope, truth: boolean, low: Millis, high: Millis): Millis {
  let [without, having] = [low, high];
  while (having - without > 1) {
    const middle = Math.floor((without + having) / 2);
    if (holdsAt(condition, scope, middle) === truth) having = middle;
    else without = middle;
  }
  return having;
}

/** Between two of these neighbours a condition changes once at the most. */
function momentsOf(condition: Expression, scope: Scope, from: Millis, to: Millis): readonly Millis[] {
  const spoken = partsOf(condition, scope);
  const { zone } = scope;
  const moments: Millis[] = [];
  for (let day = dayOf(from, zone); startOfDay(day, zone) <= to; day = day.add({ days: 1 }))
    moments.push(startOfDay(day, zone));
  for (const { at } of scope.person.past) moments.push(at);
  for (const part of spoken) {
    const value = literal(part.kind === "Ago" ? { ...part, kind: "Duration" } : part) ?? null;
    const moment = momentOf(value, zone);
    if (moment !== null) moments.push(moment);
    else for (const { at } of scope.person.past) moments.push(...around(at, value as Span, zone));
  }
  const distinct = new Set(moments.filter((moment) => moment > from && moment <= to));
  return [...distinct, to].sort((one, other) => one - other);
}

/** Where clocks are changed, forth and back do not meet: so some moments around it, too. */
function around(at: Millis, span: Span, zone: string): readonly Millis[] {
  const there = [moved(at, span, zone), at + span.days * DAY + span.ms];
  return there.flatMap((moment) =>
    [-2 * HOUR, -HOUR, -HOUR / 2, 0, 1, HOUR / 2, HOUR, 2 * HOUR].map((by) => moment + by),
  );
}

type Part = Extract<Expression, { kind: "Duration" | "Ago" | "Date" }>;

/** The durations and dates of which a condition, and the segments about which it asks, speak. */
function partsOf(node: unknown, scope: Scope): readonly Part[] {
  if (typeof node !== "object" || node === null) return [];
  if ("kind" in node && (node.kind === "Duration" || node.kind === "Ago" || node.kind === "Date"))
    return [node as Part];
  const inner = Object.values(node).flatMap((each) => partsOf(each, scope));
  if (!("kind" in node) || node.kind !== "Name" || !("text" in node)) return inner;
  const segment = scope.world.segments.get(String(node.text));
  return segment === undefined ? inner : [...inner, ...partsOf(segment.where, scope)];
}
