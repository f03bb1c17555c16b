import type { BetweenExpression, Expression, ListExpression } from "@trajet/grammar";
import { comparison } from "../../analyses/conditions/compare.ts";
import { formOf } from "../../analyses/conditions/form.ts";
import { operandOf } from "../../analyses/conditions/operands.ts";
import type { Check } from "../check.ts";
import { unwrap } from "../expressions/assign.ts";
import { reportBackwards } from "../expressions/comparison.ts";
import type { Judging } from "./judging.ts";
import { simpleConditions } from "./parts.ts";

/** Reports what is odd about values that are written out: one person's address, a value twice in a list. */
export function reportLiterals(condition: Expression, asksForPeople: boolean, judging: Judging): void {
  for (const simple of simpleConditions(condition)) {
    if (!asksForPeople) reportOnePerson(simple, judging);
    if (simple.kind === "Between") reportRange(simple, judging);
    if (simple.kind !== "In" || simple.container.kind !== "value") continue;
    const list = unwrap(simple.container.value);
    if (list.kind === "List") reportTwice(list, judging.check);
  }
}

/** Times, durations and moments have an order as well, if they are of one kind. */
function reportRange({ low, high }: BetweenExpression, { check, reading }: Judging): void {
  const order = comparison(low, "<=", high, reading);
  if (order?.kind === "constant" && !order.value) reportBackwards(low, high, check);
}

/** `contact.email == "ana@shop.example"` is for trying something out, and is forgotten in a journey. */
function reportOnePerson(simple: Expression, judging: Judging): void {
  if (simple.kind !== "Binary" || simple.operator !== "==") return;
  const [left, right] = [unwrap(simple.left), unwrap(simple.right)];
  const [literal, other] = left.kind === "Text" ? [left, right] : [right, left];
  if (literal.kind !== "Text" || operandOf(other, judging.reading)?.key !== "contact.email") return;
  judging.check.report("TJ4105", simple.span, { email: literal.value });
}

function reportTwice(list: ListExpression, check: Check): void {
  const seen = new Map<string, Expression>();
  for (const [index, element] of list.elements.entries()) {
    const form = formOf(element);
    const first = seen.get(form);
    if (first === undefined) {
      seen.set(form, element);
      continue;
    }
    const start = list.elements[index - 1]?.span.end ?? element.span.start;
    const edits = [{ file: check.file, span: { start, end: element.span.end }, text: "" }];
    check.report(
      "TJ4106",
      element.span,
      { written: check.text.slice(element.span.start, element.span.end) },
      {
        related: [{ file: check.file, span: first.span, message: "It stands here already." }],
        fixes: [{ id: "remove-part", title: "Take it out", edits }],
        tags: ["unnecessary"],
      },
    );
  }
}
