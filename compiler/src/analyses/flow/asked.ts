import type { Expression, Trigger } from "@trajet/grammar";
import type { Way } from "./unfold.ts";

export type OpenOrClick = Extract<Expression, { kind: "History" }>;

/** The questions about opens and clicks in a condition, those in segments not among them. */
export function opensAsked(condition: Expression): readonly OpenOrClick[] {
  const found: OpenOrClick[] = [];
  collect(condition, found);
  return found;
}

/** Whether something happened is asked by itself, in a filter, or joined with other conditions. */
function collect(condition: Expression, into: OpenOrClick[]): void {
  switch (condition.kind) {
    case "Parenthesized":
      collect(condition.inner, into);
      break;
    case "Not":
      collect(condition.operand, into);
      break;
    case "Binary":
      collect(condition.left, into);
      collect(condition.right, into);
      break;
    case "History":
      if (messageOf(condition) !== undefined) into.push(condition);
      if (condition.where !== undefined) collect(condition.where, into);
      break;
    default:
      break;
  }
}

/** The message whose opens or clicks an act is about. */
export function messageOf({ act }: Pick<Trigger, "act"> | OpenOrClick): string | undefined {
  return act.verb === "open" || act.verb === "click" ? act.message?.text : undefined;
}

/** The messages about whose opens or clicks a way is decided. */
export function decidedBy({ how }: Way): readonly string[] {
  switch (how.kind) {
    case "happened":
      return how.triggers.flatMap((trigger) => messageOf(trigger) ?? []);
    case "came true":
      return opensAsked(how.condition).flatMap((asked) => messageOf(asked) ?? []);
    case "if":
      return [how.condition, ...how.failed].flatMap(opensAsked).flatMap((asked) => messageOf(asked) ?? []);
    case "else if none":
      return how.failed.flatMap(opensAsked).flatMap((asked) => messageOf(asked) ?? []);
    case "done":
    case "refused":
    case "passed":
    case "timed out":
    case "else":
    case "arm":
      return [];
    default:
      return how satisfies never;
  }
}
