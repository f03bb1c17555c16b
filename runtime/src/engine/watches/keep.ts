import { type InputKey, inputKey } from "@trajet/compiler/program";
import { asked } from "../asked.ts";
import { MAX_CAUSE_DEPTH } from "../causes.ts";
import { type Draft, factsOf, type RecordedEvent, record } from "../draft.ts";
import type { Facts, Millis } from "../facts.ts";
import { keysOf } from "../families.ts";
import { cartThatCounts } from "./abandonment.ts";
import { dueInRuns } from "./absence-in-run.ts";
import { holds, isOfTime, type Membership, nextChange, type Watch } from "./watch.ts";

/** Whoever is told of for the first time is new, and not in anything yet. */
const OUTSIDE: Membership = { in: false, at: 0, changes: 0 };

/** A watch belongs to no journey. */
const ABOUT_NOBODY = { journey: "", run: "", program: "", step: null };

/**
 * Sets down where the contact stood when the condition began to be kept, where that was not done yet. Whoever was in then
 * has not entered; what has changed since by time alone is left to the alarm.
 */
export function fill(draft: Draft): void {
  for (const watch of draft.watches) {
    if (draft.memberships.has(watch.id)) continue;
    const membership = { ...OUTSIDE };
    draft.memberships.set(watch.id, membership);
    draft.changed.contact = true;
    if (draft.contact.seq === 0) continue;
    const at = Math.min(watch.since, draft.now);
    membership.at = at;
    membership.in = ask(draft, watch, at, false);
    setAlarm(draft, watch, at);
  }
}

/** Asks the conditions that some events can have changed, and lets what follows happen at the time of the last of them. */
export function reconsider(draft: Draft, keys: ReadonlySet<InputKey>, last: RecordedEvent): void {
  for (const watch of draft.watches) {
    if (![...keys].flatMap(keysOf).some((key) => watch.inputs.has(key))) continue;
    draft.stale.add(watch);
    consider(draft, watch, presentOf(draft, watch), last);
  }
}

/** Asks conditions after something that was no event. `depth`: how many changes have led to this one. */
export function reconsiderThese(draft: Draft, watches: Iterable<Watch>, depth: number): void {
  for (const watch of watches) {
    draft.stale.add(watch);
    consider(draft, watch, presentOf(draft, watch), { cause: null, depth });
  }
}

/** Sets the alarms anew of what was asked since. */
export function rearm(draft: Draft): void {
  for (const watch of draft.watches) if (watch.about.kind === "runs") draft.stale.add(watch);
  for (const watch of draft.stale) setAlarm(draft, watch, presentOf(draft, watch));
  draft.stale.clear();
}

/** The first alarm that is due by a moment: earlier ones first, then in the order in which they were made. */
export function nextDue(draft: Draft, until: Millis): { watch: Watch; due: Millis } | null {
  let first: { watch: Watch; due: Millis } | null = null;
  for (const watch of draft.watches) {
    const due = draft.alarms.get(watch.id);
    if (due !== undefined && due <= until && (first === null || due < first.due)) first = { watch, due };
  }
  return first;
}

/** The alarm has come: what changed by time alone changed at that very moment. */
export function ring(draft: Draft, watch: Watch, due: Millis): void {
  setAlarm(draft, watch, due);
  consider(draft, watch, due, BY_TIME);
}

/**
 * Up to when all that time alone changes is decided. An alarm that is overdue has decided nothing yet, so an event from
 * before it comes first.
 */
function presentOf(draft: Draft, watch: Watch): Millis {
  const alarm = draft.alarms.get(watch.id);
  if (alarm === undefined || alarm > draft.now) return draft.now;
  return Math.max(draft.upTo, draft.memberships.get(watch.id)?.at ?? 0);
}

/** What led to a change, and when: by default at the moment for which the condition was asked. */
type Cause = Pick<RecordedEvent, "cause" | "depth"> & { readonly at?: Millis };

const BY_TIME: Cause = { cause: null, depth: -1 };

