import type { Literal, Pattern, Step } from "@trajet/grammar";
import { describe, required, type Type } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { checkComparable } from "../expressions/comparison.ts";
import type { Scope } from "../scope.ts";

type Match = Extract<Step, { kind: "Match" }>;

/** The types of a match's patterns, and that each value of its subject has exactly one case, or there is an `else`. */
export function checkMatch(step: Match, scope: Scope, check: Check): void {
  const subject = check.typeOf(step.subject, scope);
  const patterns = step.cases.flatMap((each) => each.patterns);
  const comparable = patterns.map((pattern) => checkPattern(pattern, step, subject, scope, check));
  if (subject.unknown || comparable.includes(false) || check.isBroken(step.span)) return;
  if (subject.type === "number" || subject.type === "money") checkRanges(step, patterns, subject, check);
  else checkValues(step, patterns, subject, check);
}

function checkPattern(pattern: Pattern, step: Match, subject: Type, scope: Scope, check: Check): boolean {
  return literalsOf(pattern).every((literal) => {
    const type = check.typeOf(literal, scope);
    return checkComparable(step.subject, subject, literal, type, literal, check);
  });
}

function literalsOf(pattern: Pattern): readonly Literal[] {
  return pattern.form === "range" ? [pattern.low, pattern.high] : [pattern.value];
}

function checkValues(step: Match, patterns: readonly Pattern[], subject: Type, check: Check): void {
  const seen = new Set<string>();
  for (const pattern of patterns) {
    const value = written(pattern, check);
    if (seen.has(value)) check.report("TJ4045", pattern.span, { pattern: value });
    seen.add(value);
  }
  if (step.else !== undefined) return;
  const missing = possibleValues(subject)?.filter((value) => !seen.has(value));
  if (missing === undefined) report(step, `each ${describe(required(subject))} has to have a case`, check);
  else if (missing.length > 0) report(step, `${missing.join(", ")} has no case`, check);
  else if (subject.optional) report(step, "a missing value has no case", check);
}

function report(step: Match, missing: string, check: Check): void {
  check.report("TJ4044", step.subject.span, { missing });
}

function written(pattern: Pattern, check: Check): string {
  return check.text.slice(pattern.span.start, pattern.span.end);
}

/** The values of a type that has few, as they are written. */
function possibleValues(type: Type): readonly string[] | undefined {
  if (type.type === "enum") return type.values?.map((value) => `"${value}"`);
  return type.type === "boolean" ? ["true", "false"] : undefined;
}

/** A range of numbers, with its ends in it or not. */
interface Range {
  readonly low: number;
  readonly lowIncluded: boolean;
  readonly high: number;
  readonly highIncluded: boolean;
  readonly pattern: Pattern;
}

function checkRanges(step: Match, patterns: readonly Pattern[], subject: Type, check: Check): void {
  const ranges = patterns.map(rangeOf).sort((one, other) => one.low - other.low || one.high - other.high);
  let covered: Range | undefined;
  let gap = ranges[0] === undefined || ranges[0].low !== Number.NEGATIVE_INFINITY;
  for (const range of ranges) {
    if (covered !== undefined && overlaps(covered, range)) {
      check.report("TJ4045", range.pattern.span, { pattern: written(range.pattern, check) });
    } else if (covered !== undefined && !touches(covered, range)) gap = true;
    if (covered === undefined || range.high >= covered.high) covered = range;
  }
  const open = gap || covered?.high !== Number.POSITIVE_INFINITY;
  if (step.else !== undefined) return;
  if (open) report(step, "the ranges leave a gap", check);
  else if (subject.optional) report(step, "a missing value has no case", check);
}

function overlaps(lower: Range, upper: Range): boolean {
  if (upper.low < lower.high) return true;
  return upper.low === lower.high && upper.lowIncluded && lower.highIncluded;
}

function touches(lower: Range, upper: Range): boolean {
  return upper.low === lower.high && (upper.lowIncluded || lower.highIncluded);
}

function rangeOf(pattern: Pattern): Range {
  const all = {
    low: Number.NEGATIVE_INFINITY,
    lowIncluded: false,
    high: Number.POSITIVE_INFINITY,
    highIncluded: false,
  };
  if (pattern.form === "range") {
    return {
      low: amount(pattern.low),
      lowIncluded: true,
      high: amount(pattern.high),
      highIncluded: false,
      pattern,
    };
  }
  const value = amount(pattern.value);
  if (pattern.form === "value") {
    return { low: value, lowIncluded: true, high: value, highIncluded: true, pattern };
  }
  const included = pattern.operator.endsWith("=");
  return pattern.operator.startsWith("<")
    ? { ...all, high: value, highIncluded: included, pattern }
    : { ...all, low: value, lowIncluded: included, pattern };
}

function amount(literal: Literal): number {
  if (literal.kind === "Money") return Number(literal.amount);
  return literal.kind === "Number" ? Number(literal.text) : Number.NaN;
}
