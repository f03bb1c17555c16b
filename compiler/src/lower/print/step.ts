import type { Argument, Change, PointInTime, Step } from "@trajet/grammar";
import { quote } from "../../diagnostics/fixes.ts";
import { printGroup } from "./act.ts";
import { printExpression } from "./expression.ts";
import { quotedList, timesOf } from "./text.ts";

/** Room for a line on Temporal's page and in a time line. */
const LONGEST = 120;

/** A step on one line, without its blocks: `delay 1 week`, `wait up to 3 days`, `if contact has tag "vip"`. */
export function summaryOf(step: Step): string {
  const line = printStep(step);
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}

/** A step on one line of any length. */
export function printStep(step: Step): string {
  switch (step.kind) {
    case "Delay":
      return step.until === undefined
        ? `delay ${printExpression(step.duration)}`
        : `delay until ${printPoint(step.until)}`;
    case "Wait":
      return step.limit === undefined ? "wait" : `wait up to ${printPoint(step.limit)}`;
    case "If":
      return `if ${printExpression(step.branches[0]?.condition)}`;
    case "Match":
      return `match ${printExpression(step.subject)}`;
    case "Split":
      return "split";
    case "Repeat":
      return `repeat up to ${timesOf(step.times?.text ?? "…")}`;
    case "Remember":
      return `remember ${step.name?.text ?? "…"} = ${printExpression(step.value)}`;
    case "Milestone":
      return `milestone ${quote(step.name?.value ?? "…")}`;
    case "Exit":
    case "Break":
      return step.kind.toLowerCase();
    case "Tag":
    case "Untag":
      return `${step.kind.toLowerCase()} ${quotedList(step.tags)}`;
    case "Join":
      return `join ${printGroup(step.group)}`;
    case "LeaveGroup":
      return `leave ${printGroup(step.group)}`;
    case "LeaveJourney":
      return `leave journey ${step.journey?.text ?? "…"}`;
    case "StartJourney":
      return `start journey ${step.journey?.text ?? "…"}`;
    case "Unsubscribe":
      return step.channel === undefined ? "unsubscribe" : `unsubscribe from ${step.channel.text}`;
    case "Archive":
      return "archive contact";
    case "Update":
      return `update contact { ${step.changes.map(printChange).join("  ")} }`;
    case "Send":
      return `send ${step.channel ?? "…"} ${step.message?.text ?? "…"}${printArguments(step.args)}${printTo(step.to)}`;
    case "Call":
      return `call webhook ${step.webhook?.text ?? "…"}${printArguments(step.args)}${step.as === undefined ? "" : ` as ${step.as.text}`}`;
    case "GiveCoupon":
      return `give coupon ${step.coupon?.text ?? "…"} as ${step.as?.text ?? "…"}`;
    case "AddTo":
      return `add to ${step.customAudience?.text ?? "…"}`;
    case "RemoveFrom":
      return `remove from ${step.customAudience?.text ?? "…"}`;
    case "Run":
      return `run ${step.fragment?.text ?? "…"}${printArguments(step.args)}`;
    default:
      return step satisfies never;
  }
}

/** `monday at 9:00`, `1 day before entry.event.startsAt at 18:00`, `3 days` */
export function printPoint({ weekday, base, offset, at }: PointInTime): string {
  const moved = offset === undefined ? "" : `${printExpression(offset.amount)} ${offset.direction} `;
  const what = base === undefined ? "" : `${moved}${printExpression(base)}`;
  const time = at === undefined ? "" : `at ${printExpression(at)}`;
  return [weekday ?? "", what, time].filter((part) => part !== "").join(" ");
}

function printArguments(args: readonly Argument[]): string {
  if (args.length === 0) return "";
  return `(${args.map((arg) => `${arg.name?.text ?? "…"}: ${printExpression(arg.value)}`).join(", ")})`;
}

function printTo(to: Extract<Step, { kind: "Send" }>["to"]): string {
  return to === undefined ? "" : ` to ${printExpression(to)}`;
}

function printChange(change: Change): string {
  const field = change.field?.text ?? "…";
  switch (change.form) {
    case "set":
      return `set ${field} = ${printExpression(change.value)}`;
    case "clear":
      return `clear ${field}`;
    case "add":
      return `add ${printExpression(change.value)} to ${field}`;
    case "remove":
      return `remove ${printExpression(change.value)} from ${field}`;
    default:
      return change satisfies never;
  }
}
