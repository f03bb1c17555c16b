import type { Block, Name, Span, Step, Trigger } from "@trajet/grammar";
import type { Type } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { afterSuspension, meet, type Scope } from "../scope.ts";

/** What is known on the way through the steps. Flows are never changed: each step gives the one behind it. */
export interface Flow {
  readonly scope: Scope;
  /** Whether a run can come here at all. */
  readonly reachable: boolean;
  /** Channels from which every path before has unsubscribed the contact. */
  readonly unsubscribed: ReadonlySet<string>;
  /** Milestones that some path before has passed, and where. */
  readonly milestones: ReadonlyMap<string, Span>;
}

/** A name that a step has given, and the type of what it stands for. */
export interface GivenName {
  readonly name: Name;
  readonly type: Type;
}

/** What the steps of one journey or fragment share. */
export interface Way {
  readonly check: Check;
  /** A sending may be held by a window or a cap: then the contact may have changed behind it. */
  readonly mayHold: boolean;
  /** What ends the run wherever it is. */
  readonly exits: readonly Trigger[];
  /** Places of the labels seen so far. */
  readonly labels: Map<string, Name>;
  /** The names that steps have given so far, to what they remember or are answered. */
  readonly given: Map<string, GivenName>;
  readonly inRepeat: boolean;
  /** The fragments around, where one is looked at from where it is run. */
  readonly running?: ReadonlySet<string>;
  /** Checks steps in their order. They lead here, so that a kind of step need not know the others. */
  readonly steps: (steps: readonly Step[], before: Flow, way: Way) => Flow;
}

/** Checks the steps in braces; a block that is missing has been reported by the parser. */
export function blockFlow(block: Block | undefined, before: Flow, way: Way): Flow {
  return block === undefined ? before : way.steps(block.steps, before, way);
}

/** The place of a step's keyword, which stands behind its label. */
export function keywordSpan(step: Step, keyword: string, way: Way): Span {
  const start = way.check.text.indexOf(keyword, step.label?.span.end ?? step.span.start);
  return start < 0 ? step.span : { start, end: start + keyword.length };
}

/** Where two paths meet; one that is never taken does not count. */
export function join(one: Flow, other: Flow): Flow {
  if (!one.reachable) return other;
  if (!other.reachable) return one;
  return {
    scope: meet(one.scope, other.scope),
    reachable: true,
    unsubscribed:
      one.unsubscribed === other.unsubscribed
        ? one.unsubscribed
        : one.unsubscribed.intersection(other.unsubscribed),
    milestones: either(one.milestones, other.milestones),
  };
}

function either(one: ReadonlyMap<string, Span>, other: ReadonlyMap<string, Span>): ReadonlyMap<string, Span> {
  if (one === other || other.size === 0) return one;
  return new Map([...other, ...one]);
}

/** Where several paths meet. Without any, or where none is taken, nobody gets there. */
export function joinAll(flows: readonly Flow[], before: Flow): Flow {
  return flows.reduce(join, ended(before));
}

/** Behind `exit`, `break`. */
export function ended(flow: Flow): Flow {
  return { ...flow, reachable: false };
}

export function suspended(flow: Flow): Flow {
  return inScope(flow, afterSuspension(flow.scope));
}

export function inScope(flow: Flow, scope: Scope): Flow {
  return flow.scope === scope ? flow : { ...flow, scope };
}

/** Behind a sending: opens and clicks of the message can be spoken of. */
export function afterSending(flow: Flow, messages: Iterable<string>): Flow {
  const { sent } = flow.scope;
  if (sent === undefined) return flow;
  const all = new Set(sent);
  for (const message of messages) all.add(message);
  return all.size === sent.size ? flow : inScope(flow, { ...flow.scope, sent: all });
}
