import type { Arm, Block, IfBranch, MatchCase, Span, SplitArm, Step } from "@trajet/grammar";
import { haveOneForm } from "../../analyses/conditions/form.ts";
import type { Edit } from "../../diagnostics/diagnostic.ts";
import type { Check } from "../check.ts";

/** A block of steps, and the one before it that does the same. */
interface Pair {
  readonly block: Block;
  readonly first: Block;
}

/** Of two branches next to each other that do the same, one is enough: `if a { x } else if b { x }` is `if a or b { x }`. */
export function checkSameBranches(step: Extract<Step, { kind: "If" }>, check: Check): void {
  const { branches } = step;
  for (const [index, branch] of branches.entries()) {
    const before = branches[index - 1];
    const pair = same(before?.body, branch.body);
    if (before !== undefined && pair !== undefined)
      report(pair, "branches", check, joinConditions(before, branch, check));
  }
  const pair = same(branches.at(-1)?.body, step.else);
  if (pair !== undefined) report(pair, "branches", check);
}

function joinConditions(before: IfBranch, branch: IfBranch, check: Check): readonly Edit[] {
  const [one, other] = [before.condition, branch.condition].map(({ span }) =>
    check.text.slice(span.start, span.end),
  );
  if (before.body === undefined || branch.body === undefined || hasComment(branch, check)) return [];
  const { file } = check;
  return [
    { file, span: before.condition.span, text: `${one} or ${other}` },
    { file, span: { start: before.body.span.end, end: branch.body.span.end }, text: "" },
  ];
}

/** The cases of a match do not depend on their order. */
export function checkSameCases(step: Extract<Step, { kind: "Match" }>, check: Check): void {
  for (const [index, each] of step.cases.entries()) {
    const first = step.cases.slice(0, index).find((before) => same(before.body, each.body) !== undefined);
    const pair = same(first?.body, each.body);
    if (first !== undefined && pair !== undefined)
      report(pair, "cases", check, joinPatterns(first, each, check));
  }
}

function joinPatterns(first: MatchCase, each: MatchCase, check: Check): readonly Edit[] {
  const [last, own] = [first.patterns.at(-1), each.patterns[0]];
  const end = each.patterns.at(-1);
  if (last === undefined || own === undefined || end === undefined || hasComment(each, check)) return [];
  const patterns = check.text.slice(own.span.start, end.span.end);
  const { file } = check;
  return [
    { file, span: { start: last.span.end, end: last.span.end }, text: `, ${patterns}` },
    { file, span: each.span, text: "" },
  ];
}

/** Neighbours among the arms of a wait: what is between two arms may win over the later one. */
export function checkSameWaits(arms: readonly Arm[], check: Check): void {
  for (const [index, arm] of arms.entries()) {
    const before = arms[index - 1];
    const pair = same(before?.body, arm.body);
    if (before !== undefined && pair !== undefined)
      report(pair, "arms", check, joinTriggers(before, arm, check));
  }
}

function joinTriggers(before: Arm, arm: Arm, check: Check): readonly Edit[] {
  if (before.body === undefined || arm.body === undefined || hasComment(arm, check)) return [];
  const triggers = check.text.slice(arm.span.start, arm.body.span.start).trimEnd();
  const { file } = check;
  return [
    { file, span: { start: before.body.span.start, end: before.body.span.start }, text: `or ${triggers} ` },
    { file, span: { start: before.body.span.end, end: arm.body.span.end }, text: "" },
  ];
}

/** Arms of a split are told apart by what they do. */
export function checkSameArms(arms: readonly SplitArm[], check: Check): void {
  for (const [index, arm] of arms.entries()) {
    const first = arms.slice(0, index).find((before) => same(before.body, arm.body) !== undefined);
    const pair = same(first?.body, arm.body);
    if (pair !== undefined) report(pair, "arms", check);
  }
}

/** Blocks that do nothing are not compared: an arm may be there to do nothing. */
function same(first: Block | undefined, block: Block | undefined): Pair | undefined {
  if (first === undefined || block === undefined) return undefined;
  if (block.steps.length === 0 || first.steps.length !== block.steps.length) return undefined;
  if (first.steps[0]?.kind !== block.steps[0]?.kind) return undefined;
  return haveOneForm(first.steps, block.steps) ? { first, block } : undefined;
}

function report(pair: Pair, what: string, check: Check, edits: readonly Edit[] = []): void {
  const related = [{ file: check.file, span: pair.first.span, message: "This does the same." }];
  const fixes = edits.length === 0 ? [] : [{ id: "merge", title: "Make one of the two", edits }];
  check.report("TJ4104", pair.block.span, { what }, { related, fixes });
}

/** A comment would be lost, so a person has to join them. */
function hasComment({ span }: { readonly span: Span }, check: Check): boolean {
  return /\/[/*]/.test(check.text.slice(span.start, span.end).replace(/"[^"\n]*"/g, ""));
}
