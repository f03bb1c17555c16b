import type { MatchCase, Pattern, Step } from "@trajet/grammar";
import { type Formula, is } from "../../analyses/conditions/formula.ts";
import type { Point } from "../../analyses/conditions/intervals.ts";
import { type Knowledge, knowing } from "../../analyses/conditions/knowledge.ts";
import { written as writtenNumber } from "../../analyses/conditions/rational.ts";
import {
  complement,
  everything,
  intersection,
  isEmpty,
  type Region,
  union,
} from "../../analyses/conditions/region.ts";
import { quote } from "../../diagnostics/fixes.ts";
import { describe, required, type Type } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { readingOf } from "../conditions/judging.ts";
import { conflict } from "../conditions/known.ts";
import { checkComparable } from "../expressions/comparison.ts";
import type { Scope } from "../scope.ts";
import { asPattern, inWords, literalsOf, type Told, toldApart } from "./patterns.ts";

type Match = Extract<Step, { kind: "Match" }>;

/** What is known in each case, and in the `else`. */
export interface Cases {
  readonly knownIn: (each: MatchCase) => Knowledge;
  /** `undefined` without an `else`, where every value has a case. */
  readonly knownInRest: Knowledge | undefined;
}

/** The types of a match's patterns, and that each value of its subject has exactly one case, or there is an `else`. */
export function checkMatch(step: Match, scope: Scope, check: Check): Cases {
  const subject = check.typeOf(step.subject, scope);
  const patterns = step.cases.flatMap((each) => each.patterns);
  const comparable = patterns.map((pattern) => checkPattern(pattern, step, subject, scope, check));
  const nothing: Cases = { knownIn: () => scope.knowledge, knownInRest: scope.knowledge };
  if (subject.unknown || comparable.includes(false) || check.isBroken(step.span)) return nothing;
  const told = toldApart(step.subject, subject, patterns, readingOf(scope, check), check.text);
  if (told === undefined) return nothing;
  const covered = checkOverlaps(patterns, told, check);
  checkReached(step, told, scope.knowledge, check);
  const complete = checkRest(step, told, covered, subject, scope.knowledge, check);
  return casesOf(step, told, complete ? undefined : covered, scope, check);
}

function checkPattern(pattern: Pattern, step: Match, subject: Type, scope: Scope, check: Check): boolean {
  return literalsOf(pattern).every((literal) => {
    const type = check.typeOf(literal, scope);
    return checkComparable(step.subject, subject, literal, type, literal, check);
  });
}

/** Reports what has a case twice. Gives all that has one. */
function checkOverlaps(patterns: readonly Pattern[], told: Told, check: Check): Region {
  const { domain } = told.variable;
  let covered = complement(everything(domain), domain);
  for (const [index, pattern] of patterns.entries()) {
    const own = regionOf(pattern, told);
    const first = patterns.slice(0, index).find((each) => !isEmpty(intersection(regionOf(each, told), own)));
    if (first !== undefined) reportOverlap(pattern, own, first, told, check);
    covered = union(covered, own, domain);
  }
  return covered;
}

function reportOverlap(pattern: Pattern, own: Region, first: Pattern, told: Told, check: Check): void {
  const twice = valuesOf(intersection(regionOf(first, told), own), told);
  const related = [{ file: check.file, span: first.span, message: "It has its case here." }];
  check.report("TJ4045", pattern.span, { pattern: twice.map(({ words }) => words).join(", ") }, { related });
}

function regionOf(pattern: Pattern, { regions, variable }: Told): Region {
  return regions.get(pattern) ?? complement(everything(variable.domain), variable.domain);
}

/** Reports a case for whose values nobody is left. One that does nothing may stand there to make the match complete. */
function checkReached(step: Match, told: Told, knowledge: Knowledge, check: Check): void {
  const doing = step.cases.filter(({ body }) => body !== undefined && body.steps.length > 0);
  for (const pattern of doing.flatMap((each) => each.patterns)) {
    const region = regionOf(pattern, told);
    const words = check.text.slice(pattern.span.start, pattern.span.end);
    if (isEmpty(region)) {
      check.report("TJ4107", pattern.span, { pattern: words }, { tags: ["unnecessary"] });
      continue;
    }
    const related = conflict(knowledge, [is(told.variable, region)]);
    if (related !== undefined)
      check.report("TJ4107", pattern.span, { pattern: words }, { related, tags: ["unnecessary"] });
  }
}

