import {
  type AnyNode,
  type Expression,
  type Outcome,
  type Span,
  type Test,
  type TestLine,
  visitChildren,
} from "@trajet/grammar";
import type { Check } from "../check.ts";
import { unwrap } from "../expressions/assign.ts";

type ExpectLine = Extract<TestLine, { kind: "Expect" }>;

/** A test expects something, and nothing that something else that it expects excludes. */
export function checkExpectations(test: Test, check: Check): void {
  if (!test.lines.some(({ kind }) => kind === "Expect")) {
    check.report("TJ4314", test.title?.span ?? test.keywordSpan, {});
    return;
  }
  for (const stretch of stretchesOf(test.lines))
    checkTogether(
      stretch.filter(({ span }) => !check.isBroken(span)),
      check,
    );
}

/** Lines that are asked at the same moment, with nothing between them. */
function stretchesOf(lines: readonly TestLine[]): readonly (readonly ExpectLine[])[] {
  const stretches: ExpectLine[][] = [[]];
  for (const line of lines) {
    if (line.kind === "Expect") stretches.at(-1)?.push(line);
    else if (line.kind !== "Take" && stretches.at(-1)?.length !== 0) stretches.push([]);
  }
  return stretches;
}

function checkTogether(lines: readonly ExpectLine[], check: Check): void {
  for (const [index, line] of lines.entries()) {
    const against = lines.slice(0, index).find((one) => excludes(one, line, check));
    if (against === undefined) continue;
    const other = writtenAt(against, check);
    const message = "This is expected at the same moment.";
    check.report(
      "TJ4315",
      line.span,
      { other },
      { related: [{ file: check.file, span: against.span, message }] },
    );
  }
}

/** Whether two lines can never both be so. What a filter or a text narrows is left alone: it may be another one. */
function excludes(one: ExpectLine, other: ExpectLine, check: Check): boolean {
  const [a, b] = [one.expected, other.expected];
  if (a.kind === "condition" || b.kind === "condition") {
    if (a.kind !== "condition" || b.kind !== "condition") return false;
    const [claim, counter] = [claimOf(a.condition, check), claimOf(b.condition, check)];
    return claim.text === counter.text && claim.negated !== counter.negated;
  }
  if (personOf(a) !== personOf(b)) return isNothing(one, other) || isNothing(other, one);
  if (isStanding(a) && isStanding(b)) return standsElsewhere(one, a, other, b, check);
  return (
    isNothing(one, other) ||
    isNothing(other, one) ||
    isNever(one, other) ||
    isNever(other, one) ||
    countsDiffer(one, other)
  );
}

type Standing = Extract<Outcome, { kind: "waiting" | "held" | "finished" | "exited" }>;

function isStanding(outcome: Outcome): outcome is Standing {
  return ["waiting", "held", "finished", "exited"].includes(outcome.kind);
}

/** A run stands in one place. */
function standsElsewhere(
  one: ExpectLine,
  a: Standing,
  other: ExpectLine,
  b: Standing,
  check: Check,
): boolean {
  if (runOf(a, check) !== runOf(b, check)) return false;
  const [here, there] = [labelOf(a), labelOf(b)];
  if (one.negated && other.negated) return false;
  if (!one.negated && !other.negated)
    return a.kind !== b.kind || (here !== undefined && there !== undefined && here !== there);
  const [not, yes] = one.negated ? [a, b] : [b, a];
  if (not.kind !== yes.kind || not.where !== undefined) return false;
  return labelOf(not) === undefined || labelOf(not) === labelOf(yes);
}

/** Which run a line speaks of, as it is written: the latest, unless a filter asks for what started it. */
function runOf({ where }: Standing, check: Check): string {
  return where !== undefined && speaksOfEntry(where) ? writtenAt(where, check) : "";
}