function consider(draft: Draft, watch: Watch, present: Millis, cause: Cause): void {
  const membership = draft.memberships.get(watch.id);
  if (membership === undefined) return;
  const now = ask(draft, watch, present, membership.in);
  if (now === membership.in) return;
  membership.in = now;
  // Never before the change before it: a late event is heard of after a decision that stands.
  membership.at = Math.max(cause.at ?? present, membership.at);
  membership.changes += 1;
  draft.changed.contact = true;
  tell(draft, watch, membership, cause);
}

/** The event of a change, with an id that a repeated attempt makes again. */
function tell(draft: Draft, watch: Watch, membership: Membership, { cause, depth: before }: Cause): void {
  const { id, about } = watch;
  const key = keyOf(about, membership.in);
  if (key === null) return;
  const depth = before + 1;
  if (depth > MAX_CAUSE_DEPTH) {
    const reason = `journeys cause each other more than ${MAX_CAUSE_DEPTH} times: ${key} starts nothing`;
    draft.changed.journal.push({ ...ABOUT_NOBODY, at: membership.at, kind: "refused", data: { reason } });
    return;
  }
  record(draft, {
    id: `watch/${id}/${draft.contact.id}/${membership.changes}`,
    key,
    at: membership.at,
    body: bodyOf(about, factsAt(draft, watch, membership.at)),
    cause,
    depth,
  });
}

/** That something is done again ends an absence, or that a cart is taken up again, and is an event already. */
function keyOf(about: Watch["about"], isIn: boolean): InputKey | null {
  switch (about.kind) {
    case "segment":
      return `people${isIn ? "+" : "-"}:${about.name}`;
    case "absence":
      return isIn ? inputKey(about.trigger) : null;
    case "abandonment":
      return isIn ? "cart" : null;
    case "runs":
      return null;
    default:
      return about satisfies never;
  }
}

function bodyOf(about: Watch["about"], facts: Facts): RecordedEvent["body"] {
  switch (about.kind) {
    case "segment":
      return { people: about.name };
    case "absence":
      return { absence: about.name };
    case "abandonment":
      return { abandonment: about.name, cart: cartThatCounts(about, facts) };
    case "runs":
      return {};
    default:
      return about satisfies never;
  }
}

function setAlarm(draft: Draft, watch: Watch, from: Millis): void {
  const before = draft.alarms.get(watch.id);
  const next = nextAlarm(draft, watch, from);
  if (next === (before ?? null)) return;
  if (next === null) draft.alarms.delete(watch.id);
  else draft.alarms.set(watch.id, next);
  draft.changed.alarms.add(watch.id);
}

function nextAlarm(draft: Draft, watch: Watch, from: Millis): Millis | null {
  if (watch.about.kind === "runs") return dueInRuns(draft, from);
  if (!isOfTime(watch)) return null;
  return asked(draft, ABOUT_NOBODY, () => nextChange(watch, factsAt(draft, watch, from)), null);
}

function ask(draft: Draft, watch: Watch, now: Millis, otherwise: boolean): boolean {
  return asked(draft, ABOUT_NOBODY, () => holds(watch, factsAt(draft, watch, now)), otherwise);
}

function factsAt(draft: Draft, { timezone }: Watch, now: Millis): Facts {
  return { ...factsOf(draft, { timezone }, null), now };
}

/** What a condition comes to now, and when time alone will change it, whatever is kept of it. */
export function computed(
  draft: Draft,
  watch: Watch,
): { readonly in: boolean; readonly next: Millis | null } | { readonly failed: string } {
  const facts = factsAt(draft, watch, draft.now);
  try {
    if (watch.about.kind === "runs") return { in: false, next: dueInRuns(draft, draft.now) };
    return { in: holds(watch, facts), next: isOfTime(watch) ? nextChange(watch, facts) : null };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

/** Sets down what was computed. Nobody enters or leaves by it: nothing happened to the contact. */
export function correct(draft: Draft, watch: Watch, isIn: boolean): void {
  const membership = draft.memberships.get(watch.id);
  if (membership !== undefined && membership.in !== isIn) {
    membership.in = isIn;
    membership.at = draft.now;
    membership.changes += 1;
    draft.changed.contact = true;
  }
  setAlarm(draft, watch, draft.now);
}
