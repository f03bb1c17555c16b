import type { Name, Span } from "@trajet/grammar";
import { common, type Knowledge, lasting, NOTHING_KNOWN } from "../analyses/conditions/knowledge.ts";
import type { Type } from "../model/types.ts";

/** One way in which a run can begin: its kind (`purchase`, `TrialStarted`), and what `entry` then has. */
export interface EntryKind {
  readonly kind: string;
  readonly members: Readonly<Record<string, Type>>;
  /** Where the journey says that it starts so. */
  readonly at?: Span;
}

/** What names mean at one place, and what is known there. Scopes are never changed: narrowing makes a new one. */
export interface Scope {
  /** Name of the audience whose contacts `contact` stands for; `undefined` where there is none. */
  readonly audience: string | undefined;
  /** `order`, `event` …, parameters, remembered names, answers of calls. */
  readonly names: ReadonlyMap<string, Type>;
  /** The ways in which the run can have begun; `undefined` outside a run, `unknown` in a fragment. */
  readonly entry: readonly EntryKind[] | "unknown" | undefined;
  /** Optional references that are known to have a value, as `contact.phone`. */
  readonly set: ReadonlySet<string>;
  /** Those that were known before a suspension. */
  readonly forgotten: ReadonlySet<string>;
  /** Messages that a path before may have sent; `undefined` where opens and clicks speak of all sendings. */
  readonly sent: ReadonlySet<string> | undefined;
  /** What conditions on the way have told. */
  readonly knowledge: Knowledge;
  /** Answers and codes that a loop clears on each of its turns: inside it, and behind it. */
  readonly cleared: ReadonlySet<string>;
  /** Whether an `or` comes next, with something that stands in for what is missing. */
  readonly beforeOr: boolean;
  /** The people that a test has given, who may stand for `contact`. */
  readonly people: ReadonlySet<string>;
}

const NOTHING: ReadonlySet<string> = new Set();

/** The scope of what is declared for an audience, outside a run. A name that is missing has been reported. */
export function aboutContacts(audience: Name | undefined): Scope {
  return outsideRuns(audience?.text ?? "");
}

/** The scope outside a run; without an audience, `contact` has no meaning in it. */
export function outsideRuns(audience: string | undefined): Scope {
  return {
    audience,
    names: new Map(),
    entry: undefined,
    set: NOTHING,
    forgotten: NOTHING,
    sent: undefined,
    knowledge: NOTHING_KNOWN,
    cleared: NOTHING,
    beforeOr: false,
    people: NOTHING,
  };
}

export function withNames(scope: Scope, names: Iterable<readonly [string, Type]>): Scope {
  const all = new Map(scope.names);
  for (const [name, type] of names) all.set(name, type);
  return all.size === 0 ? scope : { ...scope, names: all };
}

/** Knows from here on that these references have a value. */
export function withSet(scope: Scope, references: readonly string[]): Scope {
  if (references.every((reference) => scope.set.has(reference))) return scope;
  return { ...scope, set: new Set([...scope.set, ...references]) };
}

/** Inside a loop, and behind it: it clears these names on each turn. */
export function withCleared(scope: Scope, names: readonly string[]): Scope {
  return names.length === 0 ? scope : { ...scope, cleared: scope.cleared.union(new Set(names)) };
}

/** For the operand before an `or`. */
export function withOr(scope: Scope): Scope {
  return scope.beforeOr ? scope : { ...scope, beforeOr: true };
}

export function withKnowledge(scope: Scope, knowledge: Knowledge): Scope {
  return scope.knowledge === knowledge ? scope : { ...scope, knowledge };
}

export function withEntry(scope: Scope, entry: Scope["entry"]): Scope {
  return { ...scope, entry };
}

/** Behind a suspension: the contact may have changed, what came with the entry and the answers have not. */
export function afterSuspension(before: Scope): Scope {
  const scope = withKnowledge(before, lasting(before.knowledge));
  const lost = [...scope.set].filter((reference) => reference.startsWith("contact."));
  if (lost.length === 0) return scope;
  return {
    ...scope,
    set: scope.set.difference(new Set(lost)),
    forgotten: new Set([...scope.forgotten, ...lost]),
  };
}

/** What is known where two paths meet: only what both know. A name that one path lacks may be missing. */
export function meet(one: Scope, other: Scope): Scope {
  if (one === other) return one;
  return {
    ...one,
    names: one.names === other.names ? one.names : meetNames(one.names, other.names),
    entry: one.entry === other.entry ? one.entry : meetEntries(one.entry, other.entry),
    set: one.set === other.set ? one.set : one.set.intersection(other.set),
    forgotten: one.forgotten === other.forgotten ? one.forgotten : one.forgotten.union(other.forgotten),
    cleared: one.cleared === other.cleared ? one.cleared : one.cleared.union(other.cleared),
    knowledge: common(one.knowledge, other.knowledge),
    sent: meetSent(one.sent, other.sent),
  };
}

function meetSent(one: Scope["sent"], other: Scope["sent"]): Scope["sent"] {
  if (one === undefined || other === undefined) return undefined;
  return one === other ? one : one.union(other);
}

function meetNames(
  one: ReadonlyMap<string, Type>,
  other: ReadonlyMap<string, Type>,
): ReadonlyMap<string, Type> {
  const names = new Map<string, Type>();
  for (const name of new Set([...one.keys(), ...other.keys()])) {
    const [here, there] = [one.get(name), other.get(name)];
    const type = here ?? there;
    if (type === undefined) continue;
    const always = here !== undefined && there !== undefined && !here.optional && !there.optional;
    names.set(name, always ? type : { ...type, optional: true });
  }
  return names;
}

function meetEntries(one: Scope["entry"], other: Scope["entry"]): Scope["entry"] {
  if (one === undefined || one === "unknown" || other === undefined || other === "unknown") return one;
  return [...one, ...other.filter((kind) => !one.includes(kind))];
}