/** Reports what has no case, or an `else` that is left for nobody. Gives whether the cases are all that there is. */
function checkRest(
  step: Match,
  told: Told,
  covered: Region,
  subject: Type,
  knowledge: Knowledge,
  check: Check,
): boolean {
  const { variable } = told;
  const rest = complement(covered, variable.domain);
  const open = possible(rest, told, knowledge);
  const mayBeMissing = Boolean(subject.optional) && rest.missing;
  if (step.else !== undefined) {
    const before = { before: "the cases" };
    if (open.length === 0 && !rest.missing)
      check.report("TJ4103", step.else.span, before, { tags: ["unnecessary"] });
    return false;
  }
  const complete = open.length === 0 && !mayBeMissing;
  if (!complete) reportRest(step, rest, open, subject, check);
  return complete;
}

/** Some values, in words, and as a pattern if there is one for them. */
interface Values {
  readonly words: string;
  readonly pattern: string | undefined;
  readonly region: Region;
}

/** What of a region somebody may have who gets here. */
function possible(region: Region, told: Told, knowledge: Knowledge): readonly Values[] {
  return valuesOf(region, told).filter(
    (each) => conflict(knowledge, [is(told.variable, each.region)]) === undefined,
  );
}

function valuesOf(region: Region, { variable, writtenAs }: Told): readonly Values[] {
  const { values } = region;
  const only = (part: Region["values"]): Region => ({ missing: false, values: part });
  if (values.kind === "ordered") {
    const write = (point: Point): string =>
      writtenAs(point) ?? (typeof point === "string" ? point : writtenNumber(point));
    return values.intervals.map((interval) => ({
      words: inWords(interval, write),
      pattern: asPattern(interval, write),
      region: only({ kind: "ordered", intervals: [interval] }),
    }));
  }
  if (values.except) return [{ words: "", pattern: undefined, region: only(values) }];
  const isBoolean = variable.domain.kind === "names" && variable.domain.all?.includes("true");
  return [...values.names].map((name) => {
    const words = isBoolean ? name : quote(name);
    return { words, pattern: words, region: only({ ...values, names: new Set([name]) }) };
  });
}

function reportRest(step: Match, rest: Region, open: readonly Values[], subject: Type, check: Check): void {
  const words = open.map((each) => each.words);
  const missing =
    words.includes("") || (step.cases.length === 0 && words.includes("every value"))
      ? `each ${describe(required(subject))} has to have a case`
      : open.length > 0
        ? `${listed(words)} ${words.length === 1 ? "has" : "have"} no case`
        : "a missing value has no case";
  check.report(
    "TJ4044",
    step.subject.span,
    { missing },
    { fixes: fixesOf(step, rest, open, subject, check) },
  );
}

function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function fixesOf(step: Match, rest: Region, open: readonly Values[], subject: Type, check: Check) {
  const end = step.cases.at(-1)?.span.end;
  if (end === undefined) return [];
  const insert = (text: string) => [{ file: check.file, span: { start: end, end }, text }];
  const otherwise = { id: "add-else", title: "Add else", edits: insert(" else { }") };
  const patterns = open.map(({ pattern }) => pattern).filter((pattern) => pattern !== undefined);
  const complete = patterns.length === open.length && open.length > 0 && !(subject.optional && rest.missing);
  if (!complete) return [otherwise];
  const title = `Add ${patterns.length === 1 ? "the missing case" : "the missing cases"}`;
  const cases = patterns.map((pattern) => ` ${pattern} { }`).join("");
  return [{ id: "add-cases", title, edits: insert(cases) }, otherwise];
}

/** What each case tells of the subject; `covered` has a case, and something else may be left. */
function casesOf(step: Match, told: Told, covered: Region | undefined, scope: Scope, check: Check): Cases {
  const { variable } = told;
  const known = (formula: Formula, message: string): Knowledge =>
    knowing(scope.knowledge, formula, { file: check.file, span: step.subject.span, message });
  return {
    knownIn: ({ patterns }) => {
      const none = complement(everything(variable.domain), variable.domain);
      const own = patterns.map((pattern) => regionOf(pattern, told));
      const region = own.reduce((all, each) => union(all, each, variable.domain), none);
      return known(is(variable, region), "Here it has a value of this case.");
    },
    knownInRest:
      covered === undefined
        ? undefined
        : known(is(variable, complement(covered, variable.domain)), "Here it has a value without a case."),
  };
}
