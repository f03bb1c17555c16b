import type { Fragment, Journey } from "@trajet/grammar";
import type { Check } from "../check.ts";
import { resolve } from "../names/declared.ts";
import { type EntryKind, outsideRuns, type Scope, withEntry, withNames, withSet } from "../scope.ts";
import type { Flow, Way } from "./flow.ts";
import { messagesSent } from "./reach.ts";
import { checkSettings } from "./settings.ts";
import { checkStarts } from "./starts.ts";
import { stepsFlow } from "./steps.ts";

/** Checks a journey: its starts, then its other settings, then its steps in the light of how it starts. */
export function checkJourney(journey: Journey, check: Check): void {
  resolve("audiences", journey.audience, check);
  const outside = outsideRuns(journey.audience?.text);
  const starts = checkStarts(journey, outside, check);
  const run = withEntry(outside, distinct(starts.map((start) => start.kind)));
  const anyTime: Scope = { ...run, sent: messagesSent(journey.steps, check.symbols) };
  checkSettings(journey, anyTime, check);
  const known = starts
    .map((start) => start.known)
    .reduce((one, other) => one.intersection(other), starts[0]?.known ?? new Set());
  const scope = withSet({ ...run, sent: new Set() }, [...known]);
  stepsFlow(
    journey.steps,
    flowFrom(scope),
    wayOf(journey.settings.some(holds) || check.config.caps.length > 0, check),
  );
}

function holds(setting: Journey["settings"][number]): boolean {
  return setting.kind === "SendWindow" || setting.kind === "Cap";
}

/** Checks a fragment, which does not know the journeys that run it. */
export function checkFragment(fragment: Fragment, check: Check): void {
  resolve("audiences", fragment.audience, check);
  const scope = withEntry(outsideRuns(fragment.audience?.text), "unknown");
  const named = withNames(scope, check.types.parameters(fragment.parameters));
  if (fragment.body !== undefined) stepsFlow(fragment.body.steps, flowFrom(named), wayOf(true, check));
}

function flowFrom(scope: Scope): Flow {
  return { scope, reachable: true, unsubscribed: new Set() };
}

function wayOf(mayHold: boolean, check: Check): Way {
  return { check, mayHold, labels: new Map(), inRepeat: false, steps: stepsFlow };
}

/** Starts of one kind and shape are one way to begin. */
function distinct(kinds: readonly EntryKind[]): readonly EntryKind[] {
  return kinds.filter((kind, index) => kinds.findIndex((other) => sameKind(kind, other)) === index);
}

function sameKind(one: EntryKind, other: EntryKind): boolean {
  return (
    one.kind === other.kind &&
    one.members.order?.fields?.total?.currency === other.members.order?.fields?.total?.currency
  );
}
