import type { Expression } from "@trajet/grammar";
import { haveOneForm } from "../../analyses/conditions/form.ts";
import { type Formula, not, variablesOf } from "../../analyses/conditions/formula.ts";
import { isImpossible } from "../../analyses/conditions/satisfy.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Additions } from "../../diagnostics/report.ts";
import { decidedIn } from "./decided.ts";
import { formulaOf, type Judging, writtenOf } from "./judging.ts";
import { conflict, type Known } from "./known.ts";
import { type Joined, type Joint, joinedBy, type Part, partsOf } from "./parts.ts";

/** With more parts than this nothing is said of each of them: the work grows with the square of their number. */
const MOST_PARTS = 16;

/** Segments may be changed where they are declared: that a part says again what one means is no mistake. */
const QUESTION = { withMeanings: false };

interface Read extends Part {
  readonly formula: Formula;
}

/** What holds beside a part, since else the part decides nothing. */
interface Beside {
  readonly expression: Expression;
  readonly formula: Formula;
  readonly joint: Joint;
}

/**
 * Reports the parts of a condition that change nothing: what `and` joins and the others say already, what `or` joins
 * and nobody passes who does not pass another. `around` is what holds where the joint stands.
 */
export function reportNeedless(
  joined: Joined,
  around: readonly Beside[],
  known: Known,
  judging: Judging,
): void {
  const all = partsOf(joined).map((part) => ({ ...part, formula: formulaOf(part.expression, judging) }));
  if (all.length > MOST_PARTS) return;
  let left = reportRepeated(all, judging);
  for (const part of left.toReversed()) {
    const others = left.filter((other) => other !== part);
    if (reportPart(part, others, joined.operator, around, known, judging)) left = others;
  }
}

/** Word for word. */
function reportRepeated(all: readonly Read[], { check }: Judging): readonly Read[] {
  return all.filter((part, index) => {
    const first = all.slice(0, index).find((other) => haveOneForm(other.expression, part.expression));
    if (first === undefined) return true;
    const related = [{ file: check.file, span: first.expression.span, message: "It stands here already." }];
    check.report("TJ4022", part.expression.span, {}, { related, ...removing(part, check.file) });
    return false;
  });
}

function removing(part: Part, file: string): Additions {
  const edits = [{ file, span: part.removal, text: "" }];
  return { fixes: [{ id: "remove-part", title: "Take it out", edits }], tags: ["unnecessary"] };
}

function reportPart(
  part: Read,
  others: readonly Read[],
  joint: Joint,
  around: readonly Beside[],
  known: Known,
  judging: Judging,
): boolean {
  const { check } = judging;
  const decided = decidedIn(part.expression, part.formula, judging);
  if (decided !== undefined) {
    check.report("TJ4021", decided.at.span, { always: decided.value, why: decided.why });
    return true;
  }
  const needless = whyNeedless(part, others, joint, around, known, judging);
  if (needless !== undefined) {
    const { why, related } = needless;
    check.report("TJ4101", part.expression.span, { why }, { related, ...removing(part, check.file) });
    return true;
  }
  const inner = joinedBy(part.expression);
  if (inner !== undefined) {
    const beside = others.map((other) => besideOf(other, joint));
    reportNeedless(inner, [...around, ...beside], known, judging);
  }
  return false;
}

interface Needless {
  readonly why: string;
  readonly related: NonNullable<Diagnostic["related"]>;
}

function whyNeedless(
  part: Read,
  others: readonly Read[],
  joint: Joint,
  around: readonly Beside[],
  known: Known,
  judging: Judging,
): Needless | undefined {
  const claim = joint === "and" ? not(part.formula) : part.formula;
  const related = conflict(joint === "and" ? known.around : known.here, [claim]);
  if (related !== undefined) return { why: KNOWN[joint], related };
  if (isLook(part.expression)) return undefined;
  const beside = nearby(claim, [...others.map((other) => besideOf(other, joint)), ...around]);
  if (beside.length === 0 || !excluded(claim, beside)) return undefined;
  const single = beside.find((other) => excluded(claim, [other]));
  if (single === undefined) return { why: TOGETHER[joint], related: [] };
  const place = { file: judging.check.file, span: single.expression.span, message: "It follows from this." };
  const written = `\`${writtenOf(single.expression, judging)}\``;
  return {
    why: joint === "and" || single.joint === "or" ? SINGLE[joint](written) : NEVER(written),
    related: [place],
  };
}

/** What holds where a part decides: the others of an `and` are true, those of an `or` false. */
function besideOf({ expression, formula }: Read, joint: Joint): Beside {
  return { expression, formula: joint === "and" ? formula : not(formula), joint };
}

function excluded(claim: Formula, beside: readonly Beside[]): boolean {
  return isImpossible([...beside.map(({ formula }) => formula), claim], QUESTION);
}

/** `contact.city is set` beside a comparison makes plain what is looked at, and costs nothing. */
function isLook(expression: Expression): boolean {
  return expression.kind === "Is" && expression.state.kind === "set";
}

/** The others, if any of them has to do with it: else it is true or false without them. */
function nearby(claim: Formula, others: readonly Beside[]): readonly Beside[] {
  const families = new Set(variablesOf(claim).map(({ family }) => family));
  const isNear = ({ formula }: Beside): boolean =>
    variablesOf(formula).some(({ family }) => families.has(family));
  return others.some(isNear) ? others : [];
}

const KNOWN: Readonly<Record<Joint, string>> = {
  and: "it is true of everybody who gets here",
  or: "nobody who gets here passes it",
};
const TOGETHER: Readonly<Record<Joint, string>> = {
  and: "the rest of the condition says it already",
  or: "whoever passes it passes the rest of the condition without it, or not at all",
};
const SINGLE: Readonly<Record<Joint, (other: string) => string>> = {
  and: (other) => `${other} says it already`,
  or: (other) => `whoever passes it passes ${other} as well`,
};
const NEVER = (other: string): string => `it is never true together with ${other}`;
