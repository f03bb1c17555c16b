import type { Block, SplitArm, Step } from "@trajet/grammar";
import { areRelated } from "../../analyses/conditions/families.ts";
import type { Fact, Knowledge } from "../../analyses/conditions/knowledge.ts";
import { isImpossible } from "../../analyses/conditions/satisfy.ts";
import type { Related } from "../../diagnostics/diagnostic.ts";
import type { Check } from "../check.ts";
import { reasons } from "../conditions/judging.ts";
import { conflict, formulasOf } from "../conditions/known.ts";
import { wholeCondition } from "../conditions/whole.ts";
import { referenceKey } from "../expressions/optionals.ts";
import { withKnowledge, withSet } from "../scope.ts";
import { blockFlow, type Flow, inScope, joinAll, keywordSpan, type Way } from "./flow.ts";
import { checkLast } from "./last.ts";
import { checkMatch } from "./match.ts";
import { checkSameArms, checkSameBranches, checkSameCases } from "./same-arms.ts";

/** Each branch knows that its condition is true, and those before it false. */
export function ifFlow(step: Extract<Step, { kind: "If" }>, flow: Flow, way: Way): Flow {
  const ends: Flow[] = [];
  const around = flow.scope.knowledge;
  let scope = flow.scope;
  let said = false;
  for (const branch of step.branches) {
    const { whenTrue, whenFalse, always } = wholeCondition(branch.condition, scope, way.check, { around });
    if (always !== undefined) way.check.decide(branch.condition, always);
    said ||= always === true;
    ends.push(blockFlow(branch.body, inScope(flow, whenTrue), way));
    scope = whenFalse;
  }
  if (step.else !== undefined && !said) checkElse(step.else, scope.knowledge, around, way.check);
  checkSameBranches(step, way.check);
  return joinAll([...ends, blockFlow(step.else, inScope(flow, scope), way)], flow);
}

/** Nobody is left for an `else` behind branches that take everybody. */
function checkElse(block: Block, knowledge: Knowledge, around: Knowledge, check: Check): void {
  const before = knowledge.known.filter((fact) => !around.known.includes(fact));
  const related = conflict(around, formulasOf(before)) ?? everybody(before);
  if (related === undefined) return;
  check.report("TJ4103", block.span, { before: "the branches" }, { related, tags: ["unnecessary"] });
}

function everybody(before: readonly Fact[]): readonly Related[] | undefined {
  const formulas = formulasOf(before);
  if (!areRelated(formulas) || !isImpossible(formulas, { withMeanings: true })) return undefined;
  return reasons(before, []);
}

/** Each case knows which values it has. */
export function matchFlow(step: Extract<Step, { kind: "Match" }>, flow: Flow, way: Way): Flow {
  const { knownIn, knownInRest } = checkMatch(step, flow.scope, way.check);
  checkSameCases(step, way.check);
  const last = step.cases.at(-1);
  if (step.else !== undefined && last !== undefined)
    checkLast(step.else, "else", last.span, "the cases of the match", way.check);
  // Of a value that has a case it is known that it is there.
  const key = referenceKey(step.subject);
  const there = withSet(flow.scope, key === undefined ? [] : [key]);
  const ends = step.cases.map((each) =>
    blockFlow(each.body, inScope(flow, withKnowledge(there, knownIn(each))), way),
  );
  const inRest = knownInRest && inScope(flow, withKnowledge(flow.scope, knownInRest));
  return joinAll([...ends, ...(inRest === undefined ? [] : [blockFlow(step.else, inRest, way)])], flow);
}

export function splitFlow(step: Extract<Step, { kind: "Split" }>, flow: Flow, way: Way): Flow {
  checkShares(step, way);
  checkArmNames(step.arms, way.check);
  checkSameArms(step.arms, way.check);
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
