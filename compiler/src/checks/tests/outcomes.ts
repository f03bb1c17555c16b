import {
  type Expression,
  type Journey,
  type Name,
  OUTCOMES,
  type Outcome,
  type Parameter,
  type TestLine,
  type TextLiteral,
} from "@trajet/grammar";
import { replaceWithNearest } from "../../diagnostics/fixes.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { allSteps } from "../../model/steps.ts";
import type { Check } from "../check.ts";
import { wholeCondition } from "../conditions/whole.ts";
import { isKnown } from "../expressions/reference.ts";
import { wholeNumber } from "../expressions/whole-numbers.ts";
import { resolve } from "../names/declared.ts";
import { checkSameAudience } from "../names/members.ts";
import { type Scope, withNames } from "../scope.ts";
import { checkWhom } from "./people.ts";
import type { Tested } from "./tested.ts";

/** Checks what a test expects: the names in it, of whom it speaks, and its filter. */
export function checkExpectation(
  { expected }: Extract<TestLine, { kind: "Expect" }>,
  line: TestLine,
  tested: Tested,
  check: Check,
): void {
  if (expected.kind !== "condition") checkOutcome(expected, line, tested, check);
  else if (!reportOutcomeMeant(expected.condition, tested.scope, check))
    wholeCondition(expected.condition, tested.scope, check);
}

/** `expect finish`: a word alone that means nothing here, and is near an outcome. */
function reportOutcomeMeant(condition: Expression, scope: Scope, check: Check): boolean {
  const [word, ...members] = condition.kind === "Reference" ? condition.path : [];
  if (word === undefined || members.length > 0 || isKnown(word, scope)) return false;
  const instead = nearest(word.text, OUTCOMES);
  if (instead === undefined) return false;
  const fixes = replaceWithNearest(check.file, word.span, instead);
  check.report("TJ2013", word.span, { name: word.text, instead }, fixes);
  return true;
}

function checkOutcome(outcome: Outcome, line: TestLine, tested: Tested, check: Check): void {
  const { journey, scope, audience } = tested;
  switch (outcome.kind) {
    case "sent": {
      if (outcome.to?.kind !== "Text") checkWhom(outcome.to, line, tested, check);
      const message = resolve("messages", outcome.message, check);
      if (outcome.message !== undefined)
        checkSameAudience(outcome.message, message?.audience, audience, check);
      wholeNumber(outcome.count?.number, 1, "a number of times", check);
      if (message !== undefined)
        checkWhere(outcome.where, withParameters(message.parameters, scope, check), check);
      return;
    }
    case "nothing sent":
      // Without a person it says so of all.
      if (outcome.to?.kind === "Name") checkWhom(outcome.to, line, tested, check);
      return;
    case "called": {
      checkWhom(outcome.forPerson, line, tested, check);
      const webhook = resolve("webhooks", outcome.webhook, check);
      wholeNumber(outcome.count?.number, 1, "a number of times", check);
      if (webhook !== undefined)
        checkWhere(outcome.where, withParameters(webhook.parameters, scope, check), check);
      return;
    }
    case "entered":
      checkWhom(outcome.forPerson, line, tested, check);
      wholeNumber(outcome.count?.number, 1, "a number of times", check);
      checkWhere(outcome.where, scope, check);
      return;
    case "reached":
      checkWhom(outcome.forPerson, line, tested, check);
      checkReached(outcome.what, outcome.name, journey, check);
      checkWhere(outcome.where, scope, check);
      return;
    case "waiting":
    case "held":
      checkWhom(outcome.forPerson, line, tested, check);
      checkLabel(outcome.at, journey, check);
      checkWhere(outcome.where, scope, check);
      return;
    case "finished":
    case "exited":
      checkWhom(outcome.forPerson, line, tested, check);
      checkWhere(outcome.where, scope, check);
      return;
    default:
      outcome satisfies never;
  }
}

function withParameters(parameters: readonly Parameter[], scope: Scope, check: Check): Scope {
  return withNames(scope, check.types.parameters(parameters));
}

function checkWhere(where: Expression | undefined, scope: Scope, check: Check): void {
  if (where !== undefined) wholeCondition(where, scope, check);
}

function checkReached(
  what: "goal" | "milestone",
  name: TextLiteral | undefined,
  journey: Journey,
  check: Check,
): void {
  if (name === undefined || check.isUnread(journey)) return;
  const goals = journey.settings.flatMap((setting) => (setting.kind === "Goal" ? [setting.name?.value] : []));
  const milestones = allSteps(journey.steps, check.symbols).flatMap((step) =>
    step.kind === "Milestone" ? [step.name?.value] : [],
  );
  const known = (what === "goal" ? goals : milestones).filter((each) => each !== undefined);
  if (known.includes(name.value)) return;
  const near = nearest(name.value, known);
  check.report(
    "TJ4307",
    name.span,
    { what, name: name.value, journey: journey.name?.text ?? "", known, nearest: near },
    replaceWithNearest(check.file, name.span, near, "quoted"),
  );
}

function checkLabel(label: Name | undefined, journey: Journey, check: Check): void {
  if (label === undefined || check.isUnread(journey)) return;
  const known = allSteps(journey.steps, check.symbols).flatMap((step) => step.label?.text ?? []);
  if (known.includes(label.text)) return;
  const near = nearest(label.text, known);
  check.report(
    "TJ4308",
    label.span,
    { label: label.text, journey: journey.name?.text ?? "", known: [...new Set(known)], nearest: near },
    replaceWithNearest(check.file, label.span, near),
  );
}
