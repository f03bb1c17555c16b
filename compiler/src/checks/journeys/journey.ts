import type { Fragment, Journey, Name } from "@trajet/grammar";
import { allSteps } from "../../model/steps.ts";
import { holdsByConfig } from "../../project/holds.ts";
import type { Check } from "../check.ts";
import { otherMembers } from "../declarations/circle.ts";
import { resolve } from "../names/declared.ts";
import { aboutContacts, type EntryKind, type Scope, withEntry, withNames, withSet } from "../scope.ts";
import { knownAtEntry } from "./entering.ts";
import type { Flow, Way } from "./flow.ts";
import { checkNeedlessRules, exitTriggers } from "./needless-rules.ts";
import { checkEffect } from "./no-effect.ts";
import { sentBy } from "./reach.ts";
import { checkSettings } from "./settings.ts";
import { checkStarts, type Start } from "./starts.ts";
import { stepsFlow } from "./steps.ts";

/** Checks a journey: its starts, then its other settings, then its steps in the light of how it starts. */
export function checkJourney(journey: Journey, check: Check): void {
  resolve("audiences", journey.audience, check);
  const steps = allSteps(journey.steps, check.symbols);
  const { starts, anyTime, scope } = beginningOf(journey, check, steps);
  checkSettings(journey, anyTime, check);
  checkEffect(journey, steps, check);
  checkNeedlessRules(journey, starts, anyTime, check);
  stepsFlow(
    journey.steps,
    flowFrom(scope),
    wayOf(
      journey.settings.some(holds) || holdsByConfig(check.config, journey.settings),
      exitTriggers(journey),
      check,
    ),
  );
}

/** What the steps of a journey begin with. */
export interface Beginning {
  readonly starts: readonly Start[];
  /** What holds at any time of a run: of which messages it may speak, and nothing that a step before has told. */
  readonly anyTime: Scope;
  /** The scope of the first step. */
  readonly scope: Scope;
}

/** Checks the starts of a journey, and says what is known where its steps begin. `steps` are all, see `allSteps`. */
export function beginningOf(
  journey: Journey,
  check: Check,
  steps = allSteps(journey.steps, check.symbols),
): Beginning {
  const outside = aboutContacts(journey.audience);
  const starts = checkStarts(journey, outside, check);
  const run = withEntry(outside, distinct(starts.map((start) => start.kind)));
  const anyTime: Scope = { ...run, sent: sentBy(steps) };
  const knowledge = knownAtEntry(journey, starts, anyTime, check);
  const known = starts
    .map((start) => start.known)
    .reduce((one, other) => one.intersection(other), starts[0]?.known ?? new Set());
  return { starts, anyTime, scope: withSet({ ...run, sent: new Set(), knowledge }, [...known]) };
}

/** A fragment that runs itself would never end. */
function checkCalls(fragment: Fragment, check: Check): void {
  const own = fragment.name?.text;
  const run = runsIn(fragment, check);
  if (own === undefined || !run.some(({ text }) => text === own)) return;
  const names = new Set(run.map(({ text }) => text));
  const members = [...names].filter((name) => {
    const other = check.symbols.fragments.get(name);
    return other !== undefined && runsIn(other, check).some(({ text }) => text === own);
  });
  const related = otherMembers(own, new Set(members), "fragments", check);
  const at = run.find(
    ({ text, span }) =>
      members.includes(text) && fragment.span.start <= span.start && span.end <= fragment.span.end,
  );
  if (related !== undefined)
    check.report("TJ4050", (at ?? fragment.name ?? fragment).span, { fragment: own }, { related });
}

/** The fragments that a fragment runs, also through others. */
function runsIn(fragment: Fragment, check: Check): readonly Name[] {
  return allSteps(fragment.body?.steps ?? [], check.symbols).flatMap((step) =>
    step.kind === "Run" && step.fragment !== undefined ? [step.fragment] : [],
  );
}

function holds(setting: Journey["settings"][number]): boolean {
  return setting.kind === "SendWindow" || setting.kind === "Cap";
}

/** Checks a fragment, which does not know the journeys that run it. */
export function checkFragment(fragment: Fragment, check: Check): void {
  resolve("audiences", fragment.audience, check);
  const scope = withEntry(aboutContacts(fragment.audience), "unknown");
  const named = withNames(scope, check.types.parameters(fragment.parameters));
  checkCalls(fragment, check);
  if (fragment.body !== undefined) stepsFlow(fragment.body.steps, flowFrom(named), wayOf(true, [], check));
}

function flowFrom(scope: Scope): Flow {
  return { scope, reachable: true, unsubscribed: new Set(), milestones: new Map() };
}

function wayOf(mayHold: boolean, exits: Way["exits"], check: Check): Way {
  return { check, mayHold, exits, labels: new Map(), given: new Map(), inRepeat: false, steps: stepsFlow };
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
