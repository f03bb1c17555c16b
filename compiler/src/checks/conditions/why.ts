import type { Expression } from "@trajet/grammar";
import { all, any, not, variablesOf } from "../../analyses/conditions/formula.ts";
import { operandOf } from "../../analyses/conditions/operands.ts";
import { isImpossible } from "../../analyses/conditions/satisfy.ts";
import { unwrap } from "../expressions/assign.ts";
import { formulaOf, type Judging, withoutNeedless, writtenOf } from "./judging.ts";
import { type Joined, joinedBy, partsOf } from "./parts.ts";

/** Why a condition has only one outcome, as a clause. */
export function whyDecided(expression: Expression, value: boolean, judging: Judging): string {
  const joined = joinedBy(expression);
  return joined === undefined ? whySimple(expression, value, judging) : whyJoined(joined, value, judging);
}

function whySimple(expression: Expression, value: boolean, judging: Judging): string {
  const written = (part: Expression): string => writtenOf(part, judging);
  switch (expression.kind) {
    case "Boolean":
      return `it is written as ${value}`;
    case "Is":
      if (expression.state.kind === "kind")
        return `every start of this journey is ${expression.state.name?.text ?? ""}`;
      return `${written(expression.operand)} always has a value`;
    case "In":
      if (expression.container.kind === "value" && isEmptyList(expression.container.value))
        return "the list is empty";
      return oneOutcome(expression.operand, value, judging);
    case "Binary":
      return whyComparison(expression.left, expression.right, value, judging);
    case "Between":
    case "Matches":
      return oneOutcome(expression.operand, value, judging);
    case "History":
      return "nothing happens less than 0 times";
    default:
      return `no value makes it ${!value}`;
  }
}

function isEmptyList(expression: Expression): boolean {
  const list = unwrap(expression);
  return list.kind === "List" && list.elements.length === 0;
}

function whyComparison(left: Expression, right: Expression, value: boolean, judging: Judging): string {
  const [one, other] = [operandOf(left, judging.reading), operandOf(right, judging.reading)];
  if (one !== undefined && one.key === other?.key) {
    return `${writtenOf(left, judging)} is compared with itself`;
  }
  if (one === undefined && other === undefined) return "both sides are written out";
  return oneOutcome(one === undefined ? right : left, value, judging);
}

/** What limits the values of what is compared. */
function oneOutcome(operand: Expression, value: boolean, judging: Judging): string {
  const written = writtenOf(operand, judging);
  const known = operandOf(operand, judging.reading);
  const scale = known?.type.scale;
  if (scale !== undefined) return `${written} goes from ${scale.low} to ${scale.high}`;
  if (known?.counted) return `${written} is a whole number, and not less than 0`;
  return value ? `every value of ${written} passes` : `no value of ${written} passes`;
}

/** The parts that exclude each other, or of which one is always true. */
function whyJoined(joined: Joined, value: boolean, judging: Judging): string {
  const parts = partsOf(joined).map(({ expression }) => expression);
  const needed = withoutNeedless(parts, (left) => {
    const formulas = left.map((part) => formulaOf(part, judging));
    const claim = value ? not(any(formulas)) : all(formulas);
    return isImpossible([claim], { withMeanings: true });
  });
  return whyTogether(needed, value, judging);
}

function whyTogether(parts: readonly Expression[], value: boolean, judging: Judging): string {
  const [subject, tails] = sharedSubject(parts, judging);
  if (subject === undefined) {
    const written = parts.map((part) => `\`${writtenOf(part, judging)}\``);
    if (value) return `${listed(written, "or")} is true of everybody`;
    return `${listed(written, "and")} are never${written.length === 2 ? " both" : " all"} true`;
  }
  if (value) return `every value of ${subject} is ${listed(tails, "or")}`;
  if (parts.length === 2) return `no value of ${subject} is both ${listed(tails, "and")}`;
  return `${subject} has no other value`;
}

/** What all parts compare, and with what, if it is one and the same thing. */
function sharedSubject(
  parts: readonly Expression[],
  judging: Judging,
): readonly [subject: string | undefined, tails: readonly string[]] {
  const compared = parts.map((part) =>
    part.kind === "Binary" || part.kind === "In" || part.kind === "Between" ? part : undefined,
  );
  const subjects = compared.map((part) => {
    if (part === undefined) return undefined;
    return writtenOf(part.kind === "Binary" ? part.left : part.operand, judging);
  });
  const [subject] = subjects;
  const variables = new Set(
    parts.flatMap((part) => variablesOf(formulaOf(part, judging))).map(({ key }) => key),
  );
  if (
    subject === undefined ||
    subjects.some((each) => each !== subject) ||
    variables.size > 1 ||
    subject === "contact"
  )
    return [undefined, []];
  return [subject, parts.map((part) => writtenOf(part, judging).slice(subject.length).trim())];
}

function listed(words: readonly string[], joint: "and" | "or"): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${joint} ${words.at(-1)}`;
}
