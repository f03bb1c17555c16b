import type { SplitArm, Step } from "@trajet/grammar";
import type { Check } from "../check.ts";
import { wholeCondition } from "../conditions/whole.ts";
import { blockFlow, type Flow, inScope, joinAll, keywordSpan, type Way } from "./flow.ts";
import { checkLast } from "./last.ts";
import { checkMatch } from "./match.ts";

/** Each branch knows that its condition is true, and those before it false. */
export function ifFlow(step: Extract<Step, { kind: "If" }>, flow: Flow, way: Way): Flow {
  const ends: Flow[] = [];
  let scope = flow.scope;
  for (const branch of step.branches) {
    const branches = wholeCondition(branch.condition, scope, way.check);
    ends.push(blockFlow(branch.body, inScope(flow, branches.whenTrue), way));
    scope = branches.whenFalse;
  }
  return joinAll([...ends, blockFlow(step.else, inScope(flow, scope), way)], flow);
}

export function matchFlow(step: Extract<Step, { kind: "Match" }>, flow: Flow, way: Way): Flow {
  checkMatch(step, flow.scope, way.check);
  const last = step.cases.at(-1);
  if (step.else !== undefined && last !== undefined)
    checkLast(step.else, "else", last.span, "the cases of the match", way.check);
  const ends = step.cases.map((each) => blockFlow(each.body, flow, way));
  return joinAll([...ends, ...(step.else === undefined ? [] : [blockFlow(step.else, flow, way)])], flow);
}

export function splitFlow(step: Extract<Step, { kind: "Split" }>, flow: Flow, way: Way): Flow {
  checkShares(step, way);
  checkArmNames(step.arms, way.check);
  return joinAll(
    step.arms.map((arm) => blockFlow(arm.body, flow, way)),
    flow,
  );
}

function checkShares(step: Extract<Step, { kind: "Split" }>, way: Way): void {
  const { check } = way;
  const shares = step.arms.map((arm) => Number(arm.share.text));
  const outside = step.arms.filter((_, index) => !isShare(shares[index]));
  for (const arm of outside) check.report("TJ4026", arm.share.span, { share: arm.share.text });
  if (outside.length > 0 || step.arms.length === 0) return;
  const total = shares.reduce((sum, share) => sum + Math.round(share * 100), 0) / 100;
  if (total === 100 || check.isBroken(step.span)) return;
  check.report("TJ4024", keywordSpan(step, "split", way), { total: String(total) });
}

/** Shares are counted in hundredths of a percent. */
function isShare(share: number | undefined): boolean {
  return share !== undefined && share > 0 && share <= 100 && Number.isInteger(Math.round(share * 1e6) / 1e4);
}

function checkArmNames(arms: readonly SplitArm[], check: Check): void {
  const seen = new Map<string, SplitArm>();
  for (const arm of arms) {
    if (arm.name === undefined) continue;
    const first = seen.get(arm.name.value);
    if (first?.name === undefined) {
      seen.set(arm.name.value, arm);
      continue;
    }
    const related = [{ file: check.file, span: first.name.span, message: "It is here already." }];
    check.report("TJ4025", arm.name.span, { name: arm.name.value }, { related });
  }
}
