import type { Journey, Setting, Trigger } from "@trajet/grammar";
import { not } from "../../analyses/conditions/formula.ts";
import { readCondition } from "../../analyses/conditions/read.ts";
import { follows, isImpossible } from "../../analyses/conditions/satisfy.ts";
import type { Additions } from "../../diagnostics/report.ts";
import type { Check } from "../check.ts";
import { constantValue } from "../conditions/decided.ts";
import { readingOf } from "../conditions/judging.ts";
import type { Scope } from "../scope.ts";
import { isCovered, isSameOrNarrower, placeOf } from "./covered.ts";
import type { Start } from "./starts.ts";

/** Reports starts, exits and goals that another rule of the journey leaves nothing to do. */
export function checkNeedlessRules(
  journey: Journey,
  starts: readonly Start[],
  anyTime: Scope,
  check: Check,
): void {
  checkStartsDiffer(starts, check);
  checkExitsDiffer(journey, anyTime, check);
  checkGoals(journey, anyTime, check);
}

/** Triggers at which a run ends. */
export function exitTriggers(journey: Journey): readonly Trigger[] {
  return journey.settings.flatMap((setting) => {
    if (setting.kind === "ExitWhen") return [setting.trigger ?? [], ...setting.orWhen].flat();
    return setting.kind === "Goal" && setting.thenExit && setting.within === undefined
      ? setting.triggers
      : [];
  });
}

function checkStartsDiffer(starts: readonly Start[], check: Check): void {
  const left = new Set(starts);
  for (const start of starts.toReversed()) {
    if (check.isBroken(start.whole) || constantValue(start.filter) === false) continue;
    const wider = [...left].find((other) => other !== start && startsToo(start, other));
    if (wider === undefined) continue;
    left.delete(start);
    const related = [placeOf({ span: wider.whole }, "This starts them already.", check)];
    check.report("TJ4110", start.whole, {}, { related, ...removing(start.setting, check) });
  }
}

/** Whether a start starts everybody whom another one starts, at the same moment. */
function startsToo(start: Start, other: Start): boolean {
  const sameMoment =
    start.trigger !== undefined && other.trigger !== undefined
      ? isSameOrNarrower(start.trigger, other.trigger)
      : start.trigger === other.trigger && start.schedule === other.schedule;
  return sameMoment && follows([start.filter], other.filter, { withMeanings: false });
}

function removing(setting: Setting | undefined, { file }: Check): Additions {
  if (setting === undefined) return {};
  const edits = [{ file, span: setting.span, text: "" }];
  return { fixes: [{ id: "remove-rule", title: "Take it out", edits }], tags: ["unnecessary"] };
}

interface Exit {
  readonly setting: Setting;
  readonly trigger: Trigger;
}

function checkExitsDiffer(journey: Journey, scope: Scope, check: Check): void {
  const exits = journey.settings.flatMap((setting): readonly Exit[] =>
    setting.kind === "ExitWhen" && setting.trigger !== undefined && setting.orWhen.length === 0
      ? [{ setting, trigger: setting.trigger }]
      : [],
  );
  reportRepeated(exits, (exit, other) => isCovered(exit.trigger, other.trigger, scope, check), check);
  const rules = journey.settings.flatMap((setting) => {
    if (setting.kind !== "ExitIf") return [];
    const formula = readCondition(setting.condition, readingOf(scope, check));
    return constantValue(formula) === undefined ? [{ setting, formula }] : [];
  });
  const implies = (rule: (typeof rules)[number], other: (typeof rules)[number]): boolean =>
    isImpossible([rule.formula, not(other.formula)], { withMeanings: false });
  reportRepeated(rules, implies, check);
}

function reportRepeated<T extends { readonly setting: Setting }>(
  rules: readonly T[],
  isCoveredBy: (rule: T, other: T) => boolean,
  check: Check,
): void {
  const left = new Set(rules);
  for (const rule of rules.toReversed()) {
    if (check.isBroken(rule.setting.span)) continue;
    const wider = [...left].find((other) => other !== rule && isCoveredBy(rule, other));
    if (wider === undefined) continue;
    left.delete(rule);
    const related = [placeOf(wider.setting, "Whoever passes it has left here.", check)];
    check.report("TJ4111", rule.setting.span, {}, { related, ...removing(rule.setting, check) });
  }
}

/** At one instant an exit comes before a goal, which without `within` is only there while the run lives. */
function checkGoals(journey: Journey, scope: Scope, check: Check): void {
  const exits = journey.settings.flatMap((setting) =>
    setting.kind === "ExitWhen" ? [setting.trigger ?? [], ...setting.orWhen].flat() : [],
  );
  for (const goal of journey.settings) {
    if (goal.kind !== "Goal" || goal.within !== undefined) continue;
    for (const trigger of goal.triggers) {
      if (check.isBroken(trigger.span)) continue;
      const exit = exits.find((each) => isCovered(trigger, each, scope, check));
      if (exit === undefined) continue;
      const related = [placeOf(exit, "Here the run ends first.", check)];
      check.report("TJ4112", trigger.span, { goal: goal.name?.value ?? "" }, { related });
    }
  }
}
