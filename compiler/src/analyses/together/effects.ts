import type { Change, Span, Step } from "@trajet/grammar";
import type { Range } from "../flow/amounts.ts";
import { type Clock, pass } from "../flow/clock.ts";
import type { Place } from "../flow/unfold.ts";
import { clocksOf, timeOf } from "../paths/arrivals.ts";
import type { Subject } from "../subject.ts";
import { type Fact, literalValue } from "./facts.ts";

/** Something that a step does and that can start journeys. */
export interface Effect {
  /** As `signalsOf` names what starts wait for. */
  readonly signal: string;
  /** What is surely so of the contact then. */
  readonly facts: readonly Fact[];
  /** Of a field the value that it gets; `undefined` for one that is computed. */
  readonly value: string | undefined;
  readonly file: string;
  readonly span: Span;
  /** The time from the entry. */
  readonly since: Range;
  /** The least time that the run goes on. */
  readonly rest: number;
}

/** What the steps of a journey cause, each once, at the times of all its places. */
export function effectsOf(subject: Subject): readonly Effect[] {
  let rests: readonly number[] | undefined;
  const found = new Map<string, Effect>();
  for (const place of subject.flow.places) {
    const done = place.step === undefined ? NOTHING : doneBy(place.step);
    const since = done.length === 0 ? undefined : timeOf(subject.arrivals[place.index]);
    if (place.step === undefined || since === undefined) continue;
    for (const each of done) {
      rests ??= timesToEnd(subject);
      const effect: Effect = {
        ...each,
        file: place.file,
        span: place.step.span,
        since,
        rest: rests[place.index] ?? 0,
      };
      const key = `${each.signal} ${each.value} ${place.file} ${place.step.span.start}`;
      const before = found.get(key);
      found.set(key, before === undefined ? effect : widened(before, effect));
    }
  }
  return [...found.values()];
}

function widened(one: Effect, other: Effect): Effect {
  const least = Math.min(one.since.least, other.since.least);
  const most = Math.max(one.since.most, other.since.most);
  return { ...one, since: { least, most }, rest: Math.min(one.rest, other.rest) };
}

type Done = Pick<Effect, "signal" | "facts" | "value">;

/** What a step causes. */
export function doneBy(step: Step): readonly Done[] {
  switch (step.kind) {
    case "Tag":
    case "Untag":
      return step.tags.map(({ value }) => done(step.kind === "Tag" ? "tag+" : "tag-", value, `tag ${value}`));
    case "Join":
    case "LeaveGroup": {
      const name = `${step.group?.category?.value}/${step.group?.group?.value}`;
      return [done(step.kind === "Join" ? "group+" : "group-", name, `group ${name}`)];
    }
    case "Unsubscribe": {
      const channel = step.channel?.text ?? "email";
      return [done("consent-", channel, `subscribed ${channel}`)];
    }
    case "Update":
      return step.changes.map(changed);
    case "StartJourney":
      return [{ signal: `start ${step.journey?.text}`, facts: [], value: undefined }];
    default:
      return NOTHING;
  }
}

const NOTHING: readonly Done[] = [];

function done(what: string, name: string, about: string): Done {
  return {
    signal: `${what} ${name}`,
    facts: [{ about, value: "yes", holds: what.endsWith("+") }],
    value: undefined,
  };
}

function changed(change: Change): Done {
  const field = change.field?.text;
  const signal = `field ${field}`;
  if (change.form === "clear") {
    return { signal, facts: [{ about: `set contact.${field}`, value: "yes", holds: false }], value: "" };
  }
  const value = change.form === "set" ? literalValue(change.value) : undefined;
  const facts = value === undefined ? [] : [{ about: `contact.${field}`, value, holds: true }];
  return { signal, facts, value };
}

/** The least time from each place to the end of the journey. */
function timesToEnd({ flow, arrivals }: Subject): readonly number[] {
  const rests: number[] = [];
  for (const place of flow.places)
    rests[place.index] = place.index === 0 ? 0 : restOf(place, clocksOf(arrivals[place.index]), rests);
  return rests;
}

function restOf(place: Place, clocks: readonly Clock[], rests: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const clock of clocks)
    for (const way of place.ways) least = Math.min(least, pass(clock, way.pass).least + (rests[way.to] ?? 0));
  return Number.isFinite(least) ? least : 0;
}
