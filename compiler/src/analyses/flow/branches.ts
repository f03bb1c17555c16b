import type { Block, Expression, Step, Trigger } from "@trajet/grammar";
import { alwaysAsWritten } from "../conditions/as-written.ts";
import { type Arguments, UNKNOWN_TIME } from "./amounts.ts";
import { NO_TIME, type Pass, pass } from "./clock.ts";
import { passOf, passUntilPoint } from "./passes.ts";

/** One way on from a step: into a block, and from its end on behind the step. */
export interface Branch {
  /** Missing where the way leads straight on. */
  readonly block: Block | undefined;
  readonly pass: Pass;
  readonly how:
    | { readonly kind: "done" | "refused" | "passed" | "timed out" | "else" | "arm" }
    | { readonly kind: "if"; readonly condition: Expression; readonly failed: readonly Expression[] }
    | { readonly kind: "else if none"; readonly failed: readonly Expression[] }
    | { readonly kind: "happened"; readonly triggers: readonly Trigger[] }
    | { readonly kind: "came true"; readonly condition: Expression };
  /** Whether the run stands still in the step before it takes this way. */
  readonly suspends: boolean;
}

/** The step before a step in its block, which tells whence a wait for an open counts. */
type Before = Step | undefined;

/** The outcome of a condition, where it has only one. */
export type OutcomeOf = (condition: Expression) => boolean | undefined;

const DONE = { kind: "done" } as const;

/** The ways on from a step that is no loop, run of a fragment, `exit` or `break`; those that are never taken are left out. */
export function branchesOf(
  step: Step,
  before: Before,
  args: Arguments | undefined,
  outcomeOf: OutcomeOf,
): readonly Branch[] {
  switch (step.kind) {
    case "Delay":
      return delayBranches(step, args);
    case "Wait":
      return waitBranches(step, before, args);
    case "If":
      return ifBranches(step, outcomeOf);
    case "Match":
      return [
        ...step.cases.map((one) => at(one.body, "arm")),
        ...(step.else === undefined ? [] : [at(step.else, "else")]),
      ];
    case "Split":
      return step.arms.map((arm) => at(arm.body, "arm"));
    default:
      return step.otherwise === undefined
        ? [at(undefined, "done")]
        : [at(undefined, "done"), at(step.otherwise, "refused")];
  }
}

function at(block: Block | undefined, kind: "done" | "refused" | "else" | "arm"): Branch {
  return { block, pass: NO_TIME, how: { kind }, suspends: false };
}

function delayBranches(
  step: Extract<Step, { kind: "Delay" }>,
  args: Arguments | undefined,
): readonly Branch[] {
  if (step.until === undefined)
    return [{ block: undefined, pass: passOf(step.duration, args), how: DONE, suspends: true }];
  const passing = passUntilPoint(step.until, args);
  const waited: Branch = { block: undefined, pass: passing, how: DONE, suspends: true };
  // A time of day and a weekday always lie ahead; a moment may have passed.
  if (passing.kind !== "moment") return [waited];
  return [waited, { block: step.otherwise, pass: NO_TIME, how: { kind: "passed" }, suspends: false }];
}

function waitBranches(
  step: Extract<Step, { kind: "Wait" }>,
  before: Before,
  args: Arguments | undefined,
): readonly Branch[] {
  const limit = step.limit === undefined ? undefined : passUntilPoint(step.limit, args);
  const most = limit === undefined ? Number.POSITIVE_INFINITY : pass({}, limit).most;
  const matched: Pass = { kind: "within", most };
  const happened = (triggers: readonly Trigger[], block: Block | undefined): Branch => ({
    block,
    pass: matched,
    how: { kind: "happened", triggers },
    suspends: true,
  });
  const arms =
    step.until?.kind === "condition"
      ? [cameTrue(step.until.condition, matched)]
      : step.until === undefined
        ? (step.arms ?? []).map((arm) => happened(arm.triggers, arm.body))
        : [happened([step.until.trigger], undefined)];
  if (limit === undefined) return arms;
  const timeout = countsFromHere(step, before) ? limit : shortened(limit, most);
  return [...arms, { block: step.otherwise, pass: timeout, how: { kind: "timed out" }, suspends: true }];
}

function cameTrue(condition: Expression, matched: Pass): Branch {
  return { block: undefined, pass: matched, how: { kind: "came true", condition }, suspends: true };
}

/**
 * What a wait is for counts from its start, an open or a click from the sending, which may lie some way back. The limit
 * is over when nothing of it can come any more.
 */
function countsFromHere(step: Extract<Step, { kind: "Wait" }>, before: Before): boolean {
  const triggers = [
    ...(step.until?.kind === "trigger" ? [step.until.trigger] : []),
    ...(step.arms ?? []).flatMap((arm) => arm.triggers),
  ];
  const earlier = triggers.filter(isOpenOrSince);
  if (earlier.length < triggers.length) return true;
  return earlier.every(
    ({ act, since }) =>
      since === undefined &&
      before?.kind === "Send" &&
      "message" in act &&
      before.message?.text === act.message?.text,
  );
}

function isOpenOrSince({ act, since }: Trigger): boolean {
  return since !== undefined || act.verb === "open" || act.verb === "click";
}

function shortened(limit: Pass, most: number): Pass {
  return limit.kind === "moment"
    ? limit
    : { kind: "for", range: { ...UNKNOWN_TIME, most }, exact: undefined };
}

function ifBranches(step: Extract<Step, { kind: "If" }>, outcomeOf: OutcomeOf): readonly Branch[] {
  const ways: Branch[] = [];
  const failed: Expression[] = [];
  for (const { condition, body } of step.branches) {
    const always = outcomeOf(condition) ?? alwaysAsWritten(condition);
    if (always !== false)
      ways.push({
        block: body,
        pass: NO_TIME,
        how: { kind: "if", condition, failed: [...failed] },
        suspends: false,
      });
    if (always === true) return ways;
    failed.push(condition);
  }
  return [
    ...ways,
    { block: step.else, pass: NO_TIME, how: { kind: "else if none", failed }, suspends: false },
  ];
}