function speaksOfEntry(node: AnyNode): boolean {
  let speaks = false;
  const visit = (one: AnyNode): void => {
    speaks ||= one.kind === "Reference" && one.path[0]?.text === "entry";
    visitChildren(one, visit);
  };
  visit(node);
  return speaks;
}

function labelOf(outcome: Standing): string | undefined {
  return outcome.kind === "waiting" || outcome.kind === "held" ? outcome.at?.text : undefined;
}

/** `nothing sent`, and something that was. */
function isNothing(
  { negated, expected: none }: ExpectLine,
  { negated: not, expected: some }: ExpectLine,
): boolean {
  if (none.kind !== "nothing sent" || some.kind !== "sent" || negated || not) return false;
  if (none.to !== undefined && personOf(none) !== personOf(some)) return false;
  return isWithin(sinceStart(some), none.sinceStart);
}

/** `not sent Welcome`, and `sent Welcome`: of the same, without a filter on what never was. */
function isNever(never: ExpectLine, once: ExpectLine): boolean {
  const [none, some] = [never.expected, once.expected];
  if (!never.negated || once.negated || none.kind !== some.kind || subjectOf(none) !== subjectOf(some))
    return false;
  return !isNarrowed(none) && isWithin(sinceStart(some), sinceStart(none));
}

/** `sent Welcome 1 time`, and `sent Welcome 2 times`. */
function countsDiffer(one: ExpectLine, other: ExpectLine): boolean {
  const [a, b] = [one.expected, other.expected];
  if (one.negated || other.negated || subjectOf(a) === undefined || subjectOf(a) !== subjectOf(b))
    return false;
  if (a.kind !== b.kind || isNarrowed(a) || isNarrowed(b) || sinceStart(a) !== sinceStart(b)) return false;
  const [first, second] = [numberOf(a), numberOf(b)];
  return first !== undefined && second !== undefined && first !== second;
}

/** What happened in the shorter stretch happened in the longer one. */
const isWithin = (some: boolean, none: boolean): boolean => none || !some;

type Expected = ExpectLine["expected"];

function sinceStart(expected: Expected): boolean {
  switch (expected.kind) {
    case "sent":
    case "called":
    case "entered":
      return expected.count?.sinceStart ?? false;
    case "nothing sent":
      return expected.sinceStart;
    default:
      return false;
  }
}

function numberOf(expected: Expected): number | undefined {
  const counted = expected.kind === "sent" || expected.kind === "called" || expected.kind === "entered";
  const number = counted ? expected.count?.number : undefined;
  return number === undefined ? undefined : Number(number.text);
}

function isNarrowed(expected: Expected): boolean {
  if (expected.kind === "nothing sent" || expected.kind === "condition") return false;
  const isText = expected.kind === "sent" && (expected.snapshot || expected.containing.length > 0);
  return isText || expected.where !== undefined;
}

/** What is counted or reached, apart from whom it is about; `undefined` for what has no name. */
function subjectOf(expected: Expected): string | undefined {
  switch (expected.kind) {
    case "sent":
      return expected.message?.text;
    case "called":
      return expected.webhook?.text;
    case "entered":
      return "";
    case "reached":
      return `${expected.what} ${expected.name?.value}`;
    default:
      return undefined;
  }
}

function personOf(outcome: Outcome): string | undefined {
  const whom = outcome.kind === "sent" || outcome.kind === "nothing sent" ? outcome.to : outcome.forPerson;
  return whom?.kind === "Text" ? JSON.stringify(whom.value) : whom?.text;
}

function writtenAt({ span }: { readonly span: Span }, check: Check): string {
  return check.text.slice(span.start, span.end).replace(/\s+/g, " ");
}

/** A condition without the `not` before it, as it is written. */
function claimOf(condition: Expression, check: Check): { readonly text: string; readonly negated: boolean } {
  const written = unwrap(condition);
  if (written.kind === "Not") {
    const { text, negated } = claimOf(written.operand, check);
    return { text, negated: !negated };
  }
  return { text: writtenAt(written, check), negated: false };
}
