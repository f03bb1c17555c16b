import type { Trigger } from "@trajet/grammar";
import { type Formula, TRUE } from "../../analyses/conditions/formula.ts";
import { forgettingName } from "../../analyses/conditions/knowledge.ts";
import type { Check } from "../check.ts";
import { wholeCondition } from "../conditions/whole.ts";
import { checkInstant } from "../expressions/history.ts";
import { checkStretch } from "../expressions/stretches.ts";
import { checkSubject } from "../expressions/subjects.ts";
import { checkAct } from "../names/acts.ts";
import { otherTense, wrongTense } from "../names/tense.ts";
import { type EntryKind, type Scope, withEntry, withKnowledge, withNames, withSet } from "../scope.ts";

export type TriggerPlace = "start" | "exit" | "wait" | "goal";

/** What a trigger is about, and what is known once it has happened and its filter has passed. */
export interface Happening {
  readonly kind: EntryKind;
  readonly known: Scope;
  /** What its filter says; in a start, with the names that the run has for it. */
  readonly filter: Formula;
}

/** Checks a trigger of a journey. In a start's own filter, `entry` is what is about to start the run. */
export function checkTrigger(trigger: Trigger, place: TriggerPlace, scope: Scope, check: Check): Happening {
  checkSubject(trigger.subject, scope, check);
  if (trigger.tense === "past") reportPast(trigger, check);
  const happened = checkAct(trigger.act, scope, check);
  const kind = entryKind(trigger, happened);
  checkFor(trigger, scope, check);
  if (trigger.since !== undefined) {
    if (place === "wait") checkInstant(trigger.since, "since", scope, check);
    else check.report("TJ4007", trigger.since.span, { place });
  }
  return { kind, ...filtered(trigger, kind, place, scope, check) };
}

/** What a run is that a trigger starts: of what did not happen nothing is there to be spoken of. */
export function entryKind({ negated }: Trigger, happened: EntryKind): EntryKind {
  return negated ? { kind: "absence", members: {} } : happened;
}

function filtered(
  { where }: Trigger,
  kind: EntryKind,
  place: TriggerPlace,
  scope: Scope,
  check: Check,
): Omit<Happening, "kind"> {
  if (where === undefined) return { known: scope, filter: TRUE };
  const members = Object.keys(kind.members);
  const named = withNames(scope, Object.entries(kind.members));
  const inside = place === "start" ? withEntry(named, [kind]) : named;
  const entryNames = new Set(place === "start" ? members : []);
  const { whenTrue, formula } = wholeCondition(where, inside, check, { entryNames });
  const knowledge = members.reduce(forgettingName, whenTrue.knowledge);
  const known = withKnowledge(withSet(scope, stillMeant(whenTrue.set, kind, place)), knowledge);
  return { known, filter: formula };
}

/** What a filter tells beyond itself: of the contact, of the entry, and in a start of what becomes the entry. */
function stillMeant(set: ReadonlySet<string>, kind: EntryKind, place: TriggerPlace): readonly string[] {
  return [...set].flatMap((reference) => {
    const root = reference.split(".")[0] ?? "";
    if (root === "contact" || root === "entry") return [reference];
    return place === "start" && Object.hasOwn(kind.members, root) ? [`entry.${reference}`] : [];
  });
}

function reportPast(trigger: Trigger, check: Check): void {
  const { span, written, form, additions } = wrongTense(trigger.act, trigger.negated, "present", check);
  check.report("TJ4002", span, { written, present: form }, additions);
}

/** `for 3 days` belongs to what does not happen, and to a cart that is left alone; there it has to stand. */
function checkFor(trigger: Trigger, scope: Scope, check: Check): void {
  const allowed = trigger.negated || trigger.act.verb === "abandon cart";
  if (trigger.for !== undefined) {
    checkStretch(trigger.for, "`for`", scope, check);
    if (!allowed) check.report("TJ4006", trigger.for.span, {});
  } else if (allowed && trigger.tense === "present") {
    const sentence = otherTense(trigger.act.verb, "present", trigger.negated);
    check.report("TJ4009", trigger.act.span, { sentence: trigger.negated ? sentence : `${sentence} cart` });
  }
}
