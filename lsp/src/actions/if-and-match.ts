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
  const cases = step.branches.map(({ condition, body }) => ({ found: comparison(condition, place), body }));
  const subject = cases[0]?.found?.subject;
  const lines = cases.map(({ found, body }) =>
    found === undefined || found.subject !== subject || body === undefined
      ? undefined
      : `${found.value} ${textOf(place, body.span)}`,
  );
  if (subject === undefined || lines.includes(undefined)) return [];
  const values = cases.map(({ found }) => found?.value);
  if (new Set(values).size < values.length) return [];
  const rest =
    step.else !== undefined
      ? [`else ${textOf(place, step.else.span)}`]
      : isComplete(step.branches[0]?.condition, values, place)
        ? []
        : ["else { }"];
  const text = `match ${subject} {\n${[...lines, ...rest].join("\n")}\n}`;
  const bodies = step.branches.map(({ body }) => body);
  return rewritten("Convert to match", text, step, [...bodies, step.else], place);
}

/** Whether the cases are all values that there are: an `else` would be for nobody. */
function isComplete(
  condition: Expression | undefined,
  values: readonly (string | undefined)[],
  { model }: ActionPlace,
): boolean {
  const type = condition?.kind === "Binary" ? model.typeOf(condition.left) : undefined;
  if (type === undefined || type.optional || type.list) return false;
  const all =
    type.type === "boolean" ? ["true", "false"] : type.values?.map((value) => JSON.stringify(value));
  return all?.every((value) => values.includes(value)) ?? false;
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

function comparison(
  condition: Expression,
  place: ActionPlace,
): { readonly subject: string; readonly value: string } | undefined {
  if (condition.kind !== "Binary" || condition.operator !== "==" || condition.left.kind !== "Reference")
    return undefined;
  const isLiteral = ["Text", "Number", "Money", "Duration", "Date", "Boolean"].includes(condition.right.kind);
  if (!isLiteral) return undefined;
  return { subject: textOf(place, condition.left.span), value: textOf(place, condition.right.span) };
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
