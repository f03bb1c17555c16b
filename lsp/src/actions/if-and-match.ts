import { type Block, type Expression, findPath, type Pattern, type Step } from "@trajet/grammar";
import { CodeActionKind } from "../protocol.ts";
import { type Action, type ActionPlace, replaced, textOf } from "./action.ts";
import { losesComment } from "./comments.ts";
import { isHarmless } from "./harmless.ts";

type If = Extract<Step, { kind: "If" }>;
type Match = Extract<Step, { kind: "Match" }>;

/** `if x == "a" { … } else if x == "b" { … }` as a `match` of x. */
export function ifToMatch(place: ActionPlace): readonly Action[] {
  const step = atWord(place, "If");
  if (step === undefined || step.branches.length < 2) return [];
  const cases = step.branches.map(({ condition, body }) => ({ found: patternsOf(condition, place), body }));
  const subject = cases[0]?.found?.subject;
  const lines = cases.map(({ found, body }) =>
    found === undefined || found.subject !== subject || body === undefined
      ? undefined
      : `${found.patterns.join(", ")} ${textOf(place, body.span)}`,
  );
  if (subject === undefined || lines.includes(undefined)) return [];
  const bodies = step.branches.map(({ body }) => body);
  // Where the cases are all values that there are, an `else` would be for nobody; else the checks ask for one.
  const rests = step.else === undefined ? [[], ["else { }"]] : [[`else ${textOf(place, step.else.span)}`]];
  for (const rest of rests) {
    const text = `match ${subject} {\n${[...lines, ...rest].join("\n")}\n}`;
    const actions = rewritten("Convert to match", text, step, [...bodies, step.else], place);
    if (actions.length > 0) return actions;
  }
  return [];
}

interface Patterns {
  readonly subject: string;
  readonly patterns: readonly string[];
}

/** `x == "a" or x == "b"`, `x < 3`, `x >= 3 and x < 5`, as the patterns of a case of x. */
function patternsOf(condition: Expression, place: ActionPlace): Patterns | undefined {
  if (condition.kind === "Parenthesized") return patternsOf(condition.inner, place);
  if (condition.kind !== "Binary") return undefined;
  const { operator, left, right } = condition;
  if (operator === "or" || operator === "and") {
    const [one, other] = [patternsOf(left, place), patternsOf(right, place)];
    if (one === undefined || other === undefined || one.subject !== other.subject) return undefined;
    if (operator === "or") return { subject: one.subject, patterns: [...one.patterns, ...other.patterns] };
    const range = rangeOf(one.patterns, other.patterns);
    return range === undefined ? undefined : { subject: one.subject, patterns: [range] };
  }
  if (!["==", "<", "<=", ">", ">="].includes(operator) || left.kind !== "Reference") return undefined;
  if (!["Text", "Number", "Money", "Duration", "Date", "Boolean"].includes(right.kind)) return undefined;
  const value = textOf(place, right.span);
  return {
    subject: textOf(place, left.span),
    patterns: [operator === "==" ? value : `${operator} ${value}`],
  };
}

/** `>= 3` and `< 5` are `3 ..< 5`; no other two have one pattern. */
function rangeOf([low = "", ...lows]: readonly string[], [high = "", ...highs]: readonly string[]) {
  const isRange = lows.length + highs.length === 0 && low.startsWith(">= ") && high.startsWith("< ");
  return isRange ? `${low.slice(3)} ..< ${high.slice(2)}` : undefined;
}

/** The step as another kind of it, where nothing is lost by that. */
function rewritten(
  title: string,
  text: string,
  step: Step,
  blocks: readonly (Block | undefined)[],
  place: ActionPlace,
): readonly Action[] {
  const span = spanOf(step, place);
  const kept = blocks.flatMap((block) => (block === undefined ? [] : [block.span]));
  const edits = [replaced(place, span, text)];
  if (losesComment(place, step.span, kept) || !isHarmless(edits, place.snapshot.project)) return [];
  return [{ title, kind: CodeActionKind.RefactorRewrite, edits }];
}

/** A `match` as a chain of `if`. */
export function matchToIf(place: ActionPlace): readonly Action[] {
  const step = atWord(place, "Match");
  if (step === undefined || step.cases.length === 0 || step.subject.kind !== "Reference") return [];
  const subject = textOf(place, step.subject.span);
  const branches = step.cases.map(({ patterns, body }) => {
    const conditions = patterns.map((pattern) => conditionOf(pattern, subject, place));
    return body === undefined ? undefined : `if ${conditions.join(" or ")} ${textOf(place, body.span)}`;
  });
  if (branches.includes(undefined)) return [];
  const otherwise =
    step.else === undefined || isEmpty(step.else, place) ? [] : [textOf(place, step.else.span)];
  const text = [...branches, ...otherwise].join(" else ");
  const bodies = step.cases.map(({ body }) => body);
  return rewritten("Convert to if", text, step, [...bodies, step.else], place);
}

const isEmpty = ({ span }: Block, place: ActionPlace): boolean =>
  textOf(place, span).slice(1, -1).trim() === "";

function conditionOf(pattern: Pattern, subject: string, place: ActionPlace): string {
  switch (pattern.form) {
    case "value":
      return `${subject} == ${textOf(place, pattern.value.span)}`;
    case "compare":
      return `${subject} ${pattern.operator} ${textOf(place, pattern.value.span)}`;
    case "range":
      return `${subject} >= ${textOf(place, pattern.low.span)} and ${subject} < ${textOf(place, pattern.high.span)}`;
    default:
      return pattern satisfies never;
  }
}

/** The innermost step of a kind; the cursor is not in one of its blocks. */
function atWord<K extends "If" | "Match">(
  place: ActionPlace,
  kind: K,
): (K extends "If" ? If : Match) | undefined {
  const path = findPath(place.file.tree, place.start);
  const step = path.findLast((node) => "label" in node || node.kind === "Block");
  return step?.kind === kind ? (step as K extends "If" ? If : Match) : undefined;
}

/** Without its label. */
function spanOf(step: Step, { file }: ActionPlace): { readonly start: number; readonly end: number } {
  const start = step.label === undefined ? step.span.start : file.text.indexOf(":", step.label.span.end) + 1;
  const blanks = /^\s*/.exec(file.text.slice(start))?.[0].length ?? 0;
  return { start: start + blanks, end: step.span.end };
}
