import {
  type AnyNode,
  type Expression,
  type Journey,
  type Setting,
  type Span,
  type Unit,
  visitChildren,
} from "@trajet/grammar";
import { DURATION, describe } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { wholeCondition } from "../conditions/whole.ts";
import { named } from "../declarations/audience.ts";
import { checkOnce, checkUnique } from "../declarations/lines.ts";
import { assign } from "../expressions/assign.ts";
import { checkLength, checkStretch, checkWeekdays } from "../expressions/stretches.ts";
import { wholeNumber } from "../expressions/whole-numbers.ts";
import { checkDays, checkTimeZone } from "../expressions/written-values.ts";
import { checkWord } from "../names/members.ts";
import type { Scope } from "../scope.ts";
import { checkNever, checkRunKey } from "./runs.ts";
import { checkTrigger } from "./triggers.ts";

/** Settings that may stand any number of times. */
const LISTS: ReadonlySet<Setting["kind"]> = new Set([
  "StartWhen",
  "StartManually",
  "StartSchedule",
  "ExitWhen",
  "ExitIf",
  "Goal",
  "Cap",
]);

/** Checks the settings of a journey but its starts, in a scope that holds at any time of a run. */
export function checkSettings(journey: Journey, scope: Scope, check: Check): void {
  checkOnce(
    journey.settings.filter(({ kind }) => !LISTS.has(kind)),
    (setting) => wordsOf(setting, check),
    "this journey",
    check,
  );
  for (const setting of journey.settings) checkSetting(setting, scope, check);
  checkNever(journey, check);
  const goals = journey.settings.map((setting) => (setting.kind === "Goal" ? setting.name : undefined));
  checkUnique(named(goals), "goal", "this journey", check);
}

/** The first word of a setting, by which authors know it. */
function wordsOf(setting: Setting, check: Check): string {
  return /^\w+/.exec(check.text.slice(setting.span.start, setting.span.end))?.[0] ?? setting.kind;
}

function checkSetting(setting: Setting, scope: Scope, check: Check): void {
  switch (setting.kind) {
    case "Title":
    case "StartWhen":
    case "StartManually":
    case "StartSchedule":
      return;
    case "Objective":
      checkWord("objectives", setting.text, check);
      return;
    case "Timezone":
      if (setting.text !== undefined) checkTimeZone(setting.text, check);
      return;
    case "EntryWindow":
      checkDays(setting.from, setting.to, check);
      return;
    case "ExitWhen":
      for (const trigger of [setting.trigger, ...setting.orWhen]) {
        if (trigger !== undefined) checkTrigger(trigger, "exit", scope, check);
      }
      return;
    case "ExitIf":
      wholeCondition(setting.condition, scope, check);
      return;
    case "Reenter":
      if (setting.after !== undefined) checkStretch(setting.after, "`reenter after`", scope, check);
      return;
    case "RunKey":
      checkRunKey(setting, scope, check);
      return;
    case "Goal":
      checkGoal(setting, scope, check);
      return;
    case "SendWindow":
      checkTime(setting.from, scope, check);
      checkTime(setting.to, scope, check);
      if (Array.isArray(setting.days)) checkWeekdays(setting.days, setting.span, check);
      return;
    case "Cap":
      wholeNumber(setting.count, 1, "a limit", check);
      checkUnit(setting, check);
      checkWord("labels", setting.across, check);
      return;
    case "Resume":
      if (setting.olderThan !== undefined) checkStretch(setting.olderThan, "`older than`", scope, check);
      if (setting.over !== undefined) checkOver(setting.over, scope, check);
      return;
    default:
      setting satisfies never;
  }
}

/** All that were held are spread over the same time, which one person can say nothing of. */
function checkOver(over: Expression, scope: Scope, check: Check): void {
  for (const span of personalParts(over)) {
    const name = check.text.slice(span.start, span.end);
    check.report("TJ2024", span, { name, given: "one person, and `over` is one time for all of them" });
  }
  assign(over, DURATION, "`over`", scope, check);
  const start = check.text.lastIndexOf("over", over.span.start);
  checkLength(over, "it changes nothing", { start, end: over.span.end }, check);
}

/** Where an expression speaks of one person, or of how a run began. */
function personalParts(node: AnyNode): readonly Span[] {
  if (node.kind === "Measure" || node.kind === "Subject") return [node.span];
  const root = node.kind === "Reference" ? node.path[0] : undefined;
  if (root?.text === "contact" || root?.text === "entry") return [root.span];
  const found: Span[] = [];
  visitChildren(node, (child) => {
    found.push(...personalParts(child));
  });
  return found;
}

function checkGoal(setting: Extract<Setting, { kind: "Goal" }>, scope: Scope, check: Check): void {
  if (setting.within !== undefined) checkStretch(setting.within, "`within`", scope, check);
  for (const trigger of setting.triggers) checkTrigger(trigger, "goal", scope, check);
}

/** How often a period comes in a day that is too short for a limit of what one contact gets. */
const SHORT: Partial<Readonly<Record<Unit, number>>> = { second: 86_400, minute: 1_440 };

function checkUnit({ unit, count, span }: Extract<Setting, { kind: "Cap" }>, check: Check): void {
  const times = unit && SHORT[unit];
  if (unit === undefined || times === undefined) return;
  check.report("TJ4053", span, { unit, daily: times * Number(count?.text ?? 1) });
}

function checkTime(expression: Expression, scope: Scope, check: Check): void {
  const type = check.typeOf(expression, scope);
  if (type.unknown || (type.type === "time" && !type.list)) return;
  check.report("TJ3001", expression.span, {
    what: "`send between`",
    expected: "time",
    found: describe(type),
  });
}
